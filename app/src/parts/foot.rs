use leptos::prelude::*;

use super::masthead::percent;
use crate::frame::Frame;

/// The footer inspectors look for: 主办, 承办, 标识码, ICP, 公安备案, 找错, contact (portal facts §1.3).
#[component]
pub fn Foot() -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    let found_error = format!(
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={}&url={}",
        site.site_id_code,
        percent(&frame.address())
    );
    let police = format!("https://beian.mps.gov.cn/#/query/webSearch?code={}", site.police_record_code);
    let conac = (!site.conac_id.is_empty()).then(|| {
        let link = format!("https://bszs.conac.cn/sitename?method=show&id={}", site.conac_id);
        view! { <a href=link rel="external">"党政机关标识"</a>" " }
    });
    let lines = site
        .hotline
        .iter()
        .map(|line| view! { <a href=format!("tel:{}", line.number)>{line.name.clone()}" "{line.number.clone()}</a>" " })
        .collect_view();
    view! {
        <footer class="foot">
            <div class="wrap">
                <p>"主办："{site.host_org.clone()}"　承办："{site.bureau.clone()}</p>
                <p>{lines}</p>
                <p>
                    "政府网站标识码 "{site.site_id_code.clone()}" "
                    <a href="https://beian.miit.gov.cn/" rel="external">{site.icp.clone()}</a>" "
                    <a href=police rel="external">{site.police_record.clone()}</a>" "
                    {conac}
                </p>
                <p><a href=found_error rel="external">"我为政府网站找错"</a></p>
            </div>
        </footer>
        <p class="print-foot wrap">{site.name.clone()}"　"{frame.address()}</p>
    }
}
