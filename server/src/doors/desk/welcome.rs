//! The first page of those who work on no matters: what their account is for, and where to go.

use app::pages::desk::welcome::{self, Way, Welcome};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Role, Staff};

use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn show(services: &Services, visit: Visit, staff: &Staff, done: &Done) -> Result<Response, Trouble> {
    let (can, note) = words(staff.role);
    let top = top(services, staff, "desk", Counts::default(), done);
    let own = top.tabs.iter().map(|tab| Way::new(&tab.path, &tab.words));
    let phone = (staff.role == Role::Officer).then(|| Way::new("officer", "信息员页面"));
    let everybody = [Way::new("desk/account", "改密码、绑定动态口令"), Way::new("read", "看网站上的文章")];
    let ways = own.chain(phone).chain(everybody).collect();
    let data = Welcome { can: can.iter().map(|line| (*line).to_owned()).collect(), note: note.to_owned(), ways, top };
    respond::personal_page(visit.frame, StatusCode::OK, move || welcome::page(data.clone())).await
}

/// What the account can do, and who does what it does not.
fn words(role: Role) -> (&'static [&'static str], &'static str) {
    match role {
        Role::Editor => (
            &[
                "在“采编”里写文章、案例、风险提示、通知、专题和海报，送审。",
                "在“图片”里收图片，在“检查指标”里看网站要补什么、改什么，在“阅读情况”里看哪些文章有人读。",
            ],
            "审核由科室负责人做，签发由局领导做。",
        ),
        Role::Coordinator => (
            &["在“信息员”里登记信息员、给手机绑定码、看上报、派任务、出月报、管药店卫生室台账。"],
            "投诉举报和线索由承办单位办理，您从上报记录里看到报了什么。",
        ),
        Role::Officer => (
            &["用网站上的“我要投诉举报”反映问题。"],
            "上报、巡查和宣传记录在手机上的信息员页面里做，不用这个账号登录。请乡镇协管员给您的手机一个绑定码。",
        ),
        Role::Admin => {
            (&["在服务器上用 yaoan user 命令管理人员和账号。"], "系统管理员不查看投诉举报，也不改网站内容。")
        }
        Role::SecurityAdmin => {
            (&["在服务器上用 yaoan keys 命令管理密钥。"], "安全管理员不查看投诉举报，也不改网站内容。")
        }
        Role::Clerk | Role::Handler | Role::Lead | Role::Leader | Role::Auditor => (&[], ""),
    }
}
