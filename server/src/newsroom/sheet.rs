//! A text as the fields of a form: front matter nobody has to write by hand, and back.

use domain::law::{Citation, Laws};
use domain::newsroom::workflow::Kind;
use domain::site::Site;
use toml::{Table, Value};

/// A field of a kind's front matter.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As the file names it; `origin.url` is `url` in the table `origin`.
    pub key: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub shape: Shape,
    pub optional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Line,
    Date,
    /// A list of words, with 、 between them.
    Words,
    /// Key of a column.
    Column,
    /// Tag of a language or script.
    Language,
    /// Code of a category of violations.
    Category,
    /// Code of a county or township.
    Place,
    /// One law and article a line: 《药品管理法》第六十一条
    Citations,
    /// One source a line: a law, or `name | address | day it was checked`.
    Sources,
}

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Key and value, as the form shows them.
    pub values: Vec<(&'static str, String)>,
    pub body: String,
}

const fn field(key: &'static str, label: &'static str, hint: &'static str, shape: Shape) -> Field {
    Field { key, label, hint, shape, optional: false }
}

const fn optional(key: &'static str, label: &'static str, hint: &'static str, shape: Shape) -> Field {
    Field { key, label, hint, shape, optional: true }
}

const ARTICLE: &[Field] = &[
    field("title", "标题", "", Shape::Line),
    field("answer", "一句话结论", "最多30个字，最先读到", Shape::Line),
    field("column", "栏目", "", Shape::Column),
    field("keywords", "关键词", "用顿号分开", Shape::Words),
    field("reviewer", "审核单位或者审核人", "读者看得到", Shape::Line),
    field("reviewed", "审核日期", "", Shape::Date),
    field("review_due", "下次复核日期", "", Shape::Date),
    optional("related", "相关文章", "网址名，用顿号分开", Shape::Words),
    optional("language", "文字", "简体中文的不用选；别种文字的版本才选", Shape::Language),
    optional("variant_of", "对应的简体文章", "选了文字才写：已发布的简体文章的网址名", Shape::Line),
    optional("source", "来源", "一行一个：《药品管理法》第六十一条；或者 名称 | 网址 | 核对日期", Shape::Sources),
];

const DISCLOSURE: &[Field] = &[
    field("title", "标题", "写案由，不写人名", Shape::Line),
    field("category", "违法类别", "", Shape::Category),
    field("region", "地点", "只到县、乡镇", Shape::Place),
    field("unit", "办案单位", "", Shape::Line),
    field("decided", "处罚决定日期", "", Shape::Date),
    field("withdraw_by", "公开到哪一天", "到期自动撤下，不会晚于法定期限", Shape::Date),
    field("document_no", "决定书文号", "", Shape::Line),
    field("keywords", "关键词", "用顿号分开", Shape::Words),
    field("source_of_case", "案件来源", "不能看出有人举报", Shape::Line),
    field("party", "当事人", "个人只写姓：张某某", Shape::Line),
    field("outcome", "处罚结果", "", Shape::Line),
    optional("transferred", "移送情况", "", Shape::Line),
    field("reviewer", "审核单位或者审核人", "读者看得到", Shape::Line),
    field("reviewed", "审核日期", "", Shape::Date),
    optional("related", "相关文章", "网址名，用顿号分开", Shape::Words),
    field("violated", "违反条款", "一行一个：《药品管理法》第六十一条", Shape::Citations),
    field("penalty_basis", "处罚依据", "一行一个", Shape::Citations),
];

const NOTICE: &[Field] = &[
    field("title", "标题", "", Shape::Line),
    field("summary", "一句话说明", "列表和搜索里显示", Shape::Line),
    field("keywords", "关键词", "用顿号分开", Shape::Words),
    field("unit", "发布单位", "", Shape::Line),
    field("reviewer", "审核单位或者审核人", "读者看得到", Shape::Line),
    field("reviewed", "审核日期", "", Shape::Date),
    optional("until", "公开到哪一天", "不填就一直公开", Shape::Date),
];

const ALERT: &[Field] = &[
    field("origin.name", "发布机关", "县级不能自己发布，只能转发", Shape::Line),
    field("origin.url", "原文网址", "https:// 开头", Shape::Line),
    field("origin.published", "原文日期", "", Shape::Date),
];

const CAMPAIGN: &[Field] = &[
    field("from", "开始日期", "", Shape::Date),
    field("to", "结束日期", "", Shape::Date),
    optional("articles", "选用的文章", "网址名，用顿号分开", Shape::Words),
];

const LEAFLET: &[Field] = &[field("articles", "二维码通向的文章", "一篇的网址名", Shape::Words)];

/// The fields of a kind, in the order of its form and of its files.
#[must_use]
pub fn fields(kind: Kind) -> Vec<Field> {
    let (shared, own): (&[Field], &[Field]) = match kind {
        Kind::Article => (ARTICLE, &[]),
        Kind::Disclosure => (DISCLOSURE, &[]),
        Kind::Notice => (NOTICE, &[]),
        Kind::Alert => (NOTICE, ALERT),
        Kind::Campaign => (NOTICE, CAMPAIGN),
        Kind::Leaflet => (NOTICE, LEAFLET),
    };
    shared.iter().chain(own).copied().collect()
}

impl Sheet {
    /// Takes a text apart. What has no front matter that can be read is all body.
    #[must_use]
    pub fn of(kind: Kind, text: &str, laws: &Laws) -> Self {
        let Some((header, body)) = parts(text) else {
            return Self { values: Vec::new(), body: text.to_owned() };
        };
        let Ok(table) = toml::from_str::<Table>(header) else {
            return Self { values: Vec::new(), body: text.to_owned() };
        };
        let value = |field: Field| {
            (field.key, look_up(&table, field.key).map_or_else(String::new, |v| shown(v, field.shape, laws)))
        };
        let body = body.strip_prefix('\n').unwrap_or(body).to_owned();
        Self { values: fields(kind).into_iter().map(value).collect(), body }
    }

    /// With what it leaves to the site filled in: whoever edits a text signs for names.
    #[must_use]
    pub fn at(self, site: &Site) -> Self {
        let values = self.values.into_iter().map(|(key, value)| (key, site.naming(&value)));
        Self { values: values.collect(), ..self }
    }

    #[must_use]
    pub fn value(&self, key: &str) -> &str {
        self.values.iter().find(|(own, _)| *own == key).map_or("", |(_, value)| value.as_str())
    }

    /// The text of these fields. What else stood in the front matter before (when it was published,
    /// that it is a sample) stays.
    #[must_use]
    pub fn text(&self, kind: Kind, before: &str, laws: &Laws) -> String {
        let known = parts(before).and_then(|(header, _)| toml::from_str::<Table>(header).ok()).unwrap_or_default();
        let all = fields(kind);
        let (mut lines, mut tables) = (String::new(), String::new());
        for field in &all {
            let value = self.value(field.key).trim();
            match (field.shape, field.key.split_once('.')) {
                (Shape::Citations | Shape::Sources, _) if value.is_empty() => {
                    lines.push_str(&format!("{} = []\n", field.key));
                }
                (Shape::Citations | Shape::Sources, _) => tables.push_str(&records(field.key, value, laws)),
                (_, Some((table, key))) => {
                    let head = format!("\n[{table}]\n");
                    if !tables.contains(&head) {
                        tables.push_str(&head);
                    }
                    tables.push_str(&format!("{key} = {}\n", quoted(value)));
                }
                (Shape::Words, None) => lines.push_str(&format!("{} = [{}]\n", field.key, list(value))),
                (_, None) if value.is_empty() && is_left_out(field) => {}
                (_, None) => lines.push_str(&format!("{} = {}\n", field.key, quoted(value))),
            }
        }
        for (key, value) in
            known.iter().filter(|(key, _)| !all.iter().any(|field| field.key.split('.').next() == Some(key)))
        {
            lines.push_str(&format!("{key} = {value}\n"));
        }
        format!("+++\n{lines}{tables}+++\n{}", typeset::filed(&self.body))
    }
}

/// Whether a key that says nothing does not stand there at all.
fn is_left_out(field: &Field) -> bool {
    field.optional && (matches!(field.shape, Shape::Date | Shape::Language) || field.key == "variant_of")
}

/// Front matter and body of a text.
pub(super) fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("+++\n").or_else(|| text.strip_prefix("+++\r\n"))?;
    rest.split_once("\n+++\n").or_else(|| rest.split_once("\r\n+++\r\n"))
}

fn look_up<'t>(table: &'t Table, key: &str) -> Option<&'t Value> {
    match key.split_once('.') {
        Some((outer, inner)) => table.get(outer)?.as_table()?.get(inner),
        None => table.get(key),
    }
}

fn shown(value: &Value, shape: Shape, laws: &Laws) -> String {
    match (shape, value) {
        (Shape::Citations | Shape::Sources, Value::Array(all)) => {
            let lines: Vec<String> = all.iter().filter_map(Value::as_table).map(|one| record_line(one, laws)).collect();
            lines.join("\n")
        }
        (_, Value::Array(all)) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、"),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn record_line(record: &Table, laws: &Laws) -> String {
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("law") {
        "" => format!("{} | {} | {}", text("name"), text("url"), text("checked")),
        law => format!("《{}》{}", laws.laws.get(law).map_or(law, |law| law.name.as_str()), text("article")),
    }
}

fn records(key: &str, typed: &str, laws: &Laws) -> String {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("\n[[{key}]]\n{}", record(line, laws))).collect()
}

fn record(line: &str, laws: &Laws) -> String {
    if let Some(citation) = citation(line, laws) {
        return format!("law = {}\narticle = {}\n", quoted(&citation.law), quoted(&citation.article));
    }
    let mut parts = line.split(['|', '｜']).map(str::trim);
    let (name, url, checked) = (parts.next(), parts.next(), parts.next());
    let (url, checked) = match checked {
        Some(checked) => (url.unwrap_or_default(), checked),
        None => ("", url.unwrap_or_default()),
    };
    let address = if url.is_empty() { String::new() } else { format!("url = {}\n", quoted(url)) };
    format!("name = {}\n{address}checked = {}\n", quoted(name.unwrap_or_default()), quoted(checked))
}

/// A law by its name or key, and what stands behind it; a line in columns is no law, however its name
/// is written. A name the register does not know stays as it
/// was typed, and is pointed out where the text is looked at.
fn citation(line: &str, laws: &Laws) -> Option<Citation> {
    let (name, article) = match line.strip_prefix('《').and_then(|rest| rest.split_once('》')) {
        _ if line.contains(['|', '｜']) => return None,
        Some(cut) => cut,
        None => line.split_once(char::is_whitespace)?,
    };
    let known = laws.laws.values().find(|law| law.name == name || law.key == name);
    let short = || laws.laws.values().find(|law| law.name.trim_start_matches("中华人民共和国") == name);
    let law = known.or_else(short).map_or(name, |law| law.key.as_str());
    Some(Citation { law: law.to_owned(), article: article.trim().to_owned() })
}

fn list(typed: &str) -> String {
    let words = typed.split(['、', '，', ',', ';', '；', '\n']).map(str::trim).filter(|word| !word.is_empty());
    words.map(quoted).collect::<Vec<_>>().join(", ")
}

/// A basic string on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Shelf, headed, load_for_no_site, read_site};

    fn laws() -> std::sync::Arc<Laws> {
        load_for_no_site(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}")).laws
    }

    fn yunxian() -> Site {
        let file = Shelf::BuiltIn.text("sites/yunxian.toml").unwrap();
        read_site(&file).unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    #[test]
    fn every_text_of_ours_says_the_same_after_its_form() {
        let (laws, site) = (laws(), yunxian());
        for (kind, folder) in [(Kind::Article, "articles"), (Kind::Disclosure, "disclosures")] {
            for path in Shelf::BuiltIn.paths(folder, "md") {
                let text = Shelf::BuiltIn.text(&path).unwrap().text;
                let sheet = Sheet::of(kind, &text, &laws);
                let again = sheet.text(kind, &text, &laws);
                assert_eq!(
                    Sheet::of(kind, &again, &laws),
                    Sheet { body: format!("{}\n", sheet.body.trim()), ..sheet.clone() },
                    "{path}"
                );
                let head = |text: &str| format!("{:?}", headed(kind, "x", text, &site));
                assert_eq!(head(&text), head(&again), "{path}");
                let named = sheet.at(&site).text(kind, &text, &laws);
                assert!(!named.contains("{bureau}") && head(&named) == head(&text), "{path}");
            }
        }
    }

    #[test]
    fn what_is_typed_cannot_leave_its_field() {
        let laws = laws();
        let values = vec![("title", "甲\"\nanswer = \"乙".to_owned()), ("origin.name", "丙\\".to_owned())];
        let text = Sheet { values, body: "+++\nx\n+++".into() }.text(Kind::Alert, "", &laws);
        let sheet = Sheet::of(Kind::Alert, &text, &laws);
        assert_eq!((sheet.value("title"), sheet.value("origin.name")), ("甲\"\nanswer = \"乙", "丙\\"));
        assert_eq!(sheet.body, "+++\nx\n+++\n");
    }
}
