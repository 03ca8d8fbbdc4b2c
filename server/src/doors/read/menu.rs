//! The menu of the home page: what a site put into it, without what residents cannot open now.

use app::parts::{Icon, Tile};
use domain::columns::{BuiltIn, Columns, MenuEntry, Target};
use domain::newsroom::workflow::Kind;
use domain::ports::Library;
use domain::reading::Text;

pub fn tiles(library: &dyn Library, columns: &Columns) -> Vec<Tile> {
    columns.menu.iter().filter_map(|entry| tile(library, columns, entry)).collect()
}

/// Whether residents see an entry of the menu now.
pub fn is_shown(library: &dyn Library, columns: &Columns, entry: &MenuEntry) -> bool {
    tile(library, columns, entry).is_some()
}

/// The pages the menu leaves out, but for those the home page leads to further down: path and words.
pub fn pages(columns: &Columns) -> Vec<(&'static str, &'static str)> {
    let in_menu = |page: BuiltIn| columns.menu.iter().any(|entry| entry.to == Target::Page(page));
    let left = BuiltIn::ALL.into_iter().filter(|page| !page.is_on_home() && !in_menu(*page));
    left.map(|page| (page.path(), page.words())).collect()
}

fn tile(library: &dyn Library, columns: &Columns, entry: &MenuEntry) -> Option<Tile> {
    let (icon, more, path) = match &entry.to {
        Target::Page(page) => (icon(*page), page.more().to_owned(), page.path().to_owned()),
        Target::Column(id) => {
            let column = columns.column(*id).filter(|column| !column.hidden)?;
            let filled = library.in_column(column, 1, 1).total > 0;
            filled.then(|| (Icon::Read, column.description.clone(), column.path()))?
        }
        Target::Text { kind, slug } => {
            let slug = library.moved(*kind, slug).unwrap_or_else(|| slug.clone());
            let text = library.text(*kind, &slug)?;
            let icon = if *kind == Kind::Disclosure { Icon::Cases } else { Icon::Read };
            (icon, more(&text), format!("{}/{slug}", kind.as_str()))
        }
    };
    Some(Tile { icon, words: entry.label.clone(), more, path })
}

fn more(text: &Text) -> String {
    match text {
        Text::Article(article) => article.head.answer.clone(),
        Text::Disclosure(case) => case.head.title.clone(),
        Text::Post(post) => post.head.title.clone(),
    }
}

fn icon(page: BuiltIn) -> Icon {
    match page {
        BuiltIn::Report | BuiltIn::Reaction | BuiltIn::Ask => Icon::Report,
        BuiltIn::Track | BuiltIn::Numbers | BuiltIn::Contest => Icon::Follow,
        BuiltIn::Read | BuiltIn::Notices => Icon::Read,
        BuiltIn::Disclosures => Icon::Cases,
        BuiltIn::TakeBack => Icon::TakeBack,
        BuiltIn::Search | BuiltIn::Check | BuiltIn::Outlets => Icon::Search,
    }
}
