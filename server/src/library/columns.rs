//! `columns.toml`: the columns and the menu a site begins with, and what is carried out of one.

use std::collections::BTreeMap;

use domain::columns::{BuiltIn, Column, Columns, MenuEntry, Target};
use domain::newsroom::workflow::Kind;
use serde::{Deserialize, Serialize};

use super::shelf::{File, Shelf};
use super::toml_file;
use typeset::Fault;

/// Where it lies on a shelf.
pub const PATH: &str = "columns.toml";

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Filed {
    /// Addresses columns had before, each with the column it leads to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    moved: BTreeMap<String, String>,
    column: Vec<FiledColumn>,
    menu: Vec<FiledEntry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FiledColumn {
    key: String,
    name: String,
    description: String,
    keywords: Vec<String>,
    /// Without topics and kinds a column holds the articles that name its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    topics: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<Kind>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
}

/// A label and one of the others.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct FiledEntry {
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<BuiltIn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// `article/home-medicine-box`
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

pub fn read(shelf: &Shelf) -> Result<Columns, Vec<Fault>> {
    let file = shelf.text(PATH).map_err(|fault| vec![fault])?;
    let filed: Filed = toml_file::parse(&file.label, &file.text, 1).map_err(|fault| vec![fault])?;
    let all: Vec<Column> = filed.column.into_iter().zip(1..).map(column).collect();
    let id = |key: &str| all.iter().find(|column| column.slug == key).map(|column| column.id);
    let mut faults = Vec::new();
    let mut menu = Vec::new();
    for entry in filed.menu {
        match target(&entry, id) {
            Some(to) => menu.push(MenuEntry { label: entry.label, to }),
            None => faults.push(fault(&file, &entry.label, "page、column、text 写一个，指向有的页面、栏目或文章")),
        }
    }
    let mut moved = BTreeMap::new();
    for (old, key) in filed.moved {
        match id(&key) {
            Some(id) => drop(moved.insert(old, id)),
            None => faults.push(fault(&file, &old, "转到的栏目没有")),
        }
    }
    let columns = Columns { all, menu, moved };
    faults.extend(columns.faults().into_iter().map(|what| Fault::new(&file.label, 1, what)));
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

/// The file that says what columns and menu are now.
///
/// # Errors
/// When TOML cannot say it.
pub fn written(columns: &Columns) -> Result<String, toml::ser::Error> {
    let slug = |id: u32| columns.column(id).map(|column| column.slug.clone());
    let moved = columns.moved.iter().filter_map(|(old, id)| Some((old.clone(), slug(*id)?)));
    let filed = Filed {
        moved: moved.collect(),
        column: columns.all.iter().cloned().map(FiledColumn::from).collect(),
        menu: columns.menu.iter().map(|entry| filed_entry(entry, slug)).collect(),
    };
    toml::to_string(&filed)
}

fn column((filed, id): (FiledColumn, u32)) -> Column {
    let own = || if filed.kinds.is_empty() { vec![filed.key.clone()] } else { Vec::new() };
    Column {
        id,
        topics: filed.topics.unwrap_or_else(own),
        slug: filed.key,
        name: filed.name,
        description: filed.description,
        keywords: filed.keywords,
        kinds: filed.kinds,
        hidden: filed.hidden,
        days: filed.days,
    }
}

impl From<Column> for FiledColumn {
    fn from(column: Column) -> Self {
        Self {
            key: column.slug,
            name: column.name,
            description: column.description,
            keywords: column.keywords,
            topics: Some(column.topics),
            kinds: column.kinds,
            hidden: column.hidden,
            days: column.days,
        }
    }
}

fn target(entry: &FiledEntry, id: impl Fn(&str) -> Option<u32>) -> Option<Target> {
    match (entry.page, &entry.column, &entry.text) {
        (Some(page), None, None) => Some(Target::Page(page)),
        (None, Some(key), None) => id(key).map(Target::Column),
        (None, None, Some(text)) => {
            let (kind, slug) = text.split_once('/')?;
            Some(Target::Text { kind: Kind::parse(kind)?, slug: slug.to_owned() })
        }
        _ => None,
    }
}

fn filed_entry(entry: &MenuEntry, slug: impl Fn(u32) -> Option<String>) -> FiledEntry {
    let label = entry.label.clone();
    match &entry.to {
        Target::Page(page) => FiledEntry { label, page: Some(*page), ..FiledEntry::default() },
        Target::Column(id) => FiledEntry { label, column: slug(*id), ..FiledEntry::default() },
        Target::Text { kind, slug } => {
            FiledEntry { label, text: Some(format!("{}/{slug}", kind.as_str())), ..FiledEntry::default() }
        }
    }
}

fn fault(file: &File, needle: &str, what: &str) -> Fault {
    let line = file.text.lines().position(|line| line.contains(needle)).map_or(1, |place| place + 1);
    Fault::new(&file.label, line, format!("{needle}：{what}"))
}

#[cfg(test)]
mod tests {
    use domain::columns::{Change, ColumnAsked};

    use super::*;

    #[test]
    fn what_is_carried_out_comes_in_as_it_was() {
        let begun = read(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}"));
        let own = ColumnAsked { slug: "medicine".into(), days: Some(14), ..begun.all[0].clone().into() };
        let mut columns = begun.changed(&Change::Edit(1, own)).unwrap();
        columns = columns.changed(&Change::MoveTexts { from: 2, to: 1 }).unwrap();
        columns = columns.changed(&Change::Hide(3)).unwrap();
        let text = Target::Text { kind: Kind::Article, slug: "home-medicine-box".into() };
        columns.menu[0] = MenuEntry { label: "看一篇".into(), to: text };
        let folder = std::env::temp_dir().join(format!("yaoan-columns-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(PATH), written(&columns).unwrap()).unwrap();
        let again = read(&Shelf::Folder(folder.clone())).unwrap_or_else(|faults| panic!("{faults:?}"));
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!(again, columns);
    }
}
