use domain::ports::IssuedLetter;
use domain::track::local_minute;
use leptos::prelude::*;

use super::sheet::sheet;
use super::words_for;
use crate::frame::Frame;
use crate::pages::desk::Top;
use crate::pages::desk::frame::DeskPage;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone)]
pub struct LetterPage {
    pub top: Top,
    pub letter: IssuedLetter,
    /// The unit that wrote it, by name.
    pub unit: String,
    /// Whether this person may have the identity filled in.
    pub may_open: bool,
    /// Shown again after a refusal.
    pub reason: String,
    pub errors: Errors,
}

pub fn page(data: LetterPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    let letter = data.letter.clone();
    let frame = Frame::current();
    let back = frame.href(&format!("desk/matter/{}/letters", letter.number));
    let ways = if letter.sealed { sealed(&data).into_any() } else { plain(&letter).into_any() };
    view! {
        <DeskPage top=data.top.clone() title=format!("{} {}", letter.letter.title, letter.document_number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{format!("{} {}", letter.letter.title, letter.document_number)}</h1>
            <p><a href=back>"回到文书列表"</a></p>
            <dl class="facts">
                <div><dt>"哪一份"</dt><dd>{words_for(&letter)}</dd></div>
                <div><dt>"签发"</dt><dd>{format!("{} {} {}", local_minute(letter.issued_at), data.unit, letter.author)}</dd></div>
                <div><dt>"校验码"</dt><dd class="letter-sum">{letter.sha256.clone()}</dd></div>
            </dl>
            {ways}
            {sheet(&letter.letter, &letter.document_number, 2)}
        </DeskPage>
    }
}

fn plain(letter: &IssuedLetter) -> impl IntoView + use<> {
    let [print, pdf] = addresses(letter);
    view! {
        <div class="actions">
            <a class="button" href=print>"打印版"</a>
            <a class="button quiet" href=pdf>"下载PDF"</a>
        </div>
    }
}

/// Here the identity is filled in for one answer, with a reason that is kept.
fn sealed(data: &LetterPage) -> impl IntoView + use<> {
    let [print, pdf] = addresses(&data.letter);
    let (reason, error) = (data.reason.clone(), data.errors.at("reason"));
    let form = data.may_open.then(|| {
        view! {
            <form method="post" action=print.clone()>
                <TextField name="reason" label="事由" hint="至少 4 个字；会连同您的姓名记入办理经过" value=reason error/>
                <div class="actions">
                    <button class="button">"填入身份信息，打印"</button>
                    <button class="button quiet" formaction=pdf.clone()>"填入身份信息，下载PDF"</button>
                </div>
            </form>
        }
    });
    view! {
        <section class="sealed" aria-labelledby="identity">
            <h2 id="identity">"身份信息（已封存）"</h2>
            <p>"这份文书要写身份信息。屏幕上不显示，打印送达时才填入。"</p>
            {form}
            <p>
                "不填身份信息："<a href=print.clone()>"打印版"</a>"　"<a href=pdf.clone()>"PDF"</a>
            </p>
        </section>
    }
}

fn addresses(letter: &IssuedLetter) -> [String; 2] {
    let frame = Frame::current();
    ["print", "pdf"].map(|what| frame.href(&format!("desk/matter/{}/letter/{}/{what}", letter.number, letter.id)))
}
