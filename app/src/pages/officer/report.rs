use domain::ports::OwnReport;
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;
use crate::parts::Timeline;

#[derive(Clone)]
pub struct ReportPage {
    pub report: OwnReport,
    /// Only of 代录, and only while it is read to the villager.
    pub query_code: Option<String>,
}

pub fn page(data: ReportPage) -> impl IntoView {
    let frame = Frame::current();
    let OwnReport { row, region_name, lines, photos, feedback, reply } = data.report;
    let title = format!("{} {}", row.form.words(), row.number);
    let missing = photos.iter().filter(|photo| !photo.complete).count();
    let photos_said = match (photos.len(), missing) {
        (0, _) => "没有照片".to_owned(),
        (all, 0) => format!("{all} 份照片、语音都到了"),
        (all, missing) => format!("{} 份到了，{missing} 份还在手机里", all - missing),
    };
    let lines =
        lines.into_iter().map(|line| view! { <div><dt>{line.label}</dt><dd>{line.answer}</dd></div> }).collect_view();
    view! {
        <OfficerPage title=title.clone()>
            <h1>{title}</h1>
            <p class="state sent">{format!("已上报，编号 {}", row.number)}</p>
            {data.query_code.map(|code| view! {
                <div class="done"><h2>"给村民的查询码"</h2><p class="code">{code}</p><p>"请抄给村民本人。谁拿到查询码，谁就能看到结果，不要给别人看。"</p></div>
            })}
            {feedback.map(|feedback| view! {
                <section aria-labelledby="feedback">
                    <h2 id="feedback">{format!("办到哪一步：{}", feedback.status)}</h2>
                    <Timeline steps=feedback.steps/>
                </section>
            })}
            {reply.map(|reply| view! { <div class="notice"><h2>"答复"</h2><p>{reply}</p></div> })}
            <dl class="facts">
                <div><dt>"到局里的时间"</dt><dd>{local_minute(row.received_at)}</dd></div>
                <div><dt>"地方"</dt><dd>{region_name}</dd></div>
                {lines}
                <div><dt>"照片、语音"</dt><dd>{photos_said}</dd></div>
            </dl>
            <div class="actions">
                <a class="button" href=frame.href("officer")>"再记一份"</a>
                <a class="button quiet" href=frame.href("officer/reports")>"我的上报"</a>
            </div>
        </OfficerPage>
    }
}
