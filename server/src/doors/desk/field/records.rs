use app::pages::desk::field::{FieldFile, FieldPanel, FieldRow, FieldTable, Upload};
use app::pages::desk::ledger::{Control, Input};
use app::pages::desk::{self, LabelPage};
use app::parts::Errors;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::field::FormKind;
use domain::ports::{RecordFile, RecordLine, RecordPhoto, RecordsAsked};
use domain::track::local_minute;
use serde::Deserialize;
use uuid::Uuid;

use super::{answer_file, answer_table, file_of, head, may};
use crate::doors::desk::answer::{Refusal, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, filter};
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/records";

/// The list's address after the question mark; what it does not know it passes over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    form: String,
    officer: String,
    show: String,
    page: String,
}

impl Asked {
    fn question(&self) -> RecordsAsked {
        RecordsAsked {
            form: FormKind::parse(&self.form),
            officer: Uuid::parse_str(&self.officer).ok(),
            problems: self.show == "problems",
            page: self.page.parse().unwrap_or(1).max(1),
        }
    }

    fn path(&self, page: u32) -> String {
        let asked = self.question();
        let (form, officer) = (asked.form.map_or("", FormKind::as_str), asked.officer);
        let officer = officer.map(|id| id.to_string()).unwrap_or_default();
        let show = if asked.problems { "problems" } else { "" };
        format!("{PATH}?form={form}&officer={officer}&show={show}&page={page}")
    }
}

pub async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    table(&services, visit, &staff, &done, &asked, Errors::default()).await
}

/// A report that could not leave its phone, as the officer exported it.
pub async fn bring_in(Seat { services, visit, staff }: Seat, multipart: Multipart) -> Result<Response, Trouble> {
    may(&staff, Action::ManageOfficers)?;
    let (_, file) = file_of(multipart).await?;
    match services.field_desk.bring_in(&staff, &file, services.now()).await {
        Ok(report) => Ok(respond::see_other(&visit.frame, &format!("{PATH}/{report}?done=kept"))),
        Err(error) => {
            let errors = Errors::new(refusal(error)?.faults);
            table(&services, visit, &staff, &Done::default(), &Asked::default(), errors).await
        }
    }
}

async fn table(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    done: &Done,
    asked: &Asked,
    errors: Errors,
) -> Result<Response, Trouble> {
    let question = asked.question();
    let found = services.field_desk.records(staff, &question).await.map_err(trouble)?;
    let pages = found.total.div_ceil(u64::from(found.page_size.max(1)));
    let forms: Vec<(&str, &str)> =
        std::iter::once(("", "全部")).chain(FormKind::ALL.map(|form| (form.as_str(), form.words()))).collect();
    let page = FieldTable {
        top: head(services, staff, done),
        title: "信息员上报记录".to_owned(),
        intro: format!("共 {} 条，新的在前。", found.total),
        path: PATH.to_owned(),
        filters: vec![
            filter("form", "类别", &asked.form, &forms),
            filter("show", "范围", &asked.show, &[("", "全部"), ("problems", "急的、有问题的")]),
        ],
        columns: vec!["编号", "内容", "信息员、地点", "日期", "照片"],
        rows: found.rows.iter().map(row).collect(),
        nothing: "没有符合条件的记录。",
        previous: (question.page > 1).then(|| asked.path(question.page - 1)),
        next: (u64::from(question.page) < pages).then(|| asked.path(question.page + 1)),
        upload: staff.may_ever(Action::ManageOfficers).is_ok().then(brought),
        errors,
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn brought() -> Upload {
    Upload {
        action: PATH.to_owned(),
        title: "代信息员上报",
        label: "从手机里导出的文件",
        hint: "信息员的手机一直报不上去时，请他在“手机里的”那一页点“导出”，把名字以 .yaoan 结尾的文件交给您。文件是封好的，传上来以后和他自己上报的一样；手机以后又连上了，也不会重复。",
        accept: ".yaoan",
        button: "上报",
    }
}

fn row(line: &RecordLine) -> FieldRow {
    let cells = vec![
        (line.number.clone(), line.form.words().to_owned()),
        (line.summary.clone(), marks(line)),
        (line.officer.clone(), line.region_name.clone()),
        (line.day.to_string(), format!("{} 收到", local_minute(line.received_at))),
        (format!("{} 张", line.photos), String::new()),
    ];
    FieldRow { link: format!("{PATH}/{}", line.id), cells, alarm: line.urgent }
}

fn marks(line: &RecordLine) -> String {
    let marks = [(line.urgent, "急"), (line.problem && !line.urgent, "看到问题"), (line.late, "来自已停用的手机")];
    marks.iter().filter(|(holds, _)| *holds).map(|(_, words)| *words).collect::<Vec<_>>().join("，")
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, id, &done, "", Refusal::default()).await
}

pub async fn reply(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let typed = Typed::new(pairs);
    let text = typed.shown("reply");
    match services.field_desk.reply(&staff, id, &text, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{PATH}/{id}?done=kept"))),
        Err(error) => page(&services, visit, &staff, id, &Done::default(), &text, refusal(error)?).await,
    }
}

/// A photo as staff see it, or a voice note.
pub async fn file(
    State(services): State<Services>,
    Signed(staff): Signed,
    At((id, place)): At<(Uuid, u32)>,
) -> Result<Response, Trouble> {
    let file = services.field_desk.record_file(&staff, id, place).await.map_err(trouble)?;
    let disposition = format!("inline; filename=\"{}\"", file.name);
    Ok(respond::private_file(&file.media_type, &disposition, file.bytes))
}

/// What is stuck on the sealed bag of medicines that were taken back.
pub async fn label(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let record = services.field_desk.record(&staff, id).await.map_err(trouble)?;
    if record.line.form != FormKind::TakeBack {
        return Err(Trouble::NotFound);
    }
    let data = LabelPage { number: record.line.number.clone(), facts: facts(&record), back: format!("{PATH}/{id}") };
    respond::personal_page(visit.frame, StatusCode::OK, move || desk::label(data.clone())).await
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    done: &Done,
    typed: &str,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let record = services.field_desk.record(staff, id).await.map_err(trouble)?;
    let line = &record.line;
    let address = |photo: &RecordPhoto| format!("{PATH}/{id}/file/{}", photo.place);
    let whole = |photo: &&RecordPhoto| photo.here && photo.fault.is_none();
    let shown = record.files.iter().filter(whole).filter(|photo| !photo.is_voice);
    let voices = record.files.iter().filter(whole).filter(|photo| photo.is_voice);
    let page = FieldFile {
        top: head(services, staff, done),
        title: format!("{} {}", line.form.words(), line.number),
        status: marks(line),
        links: links(staff, line),
        facts: facts(&record),
        pictures: shown.map(|photo| (address(photo), format!("第 {} 张照片", photo.place))).collect(),
        voices: voices.map(address).collect(),
        sections: sections(&record),
        panels: panels(staff, &record, typed),
        ..FieldFile::default()
    };
    answer_file(visit, page, refused).await
}

fn links(staff: &Staff, line: &RecordLine) -> Vec<(String, String)> {
    let matter = line.is_matter && staff.may_ever(Action::ReadMatter).is_ok();
    let matter = matter.then(|| (format!("desk/matter/{}", line.number), "打开事项".to_owned()));
    let label = line.form == FormKind::TakeBack;
    let label = label.then(|| (format!("{PATH}/{}/label", line.id), "打印标签".to_owned()));
    matter.into_iter().chain(label).collect()
}

fn facts(record: &RecordFile) -> Vec<(String, String)> {
    let line = &record.line;
    let own = [
        ("信息员", line.officer.clone()),
        ("地点", line.region_name.clone()),
        ("日期", line.day.to_string()),
        ("收到", local_minute(line.received_at)),
    ];
    let own = own.into_iter().map(|(label, value)| (label.to_owned(), value));
    own.chain(record.lines.iter().map(|line| (line.label.to_owned(), line.answer.clone()))).collect()
}

fn sections(record: &RecordFile) -> Vec<(String, Vec<String>)> {
    let missing = record.files.iter().filter(|photo| !photo.here).count();
    let awaited =
        if missing > 0 { vec![format!("还有 {missing} 张照片或录音没有传到。")] } else { Vec::new() };
    let faulty = record.files.iter().filter_map(|photo| {
        photo
            .fault
            .as_ref()
            .map(|why| format!("第 {} 件{}，原件已经保存。", photo.place, why.split('，').next().unwrap_or(why)))
    });
    let mut sections = vec![("照片".to_owned(), awaited.into_iter().chain(faulty).collect())];
    sections.push(("答复".to_owned(), record.reply.iter().cloned().collect()));
    for (place, lines) in record.variants.iter().enumerate() {
        let told = lines.iter().map(|line| format!("{}：{}", line.label, line.answer)).collect();
        sections.push((format!("同一编号的另一份内容（{}）", place + 1), told));
    }
    sections
}

fn panels(staff: &Staff, record: &RecordFile, typed: &str) -> Vec<FieldPanel> {
    if record.line.is_matter || staff.may_ever(Action::ManageOfficers).is_err() {
        return Vec::new();
    }
    vec![FieldPanel {
        action: format!("{PATH}/{}", record.line.id),
        key: "reply",
        title: "答复信息员",
        note: "信息员在手机上看得到。",
        inputs: vec![Input::new("reply", "答复", Control::Area(200)).value(typed)],
        button: "答复",
    }]
}
