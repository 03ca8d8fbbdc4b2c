use domain::ports::FormHeard;
use domain::recording::SpokenForm;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};

/// The forms whose questions can be read aloud.
#[derive(Clone)]
pub struct SpokenFormsPage {
    pub top: Top,
    pub forms: Vec<FormHeard>,
    /// Where the recordings of a form are kept, inside the site.
    pub here: fn(SpokenForm) -> String,
}

pub fn page(data: SpokenFormsPage) -> impl IntoView {
    let frame = Frame::current();
    let row = |found: &FormHeard| {
        let link = frame.href(&(data.here)(found.form));
        let heard = format!("{} 题，{} 题能听", found.questions, found.heard);
        let waiting = (found.waiting > 0).then(|| view! { <small>{format!("{} 段还没有放", found.waiting)}</small> });
        view! {
            <tr>
                <td data-label="表"><a href=link>{found.form.words()}</a></td>
                <td data-label="录音"><span>{heard}</span>{waiting}</td>
            </tr>
        }
    };
    let rows = data.forms.iter().map(row).collect_view();
    view! {
        <DeskPage top=data.top.clone() title="填表的录音">
            <h1>"填表的录音"</h1>
            <div class="actions"><a class="button quiet" href=frame.href("desk/news")>"回到采编"</a></div>
            <p>"不识字、看不清的人，在题目下面按一下就能听。先录代录表的“先念给村民听”：村民要听明白了再同意。"</p>
            <table>
                <caption class="spoken">"表"</caption>
                <thead><tr><th scope="col">"表"</th><th scope="col">"录音"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </DeskPage>
    }
}
