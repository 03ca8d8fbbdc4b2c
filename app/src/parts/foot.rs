use leptos::prelude::*;

use super::masthead::percent;
use crate::frame::Frame;

/// The footer inspectors look for: 主办, 承办, 标识码, ICP, 公安备案, 找错, contact. A mark the
/// site file does not have yet is left out.
#[component]
pub fn Foot() -> impl IntoView {
    let frame = Frame::current();
    let site = frame.site.clone();
    let code = site.site_id_code.clone();
    let found_error = found_error(&frame);
    let code = (!code.is_empty()).then(|| format!("政府网站标识码 {code} "));
    let icp = (!site.icp.is_empty())
        .then(|| view! { <a href="https://beian.miit.gov.cn/" rel="external">{site.icp.clone()}</a>" " });
    let police = (!site.police_record_code.is_empty()).then(|| {
        let link = format!("https://beian.mps.gov.cn/#/query/webSearch?code={}", site.police_record_code);
        view! { <a href=link rel="external">{site.police_record.clone()}</a>" " }
    });
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
                    {code}
                    {icp}
                    {police}
                    {conac}
                </p>
                {found_error}
            </div>
        </footer>
        <p class="print-foot wrap">{site.name.clone()}"　"{frame.address()}</p>
    }
}

/// 找错 of this page: the state's own form where the site has the code it asks for, otherwise by phone. A code is
/// given out by the state and never made up.
fn found_error(frame: &Frame) -> Option<AnyView> {
    let code = &frame.site.site_id_code;
    if !code.is_empty() {
        let address = percent(&frame.address());
        let link = format!("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}&url={address}");
        return Some(view! { <p><a href=link rel="external">"我为政府网站找错"</a></p> }.into_any());
    }
    let line = frame.site.line_for_anything()?;
    let (link, words) = (format!("tel:{}", line.number), format!("{} {}", line.name, line.number));
    Some(view! { <p>"这一页有错？请打"<a href=link>{words}</a>"，说清是哪一页、错在哪里。"</p> }.into_any())
}
