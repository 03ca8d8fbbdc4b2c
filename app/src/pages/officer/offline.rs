//! Stands for a page of one person where there is no network.

use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;

pub fn page() -> impl IntoView {
    let frame = Frame::current();
    view! {
        <OfficerPage title="现在没有网络">
            <h1>"现在没有网络"</h1>
            <p>"这一页在局里，要有信号才能看。填表不用等信号：填好先存在手机里，有信号自动上报。"</p>
            <div class="actions">
                <a class="button" href=frame.href("officer")>"去填表"</a>
                <a class="button quiet" href=frame.href("officer/queue")>"看手机里的上报"</a>
            </div>
        </OfficerPage>
    }
}
