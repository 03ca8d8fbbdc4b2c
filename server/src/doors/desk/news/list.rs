use app::pages::desk::Choice;
use app::pages::desk::inbox::FilterField;
use app::pages::desk::news::{self, ListPage, Row};
use app::parts::percent;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, ItemAction, Staff};
use domain::newsroom::workflow::{Kind, Stage};
use domain::ports::{NewsLine, NewsQuery};
use domain::track::local_minute;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{HERE, trouble};
use crate::doors::desk::ledger::unit_name;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{Trouble, respond};
use crate::services::Services;

/// A clock that has not looked for longer stands still.
const LATE: SignedDuration = SignedDuration::from_mins(5);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    stage: String,
    kind: String,
    whose: String,
    words: String,
    page: String,
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Query(asked): Query<Asked>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let query = asked.query();
    let found = services.newsroom.list(&staff, &query).await.map_err(trouble)?;
    let last = services.newsroom.last_tick().await?;
    let pages = found.total.div_ceil(u64::from(found.page_size.max(1)));
    let turn = |page: u32| asked.path(page);
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        ways: ways(&staff),
        filters: asked.filters(),
        words: asked.words.clone(),
        rows: found.rows.iter().map(|line| row(&services, line)).collect(),
        total: found.total,
        page: query.page,
        pages,
        previous: (query.page > 1).then(|| turn(query.page - 1)),
        next: (u64::from(query.page) < pages).then(|| turn(query.page + 1)),
        tick: tick(last, services.now()),
        late: is_late(last, services.now()),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || news::list(page.clone())).await
}

impl Asked {
    fn query(&self) -> NewsQuery {
        let stages = match self.stage.as_str() {
            "open" => vec![Stage::Draft, Stage::Rejected],
            "review" => vec![Stage::FirstReview, Stage::SecrecyReview, Stage::Signing],
            "ended" => vec![Stage::Withdrawn, Stage::Expired],
            one => Stage::parse(one).into_iter().collect(),
        };
        NewsQuery {
            kind: Kind::parse(&self.kind),
            stages,
            unit: None,
            words: Some(self.words.trim().to_owned()).filter(|words| !words.is_empty()),
            mine: self.whose == "mine",
            deleted: self.stage == "deleted",
            page: self.page.parse().unwrap_or(1).max(1),
        }
    }

    fn path(&self, page: u32) -> String {
        let [stage, kind, whose, words] = [&self.stage, &self.kind, &self.whose, &self.words].map(|text| percent(text));
        format!("{HERE}?stage={stage}&kind={kind}&whose={whose}&words={words}&page={page}")
    }

    fn filters(&self) -> Vec<FilterField> {
        let stages = [
            ("", "全部"),
            ("open", "草稿和退回"),
            ("review", "审核中"),
            ("scheduled", "定时发布"),
            ("published", "已发布"),
            ("ended", "已撤下"),
        ];
        let kinds = [Choice::new("", "全部")].into_iter();
        let kinds = kinds.chain(Kind::ALL.map(|kind| Choice::new(kind.as_str(), kind.words())));
        let choices = |all: &[(&str, &str)]| all.iter().map(|(value, words)| Choice::new(*value, *words)).collect();
        vec![
            FilterField { name: "stage", label: "进度", chosen: self.stage.clone(), choices: choices(&stages) },
            FilterField { name: "kind", label: "种类", chosen: self.kind.clone(), choices: kinds.collect() },
            FilterField {
                name: "whose",
                label: "谁的",
                chosen: self.whose.clone(),
                choices: choices(&[("", "全部"), ("mine", "我写的、审的、签的")]),
            },
        ]
    }
}

/// What may be begun, and what texts are found by.
fn ways(staff: &Staff) -> Vec<(String, String)> {
    let kinds = Kind::ALL.into_iter().filter(|_| staff.may_item_ever(ItemAction::Write).is_ok());
    let tending = [("columns", "栏目和导航"), ("bets", "搜索首选")].into_iter();
    let tending = tending.filter(|_| staff.may_ever(Action::TendSite).is_ok());
    let begin = kinds.map(|kind| (format!("{HERE}/new/{}", kind.as_str()), format!("写{}", kind.words())));
    let spoken = (format!("{HERE}/forms"), "填表的录音".to_owned());
    begin.chain(tending.map(|(path, words)| (format!("{HERE}/{path}"), words.to_owned()))).chain([spoken]).collect()
}

fn row(services: &Services, line: &NewsLine) -> Row {
    let scheduled = line.scheduled.map(|at| format!("定于 {}（北京时间）", local_minute(at)));
    let live = (line.live && line.stage != Stage::Published).then(|| "网上有上一稿".to_owned());
    Row {
        link: format!("{HERE}/{}", line.id),
        title: line.title.clone(),
        kind: line.kind.words(),
        stage: line.stage.words(),
        small: scheduled.or(live).unwrap_or_default(),
        unit: unit_name(services, Some(&line.unit)),
        changed: local_minute(line.updated_at),
    }
}

fn is_late(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.duration_since(last) > LATE)
}

fn tick(last: Option<Timestamp>, now: Timestamp) -> String {
    match last {
        None => "定时发布还没有运行过。".to_owned(),
        Some(last) if is_late(Some(last), now) => {
            format!("定时发布停了：上次检查是 {}。请让管理员看看服务器。", local_minute(last))
        }
        Some(last) => format!("定时发布在运行，上次检查 {}（北京时间）。", local_minute(last)),
    }
}
