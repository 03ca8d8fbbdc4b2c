use super::choice::Opt;
use super::clue::VILLAGE;
use super::given::Given;
use super::question::{Ask, OnlyIf, Question};
use super::record::Rules;
use crate::question::{
    ApprovalNo, BatchNo, DrugName, PersonName, Place, PostalAddress, RespondentAddress, RespondentName, Story,
};
use crate::report::{self, Answers, FieldError, Report, field};

/// 代录: what a villager files himself, with an officer's hands. It goes the residents' way, with a
/// query code of the villager's own; the officer is no party to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    pub report: Report,
}

/// Read aloud before anything is typed.
pub const CONSENT: &str = "我帮您把这件事报给市场监管部门。您说的话和您留下的姓名、电话，由办这件事的人看；投诉要调解的，商家会知道必要的情况。报完我给您一个查询码，凭它查结果，请收好，不要给别人看。您同意吗？";

const CONSENT_READ: &str = "consent_read";

const WISHES: &[Opt] = &[
    Opt { key: "complaint", words: "投诉：自己吃了亏，要退钱或赔偿" },
    Opt { key: "tip", words: "举报：有人违法，要查处" },
];
const IDENTITIES: &[Opt] = &[
    Opt { key: "named", words: "留姓名和电话" },
    Opt { key: "phone", words: "只留电话" },
    Opt { key: "anonymous", words: "不留（只有举报可以）" },
];
const CHANNELS: &[Opt] = &[
    Opt { key: "shop", words: "店里" },
    Opt { key: "online", words: "网上、直播间、微信" },
    Opt { key: "fair", words: "集市、摆摊、讲座" },
    Opt { key: "visit", words: "上门推销" },
    Opt { key: "unsure", words: "说不清" },
];

pub(super) const PRIVATE: &[&str] = &[
    field::STORY,
    field::RESPONDENT_NAME,
    field::RESPONDENT_ADDRESS,
    field::REPORTER_NAME,
    field::REPORTER_PHONE,
    field::REPORTER_ADDRESS,
    field::IDENTITY,
    field::PLACE,
];

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(CONSENT_READ, "先念给村民听", Ask::Consent(CONSENT)).needed(),
    Question::new(field::WISH, "村民想要什么？", Ask::One(WISHES)).needed(),
    Question::new(field::CATEGORY, "哪一类问题？", Ask::Category).needed(),
    Question::new(VILLAGE, "哪个村的事？", Ask::Village),
    Question::new(field::PLACE, "具体地点", Ask::Text(Place::MAX)),
    Question::new(field::CHANNEL, "在哪里买的、遇到的？", Ask::One(CHANNELS)),
    Question::new(field::PLATFORM_NAME, "哪个平台？", Ask::Text(20)).only_if(OnlyIf::Is(field::CHANNEL, &["online"])),
    Question::new(field::STORY, "经过", Ask::Long(Story::MAX)).hint("照村民说的写，写完念一遍给他听").needed(),
    Question::new(field::HAPPENED_ON, "哪天的事？", Ask::Day),
    Question::new(field::AMOUNT, "花了多少钱？", Ask::Text(20)).hint("单位是元"),
    Question::new(field::RESPONDENT_NAME, "对方是谁？", Ask::Text(RespondentName::MAX)).hint("投诉必须写"),
    Question::new(field::RESPONDENT_ADDRESS, "对方在哪里？", Ask::Text(RespondentAddress::MAX)).hint("投诉必须写"),
    Question::new(field::REQUESTS, "要求什么？", Ask::Requests).only_if(OnlyIf::Is(field::WISH, &["complaint"])),
    Question::new(field::DRUG_NAME, "产品名称", Ask::Text(DrugName::MAX)),
    Question::new(field::APPROVAL_NO, "批准文号", Ask::Text(ApprovalNo::MAX)),
    Question::new(field::BATCH_NO, "批号", Ask::Text(BatchNo::MAX)),
    Question::new(field::IDENTITY, "村民留不留姓名电话？", Ask::One(IDENTITIES))
        .only_if(OnlyIf::Is(field::WISH, &["tip"])),
    Question::new(field::REPORTER_NAME, "村民姓名", Ask::Text(PersonName::MAX)),
    Question::new(field::REPORTER_PHONE, "村民电话", Ask::Phone),
    Question::new(field::REPORTER_ADDRESS, "村民住址", Ask::Text(PostalAddress::MAX)).hint("投诉必须写"),
    Question::new(
        field::MEDIATION_CONSENT,
        "同意委托别的单位调解吗？",
        Ask::One(&[Opt { key: "yes", words: "同意" }, Opt { key: "no", words: "不同意" }]),
    )
    .only_if(OnlyIf::Is(field::WISH, &["complaint"])),
];

impl Help {
    pub(super) fn check(given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        if given.one(CONSENT_READ) != "yes" {
            let message = "要先念给村民听，他同意了才能代填".to_owned();
            faults.push(FieldError { field: CONSENT_READ.to_owned(), message });
        }
        let residents = report::Rules {
            laws: rules.laws,
            regions: rules.regions,
            site: rules.site,
            today: rules.today,
            evidence: None,
        };
        let checked = Report::check(&answers(given, rules), residents);
        match checked {
            Ok(report) if faults.is_empty() => Ok(Self { report }),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more.into_iter().map(under_our_name));
                Err(faults)
            }
        }
    }
}

/// The residents' form asks for a region where ours asks for a village.
fn under_our_name(fault: FieldError) -> FieldError {
    match fault.field.as_str() {
        field::REGION => FieldError { field: VILLAGE.to_owned(), ..fault },
        _ => fault,
    }
}

fn answers(given: &Given, rules: &Rules<'_>) -> Answers {
    let mut answers = Answers::default();
    for question in QUESTIONS {
        for value in given.several(question.name) {
            // Names that only this form has are no answers of the residents' form.
            let _ours = answers.set(question.name, value.to_owned());
        }
    }
    // What a villager complains of may lie anywhere in the county, so the residents' rule decides.
    answers.region = match (given.one(VILLAGE), rules.villages) {
        ("", [only]) => only.to_string(),
        (typed, _) => typed.to_owned(),
    };
    answers
}
