//! 举报奖励台账: grade, amount, decision, payment. Who the reporter is stands nowhere here.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Cell, Control, FilePage, Input, Line, ListPage, Panel};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use domain::access::Staff;
use domain::ports::Listed;
use domain::reward::{Reward, RewardStage, RewardStep, fen, yuan};
use domain::track::local_minute;

use super::answer::{Refusal, trouble};
use super::form::Posted;
use super::ledger::{
    Asked, Typed, answer_file, answer_list, day_light, file_of, filter, first, page_of, refused_step, unit_name,
};
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/rewards";
const LONGEST: usize = 400;

pub fn routes() -> Router<Services> {
    Router::new().route("/desk/rewards", get(list)).route("/desk/rewards/{number}", get(show).post(take))
}

async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = services.rewards.list(&staff, &asked.query()).await.map_err(trouble)?;
    let now = services.now();
    let line = |row: Listed<Reward>| {
        let proposal = row.record.proposal.as_ref();
        let amount =
            proposal.map_or_else(|| "没有认定".to_owned(), |one| format!("{} 级，{} 元", one.grade, yuan(one.amount)));
        Line {
            link: format!("{HERE}/{}", row.number),
            small: local_minute(row.opened_at),
            cells: vec![
                Cell::new(row.matter.unwrap_or_default(), unit_name(&services, row.unit.as_deref())),
                Cell::new(row.record.stage.words(), if row.record.applied_at.is_some() { "举报人已申请" } else { "" }),
                Cell::new(amount, ""),
            ],
            light: row.due.map(|day| day_light(day, due_words(&row.record), now)),
            number: row.number,
        }
    };
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        title: "举报奖励".to_owned(),
        intro: "只列举报时表示希望获得举报奖励的。公开时不写村名，也不公布单件金额。".to_owned(),
        filters: vec![filter(
            "state",
            "状态",
            &asked.state,
            &[("", "没有办完的"), ("ended", "已经办完的"), ("all", "全部")],
        )],
        columns: vec!["举报、单位", "进度", "认定"],
        nothing: "没有符合条件的奖励。".to_owned(),
        lines: found.rows.into_iter().map(line).collect(),
        ..ListPage::default()
    };
    answer_list(visit, page_of(&asked, HERE, found.total, found.page_size, page)).await
}

fn due_words(reward: &Reward) -> &'static str {
    if reward.stage == RewardStage::Decided { "领取" } else { "告诉举报人" }
}

async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    file(&services, visit, &staff, &number, &done, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn take(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let now = services.now();
    let found = services.rewards.read(&staff, &number).await.map_err(trouble)?;
    let mut typed = Typed::new(pairs);
    let step = read(&services, &found.listed.record, &mut typed);
    let refused =
        refused_step(&mut typed, step, now, |taking| services.rewards.take(&staff, &number, taking, now)).await?;
    let Some(refused) = refused else {
        return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{number}?done=kept")));
    };
    file(&services, visit, &staff, &number, &Done::default(), &typed, refused).await
}

fn read(services: &Services, reward: &Reward, typed: &mut Typed) -> Option<RewardStep> {
    Some(match typed.raw("step").to_owned().as_str() {
        "qualified" => {
            let fine = match typed.shown("fine").trim() {
                "" => None,
                text => match fen(text) {
                    Some(fine) => Some(fine),
                    None => {
                        typed.fault("fine", "罚没款写成 20000 或 20000.50 这样，单位元");
                        return None;
                    }
                },
            };
            RewardStep::Qualified {
                document_no: typed.text("document_no", "处罚决定书或者判决书文号", 60),
                fine,
                crime: typed.raw("crime") == "yes",
                note: typed.optional("qualified_note", LONGEST),
            }
        }
        "told" => RewardStep::Told { how: typed.text("told_how", "怎么告诉的", LONGEST) },
        "refused" => {
            let ground = typed.raw("ground").to_owned();
            if services.laws.rewards.excluded(&ground).is_none() {
                typed.fault("ground", "请选择理由");
            }
            RewardStep::Refused { ground, reason: typed.text("refused_reason", "说明", LONGEST) }
        }
        "proposed" => proposed(services, reward, typed)?,
        "decided" => RewardStep::Decided { note: typed.optional("decided_note", LONGEST) },
        "back" => RewardStep::SentBack { reason: typed.text("back_reason", "理由", LONGEST) },
        "paid" => RewardStep::Paid { voucher: typed.text("voucher", "领取凭证号", 60) },
        "waived" => RewardStep::Waived {
            reason: typed.text("waived_reason", "说明", LONGEST),
            given_up: typed.raw("given_up") == "yes",
        },
        _ => {
            typed.fault("step", "没有这一步");
            return None;
        }
    })
}

/// The amount follows from grade and fine; nobody types it.
fn proposed(services: &Services, reward: &Reward, typed: &mut Typed) -> Option<RewardStep> {
    let grade: Option<u8> = typed.raw("grade").parse().ok();
    let amount = grade.and_then(|grade| services.laws.rewards.amount(grade, reward.fine));
    if amount.is_none() {
        typed.fault("grade", "请选择等级");
    }
    let sharers: Option<u32> =
        domain::text::clean(typed.raw("sharers")).parse().ok().filter(|count| (1..=100).contains(count));
    if sharers.is_none() {
        typed.fault("sharers", "共同举报的人数写成数字；一个人就写 1");
    }
    let (reason, finance) = (typed.text("proposed_reason", "理由", LONGEST), typed.optional("finance", 200));
    Some(RewardStep::Proposed { grade: grade?, amount: amount?, sharers: sharers?, reason, finance })
}

async fn file(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    done: &Done,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = services.rewards.read(staff, number).await.map_err(trouble)?;
    let (listed, now) = (&found.listed, services.now());
    let reward = &listed.record;
    let rules = &services.laws.rewards;
    let panels = panels(services, reward, typed);
    let top = top(services, staff, HERE, Counts::default(), done);
    let page = FilePage {
        kind: "举报奖励",
        stage: reward.stage.words().to_owned(),
        lights: listed.due.map(|day| day_light(day, due_words(reward), now)).into_iter().collect(),
        facts: facts(services, reward),
        links: listed.matter.iter().map(|number| (format!("desk/matter/{number}"), format!("举报 {number}"))).collect(),
        sections: vec![
            typed.unsaved(&panels),
            ("条件".to_owned(), rules.condition.iter().map(|one| one.text.clone()).collect()),
            ("等级".to_owned(), rules.grade.iter().map(|one| grade_words(services, reward, one.grade)).collect()),
        ],
        panels,
        ..file_of(top, format!("{HERE}/{}", listed.number), &found, refused)
    };
    answer_file(visit, page).await
}

fn grade_words(services: &Services, reward: &Reward, grade: u8) -> String {
    let rules = &services.laws.rewards;
    let text = rules.of_grade(grade).map(|one| one.text.clone()).unwrap_or_default();
    let amount = rules.amount(grade, reward.fine).map(yuan).unwrap_or_default();
    match reward.qualified_at {
        Some(_) => format!("{grade} 级：{text}。本案 {amount} 元"),
        None => format!("{grade} 级：{text}"),
    }
}

fn facts(services: &Services, reward: &Reward) -> Vec<(String, String)> {
    let rules = &services.laws.rewards;
    let limit = |due: Option<domain::calendar::Due>, days: Option<u16>| {
        let days = days.map(|days| format!("（{days} 个工作日；用前请核对现行规定）")).unwrap_or_default();
        due.map(|due| format!("{}{days}", due.date)).unwrap_or_default()
    };
    let fine = reward.fine.map(|fine| format!("{} 元", yuan(fine))).unwrap_or_default();
    let facts = [
        ("罚没款", fine),
        (
            "告诉举报人",
            limit(reward.tell_by(&services.laws, &services.calendar), rules.tell.as_ref().map(|one| one.days)),
        ),
        (
            "领取截止",
            limit(reward.collect_by(&services.laws, &services.calendar), rules.collect.as_ref().map(|one| one.days)),
        ),
        ("每人", reward.share().map(|share| format!("{} 元", yuan(share))).unwrap_or_default()),
        ("依据", services.laws.cite(&rules.law, "")),
    ];
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| (label.to_owned(), value)).collect()
}

fn panels(services: &Services, reward: &Reward, typed: &Typed) -> Vec<Panel> {
    let area = |name, label| Input::new(name, label, Control::Area(LONGEST)).value(typed.shown(name));
    let line = |name, label| Input::new(name, label, Control::Line).value(typed.shown(name));
    let yes_no = |name, label: &'static str| {
        let choices = vec![Choice::new("no", "否"), Choice::new("yes", "是")];
        Input::new(name, label, Control::Select(choices)).value(typed.shown(name))
    };
    let rules = &services.laws.rewards;
    let excluded = rules.excluded.iter().map(|one| Choice::new(&one.key, &one.text)).collect();
    let ground = Input::new("ground", "理由", Control::Select(first("请选择", excluded))).value(typed.shown("ground"));
    let refused = || panel("refused", "不予奖励", vec![ground.clone(), area("refused_reason", "说明")]);
    let waived =
        || panel("waived", "视为放弃", vec![yes_no("given_up", "举报人自己表示放弃"), area("waived_reason", "说明")]);
    match reward.stage {
        RewardStage::Wished => vec![
            panel(
                "qualified",
                "案件符合奖励条件",
                vec![
                    line("document_no", "处罚决定书、判决书文号"),
                    line("fine", "罚没款（元）").optional(),
                    yes_no("crime", "被追究刑事责任"),
                    area("qualified_note", "说明").optional(),
                ],
            ),
            refused(),
        ],
        RewardStage::Qualified => {
            let mut panels = Vec::new();
            if reward.told_at.is_none() {
                panels.push(panel("told", "告诉举报人", vec![area("told_how", "怎么告诉的")]));
            }
            if reward.applied_at.is_some() {
                let grades = rules
                    .grade
                    .iter()
                    .map(|one| Choice::new(one.grade.to_string(), grade_words(services, reward, one.grade)));
                panels.push(panel(
                    "proposed",
                    "认定等级",
                    vec![
                        Input::new("grade", "等级", Control::Select(first("请选择", grades.collect())))
                            .value(typed.shown("grade")),
                        line("sharers", "共同举报几人").value(if typed.raw("sharers").is_empty() {
                            "1".to_owned()
                        } else {
                            typed.shown("sharers")
                        }),
                        area("proposed_reason", "理由"),
                        line("finance", "财政部门意见").optional().hint("达到和财政部门一起决定的金额时必填"),
                    ],
                ));
            }
            panels.push(refused());
            panels
        }
        RewardStage::Proposed => vec![
            panel("decided", "批准奖励", vec![area("decided_note", "意见").optional()]),
            panel("back", "退回重新认定", vec![area("back_reason", "理由")]),
            refused(),
        ],
        RewardStage::Decided => vec![panel("paid", "已领取", vec![line("voucher", "领取凭证号")]), waived()],
        RewardStage::Refused | RewardStage::Paid | RewardStage::Waived => Vec::new(),
    }
}

fn panel(key: &'static str, title: &'static str, inputs: Vec<Input>) -> Panel {
    Panel { key, title, note: String::new(), inputs, button: "记下" }
}
