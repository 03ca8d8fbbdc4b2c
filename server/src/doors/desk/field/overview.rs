use app::pages::desk::field::{FieldRow, FieldTable};
use axum::extract::Query;
use axum::response::Response;
use domain::access::Action;
use domain::ports::TownOverview;

use super::{answer_table, head};
use crate::doors::Trouble;
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;

/// Names that are told before the rest is counted.
const NAMED: usize = 6;

pub async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let towns = services.field_desk.overview(&staff, services.now()).await.map_err(trouble)?;
    let mut ways = vec![
        ("desk/field/records".to_owned(), "上报记录".to_owned()),
        ("desk/officers".to_owned(), "信息员".to_owned()),
        ("desk/field/month".to_owned(), "月报".to_owned()),
        ("desk/field/merits".to_owned(), "记分".to_owned()),
        ("desk/field/outlets".to_owned(), "药店卫生室台账".to_owned()),
        ("desk/field/points".to_owned(), "过期药回收点".to_owned()),
        ("desk/field/posters".to_owned(), "扫码海报".to_owned()),
    ];
    if staff.may_ever(Action::ManageOfficers).is_ok() {
        ways.push(("desk/field/errands".to_owned(), "任务和通知".to_owned()));
        ways.push(("desk/field/collects".to_owned(), "上门收过期药".to_owned()));
    }
    let page = FieldTable {
        top: head(&services, &staff, &done),
        title: "村药品安全信息员".to_owned(),
        intro: "各乡镇最近 30 天：谁报了，谁没有动静，还有多少线索没办结。".to_owned(),
        ways,
        columns: vec!["乡镇", "信息员", "没有动静的", "30 天上报", "未办结线索", "没有信息员的村"],
        rows: towns.iter().map(line).collect(),
        nothing: "您的地区里没有乡镇。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn line(town: &TownOverview) -> FieldRow {
    let plain = |words: String| (words, String::new());
    let cells = vec![
        plain(town.name.clone()),
        (format!("{} 人", town.officers), format!("{} 人报过", town.reporting)),
        (format!("{} 人", town.silent.len()), names(&town.silent)),
        plain(format!("{} 条", town.reports)),
        plain(format!("{} 件", town.open)),
        (format!("{} 个", town.uncovered.len()), format!("共 {} 个村", town.villages)),
    ];
    FieldRow { link: String::new(), cells, alarm: town.officers == 0 }
}

fn names(all: &[String]) -> String {
    let named = all.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
    if all.len() > NAMED { format!("{named}等") } else { named }
}
