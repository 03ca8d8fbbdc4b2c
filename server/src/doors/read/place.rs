//! Where a text stands: its column, and the way up to it.

use domain::columns::Column;
use domain::newsroom::workflow::Kind;
use domain::ports::Library;

/// The column a text names itself of, and the ways up from it. A text of a hidden column, or of none,
/// is found in the list of its kind.
pub fn of_article(library: &dyn Library, topic: &str) -> (Column, Vec<(String, String)>) {
    let columns = library.columns();
    let (column, way) = standing(columns.of_topic(topic), Kind::Article);
    let all = all_of(Kind::Article);
    let all = (all.slug, all.name);
    let above = if way == all { vec![all] } else { vec![all, way] };
    (column, above)
}

/// The same for a text of another kind.
pub fn of_kind(library: &dyn Library, kind: Kind) -> (Column, Vec<(String, String)>) {
    let columns = library.columns();
    let (column, way) = standing(columns.of_kind(kind), kind);
    (column, vec![way])
}

/// The list of everything of a kind, which every portal has: what a text stands in that stands in no column.
pub fn all_of(kind: Kind) -> Column {
    let (path, name, description, keywords): (_, _, _, &[&str]) = match kind {
        Kind::Article => (
            "read",
            "安全用药",
            "看得懂的用药知识：认药用药、医疗器械、化妆品、网上买药、过期药和维权。",
            &["安全用药", "科普文章"],
        ),
        Kind::Disclosure => (
            "disclosures",
            "典型案例",
            "用案例讲法律，教您查一查自己手里的东西。",
            &["典型案例", "行政处罚", "以案说法"],
        ),
        Kind::Alert | Kind::Notice | Kind::Campaign | Kind::Leaflet => (
            "notices",
            "通知提示",
            "通知公告、转发的风险提示、专题活动和海报。",
            &["通知公告", "风险提示", "安全用药月", "海报"],
        ),
    };
    Column {
        id: 0,
        slug: path.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        keywords: keywords.iter().map(|word| (*word).to_owned()).collect(),
        topics: Vec::new(),
        kinds: Vec::new(),
        hidden: false,
        days: None,
    }
}

fn standing(found: Option<&Column>, kind: Kind) -> (Column, (String, String)) {
    match found {
        Some(column) if !column.hidden => (column.clone(), (column.path(), column.name.clone())),
        other => {
            let all = all_of(kind);
            let way = (all.slug.clone(), all.name.clone());
            (other.cloned().unwrap_or(all), way)
        }
    }
}
