use domain::law::{Citation, Laws};
use domain::reading::ArticleHead;
use jiff::civil::Date;
use typeset::Fault;

use crate::library::gather::Page;
use crate::library::references;

/// The conclusion is read aloud first and must be taken in at one hearing.
const LONGEST_ANSWER: usize = 30;

pub fn faults(page: &Page<ArticleHead>, laws: Option<&Laws>) -> Vec<Fault> {
    let head = &page.head;
    let mut faults = Vec::new();
    let answer = head.answer.chars().count();
    // Other scripts take more characters to say the same.
    if answer > LONGEST_ANSWER && !head.is_variant() {
        faults.push(page.fault("answer", format!("一句话结论有 {answer} 个字，超过 {LONGEST_ANSWER} 个")));
    }
    if head.source.is_empty() {
        faults.push(page.fault("source", "缺少来源 [[source]]"));
    }
    if head.review_due <= head.reviewed {
        faults.push(page.fault("review_due", "下次复核日期 review_due 应在审核日期 reviewed 之后"));
    }
    faults.extend(empty_words(
        page,
        [("title", &head.title), ("answer", &head.answer), ("reviewer", &head.reviewer)],
        &head.keywords,
    ));
    for (class, what) in [("steps", "“怎么做”的步骤块 {.steps}"), ("myths", "“常见误会”块 {.myths}")]
    {
        if !page.text.has(class) {
            faults.push(page.fault("+++", format!("缺少{what}")));
        }
    }
    faults.extend(out_of_force(page, references::cited(&head.source), laws, head.reviewed));
    faults
}

/// Keys that are there and say nothing. Empty ones would leave government meta tags empty.
pub fn empty_words<'a, H>(
    page: &Page<H>,
    keys: impl IntoIterator<Item = (&'a str, &'a String)>,
    keywords: &[String],
) -> Vec<Fault> {
    let empty = keys.into_iter().filter(|(_, value)| value.trim().is_empty()).map(|(key, _)| key);
    let keywords = keywords.iter().all(|word| word.trim().is_empty()).then_some("keywords");
    empty.chain(keywords).map(|key| page.fault(key, format!("{key} 没有填写"))).collect()
}

/// Laws that did not stand on the day somebody signed for the text.
pub fn out_of_force<'a, H>(
    page: &Page<H>,
    citations: impl Iterator<Item = &'a Citation>,
    laws: Option<&Laws>,
    reviewed: Date,
) -> Vec<Fault> {
    citations
        .filter_map(|citation| laws?.laws.get(&citation.law))
        .filter(|law| !law.in_force(reviewed))
        .map(|law| {
            let needle = format!("law = \"{}\"", law.key);
            page.fault(&needle, format!("《{}》在审核日期 {reviewed} 没有施行或者已经失效", law.name))
        })
        .collect()
}
