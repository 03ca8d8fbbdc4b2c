//! What is on this phone. Everything is filled in by script: the server does not know it.

use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;

pub fn page() -> impl IntoView {
    let frame = Frame::current();
    view! {
        <OfficerPage title="手机里的上报" kind="queue">
            <h1>"手机里的上报"</h1>
            <noscript><p class="warn">"这部手机的浏览器没有开脚本，填好的表直接交到局里，手机里不存。"</p></noscript>
            <p data-officer-loading>"正在打开……"</p>
            <section data-officer-section="waiting" hidden aria-labelledby="waiting">
                <h2 id="waiting">"还没上报完的"</h2>
                <ul class="reports" data-officer-waiting></ul>
                <div class="actions"><button class="button" type="button" data-officer-now hidden>"立即上报"</button></div>
            </section>
            <section data-officer-section="begun" hidden aria-labelledby="begun">
                <h2 id="begun">"没填完的"</h2>
                <ul class="reports" data-officer-begun></ul>
            </section>
            <section data-officer-section="receipts" hidden aria-labelledby="receipts">
                <h2 id="receipts">"已上报的"</h2>
                <ul class="reports" data-officer-receipts></ul>
            </section>
            <div class="field" data-officer-saving hidden>
                <label class="choice"><input type="checkbox"/><span>"省流量：照片等连上无线网再传"</span></label>
                <p class="hint">"文字还是马上上报。等了三天，或者按了“立即上报”，照片就用流量传。"</p>
            </div>
            <div class="empty" data-officer-empty hidden>
                <p>"手机里没有等着上报的。填好一份，先存在这里，有信号就自动上报。"</p>
                <a class="button quiet" href=frame.href("officer")>"去填一份"</a>
            </div>
        </OfficerPage>
    }
}
