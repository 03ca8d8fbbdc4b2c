//! 咨询: questions of residents. The phone number lies sealed and every look at it is a row of the trail;
//! an answer is held to the newsroom's wording. What the asker allows is published in words that one
//! colleague wrote and another read.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::asking::Asking;
use domain::audit::{Act, Deed};
use domain::law::Laws;
use domain::newsroom::mask::{Hit, find, phones};
use domain::newsroom::wording::{Finding, FindingKind, WordingRules, Written, findings};
use domain::newsroom::{Passage, Place};
use domain::ports::{
    Answer, AskError, DeskError, DeskQuestion, IdempotencyKey, Internal, NewAnswer, OwnQuestion, Proposal, Proposed,
    PublicQuestion, QuestionList, Questions,
};
use domain::query_code::QueryCode;
use domain::question::{AnswerText, AskedText};
use domain::report::FieldError;
use domain::text;
use domain::track::local_date;
use jiff::{SignedDuration, Timestamp};
use storage::{AnswerRow, NewQuestion, PublicRow, QuestionKept, QuestionRow, QuestionStep, QuestionsWanted, Store};
use uuid::Uuid;

use crate::clock::{Random, new_id};
use crate::keys::{Keyring, Purpose};
use crate::library::Dictionaries;

/// As with reports: afterwards the code itself is the only key.
const RECEIPT_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Codes tried for one key.
const CODE_TURNS: u8 = 8;
/// Characters of the reason for looking at a phone number.
const REASON_MAX: usize = 100;
/// Answered questions the desk lists.
const LISTED: usize = 100;

/// Takes questions in and keeps what is answered.
pub struct Counter {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub random: Arc<dyn Random>,
    pub laws: Arc<Laws>,
    pub words: Arc<Dictionaries>,
}

impl Counter {
    fn code(&self, key: &IdempotencyKey, turn: u8) -> QueryCode {
        self.keys.derive_code(&[b"question/", key.as_str().as_bytes(), &[0, turn]].concat())
    }

    fn key_mac(&self, key: &IdempotencyKey) -> [u8; 32] {
        self.keys.mac("question", key.as_str().as_bytes())
    }

    /// Keyed, because it holds a phone number.
    fn content_mac(&self, asking: &Asking) -> [u8; 32] {
        let phone = asking.contact.as_ref().map_or("", |phone| phone.as_str());
        let content = format!("{}\n{phone}\n{}", asking.text.as_str(), asking.may_publish);
        self.keys.mac("question-content", content.as_bytes())
    }

    fn draft(&self, key: &IdempotencyKey, asking: &Asking, at: Timestamp) -> Result<NewQuestion, Internal> {
        let id = new_id(&*self.random, at);
        let seal = |phone: &str| self.keys.seal(Purpose::QuestionContact, id, phone.as_bytes());
        Ok(NewQuestion {
            id,
            key_mac: self.key_mac(key),
            content_mac: self.content_mac(asking),
            code_mac: [0; 32],
            asked_at: at,
            text: asking.text.as_str().to_owned(),
            may_publish: asking.may_publish,
            contact: asking.contact.as_ref().map(|phone| seal(phone.as_str())).transpose().map_err(Internal::new)?,
        })
    }

    async fn keep(&self, key: &IdempotencyKey, asking: &Asking, at: Timestamp) -> Result<QuestionKept, Internal> {
        let mut new = self.draft(key, asking, at)?;
        for turn in 0..CODE_TURNS {
            new.code_mac = self.keys.code_mac(&self.code(key, turn));
            // A code opens one thing only, be it a matter or a question.
            if self.store.submission_by_code(&new.code_mac).await?.is_some() {
                continue;
            }
            match self.store.keep_question(&new).await? {
                QuestionKept::CodeTaken => {}
                kept => return Ok(kept),
            }
        }
        Err(Internal::new("no free query code"))
    }

    async fn row(&self, staff: &Staff, id: Uuid) -> Result<QuestionRow, DeskError> {
        staff.may_ever(Action::AnswerQuestions)?;
        self.store.question(id).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)
    }

    async fn step(&self, row: &QuestionRow, version: u32, step: QuestionStep<'_>, act: Act) -> Result<(), DeskError> {
        let fresh = row.version == version;
        if fresh && self.store.step_question(row.id, version, step, &act).await.map_err(Internal::from)? {
            return Ok(());
        }
        Err(DeskError::NotReady("您打开这一页以后，同事已经处理过这条咨询。您填的内容还在，请看过新情况再提交。"))
    }

    /// What an answer must not say.
    fn improper(&self, answer: &str, at: Timestamp) -> Vec<String> {
        let line = |(number, line): (usize, &str)| Passage::from((Place { line: number, column: 1 }, line));
        let body: Vec<Passage> = (1..).zip(answer.lines()).map(line).collect();
        let written = Written { body, sources: 1, ..Written::default() };
        let look = |rules: &WordingRules| findings(&written, rules, &self.laws, local_date(at));
        let said = |found: Finding| format!("{}；{}", found.what, found.way_out);
        let forbidden = look(&self.words.wording).into_iter().filter(|found| found.blocking);
        let own = look(&self.words.answers).into_iter().filter(|found| found.kind == FindingKind::Claim);
        forbidden.chain(own).map(said).collect()
    }

    fn faults(&self, field: &str, typed: &str, at: Timestamp) -> Result<String, Vec<FieldError>> {
        let fault = |message: String| FieldError { field: field.to_owned(), message };
        let answer = AnswerText::parse(typed).map_err(|refused| vec![fault(refused.0)])?;
        let answer = answer.ok_or_else(|| vec![fault("请写答复".to_owned())])?.into_string();
        let mut improper = self.improper(&answer, at);
        if phones(&answer).iter().any(|hit| mobile(&hit.text)) {
            improper.push("答复里不要写手机号；要留电话，写本局的办公电话".to_owned());
        }
        if improper.is_empty() { Ok(answer) } else { Err(improper.into_iter().map(fault).collect()) }
    }

    /// The words to be published, and how much in them seems to point at a person and was looked at.
    fn publishable(&self, proposal: &Proposal, at: Timestamp) -> Result<(String, String, usize), Vec<FieldError>> {
        let fault = |field: &str, message: String| FieldError { field: field.to_owned(), message };
        let question = match AskedText::parse(&proposal.question) {
            Ok(question) => question.ok_or_else(|| "请写要公开的问题".to_owned()),
            Err(refused) => Err(refused.0),
        };
        let question = question.map_err(|message| vec![fault("public_question", message)]);
        let (question, answer) = match (question, self.faults("public_answer", &proposal.answer, at)) {
            (Ok(question), Ok(answer)) => (question.into_string(), answer),
            (question, answer) => {
                return Err([question.err(), answer.err()].into_iter().flatten().flatten().collect());
            }
        };
        let hits = self.hits(&question).len() + self.hits(&answer).len();
        if hits > 0 && !proposal.looked {
            let message = format!("还有 {hits} 处可能指向个人，请改掉，或者看过以后在这里打钩");
            return Err(vec![fault("looked", message)]);
        }
        Ok((question, answer, hits))
    }
}

#[async_trait]
impl Questions for Counter {
    async fn ask(&self, key: &IdempotencyKey, asking: &Asking, at: Timestamp) -> Result<(), AskError> {
        match self.keep(key, asking, at).await.map_err(AskError::Unavailable)? {
            QuestionKept::Known { content_mac } if content_mac != self.content_mac(asking) => Err(AskError::KeyReused),
            _ => Ok(()),
        }
    }

    async fn receipt(&self, key: &IdempotencyKey, at: Timestamp) -> Result<Option<QueryCode>, Internal> {
        let row = self.store.question_by_key(&self.key_mac(key)).await?;
        let Some(row) = row.filter(|row| at.duration_since(row.asked_at) <= RECEIPT_LIFE) else { return Ok(None) };
        for turn in 0..CODE_TURNS {
            let code = self.code(key, turn);
            let opened = self.store.question_by_code(&self.keys.code_mac(&code)).await?;
            if opened.is_some_and(|opened| opened.id == row.id) {
                return Ok(Some(code));
            }
        }
        Err(Internal::new("a known question has none of its codes: was the key file exchanged?"))
    }

    async fn look_up(&self, code: &QueryCode) -> Result<Option<OwnQuestion>, Internal> {
        let row = self.store.question_by_code(&self.keys.code_mac(code)).await?;
        Ok(row.map(|row| OwnQuestion {
            text: row.text,
            asked_at: row.asked_at,
            answer: row.answer.map(told),
            published: row.public.is_some_and(|public| public.published_at.is_some()),
        }))
    }

    async fn published(&self) -> Result<Vec<PublicQuestion>, Internal> {
        let rows = self.store.questions(QuestionsWanted::Published).await?;
        Ok(rows.into_iter().filter_map(|row| row.public.and_then(for_everybody)).collect())
    }

    async fn list(&self, staff: &Staff) -> Result<QuestionList, DeskError> {
        staff.may_ever(Action::AnswerQuestions)?;
        let waiting = self.store.questions(QuestionsWanted::Waiting).await.map_err(Internal::from)?;
        let answered = self.store.questions(QuestionsWanted::Answered).await.map_err(Internal::from)?;
        Ok(QuestionList {
            waiting: waiting.into_iter().map(|row| drawn(row, staff)).collect(),
            answered: answered.into_iter().take(LISTED).map(|row| drawn(row, staff)).collect(),
        })
    }

    async fn open(&self, staff: &Staff, id: Uuid) -> Result<DeskQuestion, DeskError> {
        Ok(drawn(self.row(staff, id).await?, staff))
    }

    async fn answer(&self, staff: &Staff, id: Uuid, answer: NewAnswer, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        let text = self.faults("answer", &answer.text, at).map_err(DeskError::Invalid)?;
        let words = if row.answer.is_some() { "更正答复" } else { "答复" };
        let act = Act::new(at, staff, Deed::QuestionKept, id.to_string()).with_detail(words);
        self.step(&row, answer.version, QuestionStep::Answer { text: &text, by: &staff.name, at }, act).await
    }

    async fn propose(&self, staff: &Staff, id: Uuid, proposal: Proposal, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        if !row.may_publish {
            return Err(DeskError::NotReady("咨询人没有同意公开，不能公开。"));
        }
        if row.answer.is_none() {
            return Err(DeskError::NotReady("还没有答复，不能公开。"));
        }
        let (question, answer, hits) = self.publishable(&proposal, at).map_err(DeskError::Invalid)?;
        let detail = match hits {
            0 => "提出公开问答".to_owned(),
            hits => format!("提出公开问答，{hits} 处提示看过后保留"),
        };
        let act = Act::new(at, staff, Deed::QuestionKept, id.to_string()).with_detail(detail);
        let step = QuestionStep::Propose { question: &question, answer: &answer, by: staff.id };
        self.step(&row, proposal.version, step, act).await
    }

    async fn publish(&self, staff: &Staff, id: Uuid, version: u32, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        let proposed = row.public.as_ref().filter(|public| public.published_at.is_none());
        let proposed = proposed.ok_or(DeskError::NotReady("没有等核对的问答。"))?;
        if proposed.by == staff.id {
            return Err(DeskError::NotReady("公开的内容是您写的，要由别的同事核对以后公开。"));
        }
        let act = Act::new(at, staff, Deed::QuestionKept, id.to_string()).with_detail("核对后公开问答");
        self.step(&row, version, QuestionStep::Publish { at }, act).await
    }

    async fn take_down(&self, staff: &Staff, id: Uuid, version: u32, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        let public = row.public.as_ref().ok_or(DeskError::NotReady("没有公开，也没有等核对的问答。"))?;
        let words = if public.published_at.is_some() { "撤下公开的问答" } else { "退回要公开的问答" };
        let act = Act::new(at, staff, Deed::QuestionKept, id.to_string()).with_detail(words);
        self.step(&row, version, QuestionStep::TakeDown, act).await
    }

    async fn contact(&self, staff: &Staff, id: Uuid, reason: &str, at: Timestamp) -> Result<String, DeskError> {
        let row = self.row(staff, id).await?;
        let sealed = row.contact.ok_or(DeskError::NotReady("没有留电话，或者已经按期删掉。"))?;
        let reason = text::clean(reason);
        let fault = |message: String| DeskError::Invalid(vec![FieldError { field: "reason".to_owned(), message }]);
        if reason.is_empty() {
            return Err(fault("写一句为什么要看电话".to_owned()));
        }
        if text::forbidden(&reason).is_some() || text::length(&reason) > REASON_MAX {
            return Err(fault(format!("理由最多 {REASON_MAX} 个字，不要有看不见的字符")));
        }
        // Written down first: a number nobody knows was looked at must not be shown.
        let act = Act::new(at, staff, Deed::ContactSeen, id.to_string()).with_detail(reason);
        self.store.note(&act).await.map_err(Internal::from)?;
        let phone = self.keys.open(Purpose::QuestionContact, id, &sealed).map_err(Internal::new)?;
        Ok(String::from_utf8(phone.to_vec()).map_err(Internal::new)?)
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        find(text, &self.words.mask)
    }

    fn sounds_urgent(&self, text: &str) -> bool {
        self.words.danger.iter().any(|word| text.contains(word.as_str()))
    }
}

/// As this person sees it.
fn drawn(row: QuestionRow, staff: &Staff) -> DeskQuestion {
    let proposed = row.public.map(|public| Proposed {
        question: public.question,
        answer: public.answer,
        own: public.by == staff.id,
        published_at: public.published_at,
    });
    DeskQuestion {
        id: row.id,
        version: row.version,
        text: row.text,
        asked_at: row.asked_at,
        may_publish: row.may_publish,
        has_contact: row.contact.is_some(),
        answer: row.answer.map(told),
        proposed,
    }
}

fn told(answer: AnswerRow) -> Answer {
    Answer { text: answer.text, at: answer.at, by: answer.by }
}

fn for_everybody(public: PublicRow) -> Option<PublicQuestion> {
    let PublicRow { question, answer, published_at, .. } = public;
    Some(PublicQuestion { question, answer, published_at: published_at? })
}

/// A person's own number, not an office's.
fn mobile(phone: &str) -> bool {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits.len() >= 11 && digits.get(digits.len() - 11) == Some(&'1')
}
