use app::pages::desk::overview::{NumberRow, NumberTable, TopicTable};
use app::parts::percent;
use domain::access::Staff;
use domain::overview::{Numbers, Overview, Part, Stretch};
use domain::ports::Counted;

use super::path;

/// Who says `收到` in the sentences.
pub fn speaker(staff: &Staff) -> &'static str {
    if staff.narrowed_to_unit().is_some() { "本单位" } else { "本局" }
}

pub fn tables(found: &Overview) -> Vec<NumberTable> {
    let sum = Part { key: String::new(), words: "合计".to_owned(), numbers: found.total };
    let table = |caption, head, name: &str, parts: &[Part]| {
        let rows = parts.iter().map(|part| row(found.stretch, part, &format!("&{name}={}", percent(&part.key))));
        NumberTable { caption, head, rows: rows.chain([row(found.stretch, &sum, "")]).collect() }
    };
    vec![table("按乡镇", "乡镇", "town", &found.towns), table("按承办单位", "承办单位", "unit", &found.units)]
}

pub fn topics(found: &Overview) -> Vec<TopicTable> {
    let table = |caption, nothing, name: &str, topics: &[domain::overview::Topic]| {
        let rows = topics.iter().map(|topic| {
            let behind = list(found.stretch, Counted::Received, &format!("&{name}={}", percent(&topic.key)));
            (topic.words.clone(), topic.received, behind)
        });
        TopicTable { caption, nothing, rows: rows.collect() }
    };
    vec![
        table("反映最多的问题", "这段时间没有收到事项。", "category", &found.categories),
        table("写明产品名称最多的", "这段时间收到的事项都没有写产品名称。", "drug", &found.drugs),
    ]
}

/// Rows of a table that leaves the house.
pub fn cells(found: &Overview) -> Vec<Vec<String>> {
    let parts = |kind: &'static str, parts: &[Part]| -> Vec<Vec<String>> {
        parts.iter().map(|part| counted(kind, &part.words, &part.numbers)).collect()
    };
    let topics = |kind: &'static str, topics: &[domain::overview::Topic]| -> Vec<Vec<String>> {
        let row = |topic: &domain::overview::Topic| {
            let filled = [kind.to_owned(), topic.words.clone(), topic.received.to_string()];
            filled.into_iter().chain(std::iter::repeat_n(String::new(), 7)).collect()
        };
        topics.iter().map(row).collect()
    };
    let mut rows = vec![counted("合计", &found.stretch.words(), &found.total)];
    rows.extend(parts("乡镇", &found.towns));
    rows.extend(parts("承办单位", &found.units));
    rows.extend(topics("问题类别", &found.categories));
    rows.extend(topics("产品名称", &found.drugs));
    rows
}

/// Text cells of a sheet for paper, in the order of the page.
pub fn shown(numbers: &Numbers) -> Vec<String> {
    let rate = numbers.content_rate().unwrap_or_else(|| "—".to_owned());
    let counts = [numbers.received(), numbers.closed, numbers.open, numbers.overdue, numbers.rated];
    counts.iter().map(u64::to_string).chain([rate]).collect()
}

fn counted(kind: &str, words: &str, n: &Numbers) -> Vec<String> {
    let counts = [n.received(), n.complaints, n.tips, n.closed, n.open, n.overdue, n.rated, n.content];
    [kind.to_owned(), words.to_owned()].into_iter().chain(counts.iter().map(u64::to_string)).collect()
}

fn row(stretch: Stretch, part: &Part, narrowed: &str) -> NumberRow {
    let n = &part.numbers;
    let counted = [
        Some(Counted::Received),
        Some(Counted::Closed),
        Some(Counted::Open),
        Some(Counted::Overdue),
        Some(Counted::Rated),
        None,
    ];
    let counts = [n.received(), n.closed, n.open, n.overdue, n.rated, 0];
    let links = counted
        .into_iter()
        .zip(counts)
        .map(|(counted, count)| counted.filter(|_| count > 0).map(|counted| list(stretch, counted, narrowed)));
    NumberRow { words: part.words.clone(), cells: shown(n).into_iter().zip(links).collect() }
}

fn list(stretch: Stretch, counted: Counted, narrowed: &str) -> String {
    format!("{}&what={}{narrowed}", path(stretch, "/list"), counted.as_str())
}
