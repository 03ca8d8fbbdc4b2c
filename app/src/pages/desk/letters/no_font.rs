use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::Top;
use crate::pages::desk::frame::DeskPage;

#[derive(Clone)]
pub struct NoFontPage {
    pub top: Top,
    /// Number of the matter, and id of the letter.
    pub number: String,
    pub letter: String,
    /// Where was looked.
    pub looked: String,
}

pub fn page(data: NoFontPage) -> impl IntoView {
    let print = Frame::current().href(&format!("desk/matter/{}/letter/{}/print", data.number, data.letter));
    view! {
        <DeskPage top=data.top title="现在不能生成PDF">
            <h1>"现在不能生成PDF"</h1>
            <div class="warn"><p>"服务器上没有中文字体。文书已经签发，没有丢失。"</p></div>
            <p>"您可以："</p>
            <ul>
                <li><a href=print>"用打印版"</a>"，在浏览器里打印，也可以存成PDF；"</li>
                <li>"请系统管理员在服务器上安装字体包 "<code>"fonts-noto-cjk"</code>"，或者用设置 "
                    <code>"letter_font"</code>"（命令行 "<code>"--letter-font"</code>"，环境变量 "
                    <code>"YAOAN_LETTER_FONT"</code>"）写明字体文件。装好字体包不用重启，改了设置要重启。"</li>
            </ul>
            <p class="hint">{format!("找过的地方：{}", data.looked)}</p>
        </DeskPage>
    }
}
