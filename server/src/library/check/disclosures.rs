use domain::law::Laws;
use domain::reading::DisclosureHead;
use domain::region::Level;
use jiff::ToSpan;

use super::heads::{empty_words, out_of_force};
use crate::library::fault::Fault;
use crate::library::gather::Page;

/// Penalties leave the official publicity system by themselves after three years
/// (市场监督管理行政处罚信息公示规定 §14); a copy of ours must not punish longer.
const LONGEST_YEARS: i8 = 3;

pub fn faults(page: &Page<DisclosureHead>, laws: Option<&Laws>) -> Vec<Fault> {
    let head = &page.head;
    let mut faults = Vec::new();
    let latest = head.decided.checked_add(i16::from(LONGEST_YEARS).years());
    if latest.is_ok_and(|latest| head.withdraw_by > latest) {
        faults.push(page.fault("withdraw_by", format!("撤下日期 withdraw_by 超过决定日期后 {LONGEST_YEARS} 年")));
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
