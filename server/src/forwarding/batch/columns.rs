//! A matter in the columns of the platform's own export.

use domain::law::Laws;
use domain::packet::{self, Contents};
use domain::region::Regions;
use domain::report::Facts;
use domain::site::Site;
use domain::text;
use storage::MatterRow;

/// The brackets around our number, so that it is found again in whatever text the platform's
/// export carries it back in.
const OPEN: char = '〔';
const CLOSE: char = '〕';

/// The cells of one matter, in the order of `laws.platform.export_columns`. A column we know
/// nothing for stays empty.
///
/// Our number leads 具体问题, which always has room for it, and 诉求内容 where 12315's limit leaves
/// room: the platform's export brings these two back as they were typed.
pub(super) fn cells(row: &MatterRow, laws: &Laws, regions: &Regions, site: &Site) -> Vec<String> {
    laws.platform.export_columns.iter().map(|column| cell(column, row, laws, regions, site)).collect()
}

fn cell(column: &str, row: &MatterRow, laws: &Laws, regions: &Regions, site: &Site) -> String {
    let contents = Contents {
        kind: row.kind,
        facts: &row.facts,
        transcript: row.state.office.transcript.as_deref(),
        reporter: None,
        handling_unit: &site.bureau,
    };
    let value = |key: &str| packet::value(key, contents, laws, regions);
    match column {
        "登记编号" => row.state.registration_no.clone().unwrap_or_default(),
        "类型" => row.kind.words().to_owned(),
        "接收方式" => "互联网".to_owned(),
        "企业名称" => value("respondent_name"),
        "企业地址" => value("respondent_address"),
        "诉求内容" => marked(&row.number, value("content"), laws),
        "问题类别" => value("problem_category"),
        "事发地" => value("place"),
        "具体问题" => question(&row.number, &row.facts, &value("problem_category"), &value("requests")),
        "处理机构" => site.bureau.clone(),
        "处理部门" => unit(row, site),
        _ => String::new(),
    }
}

fn marked(number: &str, story: String, laws: &Laws) -> String {
    let marked = format!("{}{story}", mark(number));
    if text::length(&marked) <= laws.platform.content_max { marked } else { story }
}

fn question(number: &str, facts: &Facts, label: &str, requests: &str) -> String {
    let drug = facts.drug.name.as_deref().unwrap_or_default();
    let parts: Vec<&str> = [label, drug, requests].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}{}", mark(number), parts.join("；"))
}

fn unit(row: &MatterRow, site: &Site) -> String {
    let unit = row.state.unit.as_deref().and_then(|key| site.unit(key));
    unit.map(|unit| unit.name.clone()).unwrap_or_default()
}

fn mark(number: &str) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

/// Our number at the head of a cell, with or without its brackets; anywhere else it may be a
/// reporter's own words about another matter.
pub(super) fn number_at_head<'a>(cell: &'a str, prefix: &str) -> Option<&'a str> {
    let head = cell.trim_start();
    let head = head.strip_prefix(OPEN).unwrap_or(head).trim_start();
    let rest = head.strip_prefix(prefix)?.strip_prefix('-')?;
    let year = rest.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let serial = rest.get(year.len()..)?.strip_prefix('-')?;
    let digits = serial.bytes().take_while(u8::is_ascii_digit).count();
    if digits < 6 {
        return None;
    }
    head.get(..prefix.len() + 1 + year.len() + 1 + digits)
}

#[cfg(test)]
mod tests {
    use super::number_at_head;

    #[test]
    fn our_number_is_found_only_at_the_head() {
        let cases = [
            ("〔YX-2026-000001〕药店卖过期药", Some("YX-2026-000001")),
            (" 〔 YX-2026-000001 〕药店", Some("YX-2026-000001")),
            ("YX-2026-1000001 药店", Some("YX-2026-1000001")),
            ("上次的 YX-2026-000001 还没办", None),
            ("〔YX-2026-0001〕", None),
            ("〔ZZ-2026-000001〕", None),
            ("〔YX-药店-000001〕", None),
            ("〔", None),
            ("", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(number_at_head(cell, "YX"), expected, "{cell}");
        }
    }
}
