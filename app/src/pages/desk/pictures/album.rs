use domain::ports::PictureRow;
use leptos::prelude::*;

use super::AboutFields;
use crate::frame::Frame;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::parts::{ErrorSummary, Errors, FieldFrame, described_by};

/// The album, newest first, with the form a picture comes in by.
#[derive(Clone, Default)]
pub struct AlbumPage {
    pub top: Top,
    pub rows: Vec<PictureRow>,
    pub total: u64,
    pub words: String,
    /// The ones put away.
    pub away: bool,
    pub previous: Option<String>,
    pub next: Option<String>,
    /// What was typed beside a picture that was refused.
    pub alt: String,
    pub decorative: bool,
    pub credit: String,
    pub errors: Errors,
}

pub fn album(data: AlbumPage) -> impl IntoView {
    let frame = Frame::current();
    let empty = data.rows.is_empty();
    let faulty = !data.errors.is_empty();
    let none = if data.away { "回收站是空的。" } else { "没有符合条件的图片。" };
    let rows = data.rows.into_iter().map(card).collect_view();
    let current = |here: bool| here.then_some("page");
    let away = data.away;
    let errors = data.errors.clone();
    view! {
        <DeskPage top=data.top title="图片" faulty>
            <ErrorSummary errors=errors.clone()/>
            <h1>"图片"</h1>
            <nav class="views" aria-label="图片">
                <a href=frame.href("desk/pictures") aria-current=current(!away)>"图片库"</a>
                <a href=frame.href("desk/pictures?away=1") aria-current=current(away)>"回收站"</a>
            </nav>
            {(!away).then(|| upload(data.alt, data.decorative, data.credit, errors))}
            <form class="filters" method="get" action=frame.href("desk/pictures")>
                {away.then(|| view! { <input type="hidden" name="away" value="1"/> })}
                <label>"说明、来源里的词"<input type="search" name="q" value=data.words autocomplete="off"/></label>
                <button class="button quiet">"查找"</button>
            </form>
            <p>{format!("共 {} 张", data.total)}</p>
            {if empty {
                view! { <div class="empty"><p>{none}</p></div> }.into_any()
            } else {
                view! { <ul class="album">{rows}</ul> }.into_any()
            }}
            <nav class="pages" aria-label="翻页">
                {data.previous.map(|path| view! { <a rel="prev" href=frame.href(&path)>"上一页"</a> })}
                {data.next.map(|path| view! { <a rel="next" href=frame.href(&path)>"下一页"</a> })}
            </nav>
        </DeskPage>
    }
}

fn upload(alt: String, decorative: bool, credit: String, errors: Errors) -> impl IntoView {
    let frame = Frame::current();
    let error = errors.at("file");
    let described = described_by("file", "hint", error.as_ref());
    let invalid = error.is_some().then_some("true");
    let open = !errors.is_empty();
    view! {
        <details class="upload" open=open>
            <summary>"上传一张图片"</summary>
            <form method="post" enctype="multipart/form-data" action=frame.href("desk/pictures")>
                <FieldFrame name="file" label="图片文件" hint="JPG、PNG 或 WebP，最大 8 MB、3600 万像素。原图加密保存，公开的是去掉拍摄地点等信息后重新做的小图" error>
                    <input
                        type="file" id="file" name="file" accept="image/jpeg,image/png,image/webp"
                        aria-describedby=described aria-invalid=invalid
                    />
                </FieldFrame>
                <AboutFields alt decorative credit errors/>
                <button class="button">"上传"</button>
            </form>
        </details>
    }
}

fn card(row: PictureRow) -> impl IntoView {
    let frame = Frame::current();
    let link = frame.href(&format!("desk/pictures/{}", row.id));
    let image = row.card.map(|copy| {
        let address = frame.href(&format!("desk/pictures/{}/card?{}", row.id, row.version));
        view! { <img src=address alt="" width=copy.width height=copy.height loading="lazy"/> }
    });
    let words = if row.about.decorative { "装饰图".to_owned() } else { row.about.alt };
    let hidden = (!row.edit.blurs.is_empty()).then(|| format!(" · 遮住 {} 处", row.edit.blurs.len()));
    view! {
        <li>
            <a href=link>{image}<span>{words}</span></a>
            <small>{row.about.credit}{hidden}</small>
        </li>
    }
}
