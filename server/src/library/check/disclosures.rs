use domain::law::Laws;
use domain::newsroom::workflow::NewsroomLaw;
use domain::reading::DisclosureHead;
use domain::region::Level;

use super::heads::{empty_words, out_of_force};
use typeset::Fault;

use crate::library::gather::Page;

pub fn faults(page: &Page<DisclosureHead>, laws: Option<&Laws>, newsroom: Option<&NewsroomLaw>) -> Vec<Fault> {
    let head = &page.head;
    let mut faults = Vec::new();
    // Penalties leave the official publicity system by themselves (市场监督管理行政处罚信息公示规定 §14); a copy
    // of ours must not punish longer.
    if let Some(latest) = newsroom.and_then(|law| law.longest(head.decided)).filter(|day| head.withdraw_by > *day) {
        faults.push(page.fault("withdraw_by", format!("撤下日期 withdraw_by 最晚是 {latest}")));
    }
    if head.withdraw_by < head.published.date() {
        faults.push(page.fault("withdraw_by", "撤下日期 withdraw_by 早于发布日期"));
    }
    if head.published.date() < head.decided {
        faults.push(page.fault("published", "发布日期早于处罚决定日期"));
    }
    if head.region.level() > Level::Township {
        faults.push(page.fault("region", "地点只写到乡镇，不能写到村（村能指向个人）"));
    }
    for (class, what) in [("facts", "基本案情"), ("meaning", "典型意义")] {
        if !page.text.has(class) {
            faults.push(page.fault("+++", format!("缺少“{what}”块 {{.{class}}}")));
        }
    }
    for (key, list) in [("violated", &head.violated), ("penalty_basis", &head.penalty_basis)] {
        if list.is_empty() {
            faults.push(page.fault(key, format!("缺少来源 [[{key}]]")));
        }
    }
    let words = [
        ("title", &head.title),
        ("unit", &head.unit),
        ("document_no", &head.document_no),
        ("party", &head.party),
        ("outcome", &head.outcome),
        ("reviewer", &head.reviewer),
    ];
    faults.extend(empty_words(page, words, &head.keywords));
    faults.extend(out_of_force(page, head.violated.iter().chain(&head.penalty_basis), laws, head.reviewed));
    faults
}
