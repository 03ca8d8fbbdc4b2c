use crate::column::json;
use crate::error::StorageError;
use crate::tally::TOWN_DIGITS;

/// Region prefixes of a view and a filter, as the inbox's statements take them.
pub(crate) struct Prefixes {
    /// The view's, cut to townships, as a JSON list in which none lies within another.
    pub towns: String,
    /// The filter's, cut to a township.
    pub town_of_filter: Option<String>,
    /// What lies within both, uncut.
    pub within: Vec<String>,
    /// The same as a JSON list.
    pub effective: String,
    name_villages: bool,
}

impl Prefixes {
    pub(crate) fn new(view: &[String], filter: Option<&str>) -> Result<Self, StorageError> {
        let seen: Vec<&str> = view.iter().map(String::as_str).filter(|prefix| !prefix.is_empty()).collect();
        let towns: Vec<&str> = seen.iter().map(|prefix| town(prefix)).collect();
        let effective: Vec<&str> = match filter {
            None => seen,
            Some(filter) => seen.iter().filter_map(|prefix| both(prefix, filter)).collect(),
        };
        let effective = apart(effective);
        Ok(Self {
            towns: json(&apart(towns))?,
            town_of_filter: filter.map(|filter| town(filter).to_owned()),
            name_villages: effective.iter().any(|prefix| prefix.len() > TOWN_DIGITS),
            effective: json(&effective)?,
            within: effective.into_iter().map(str::to_owned).collect(),
        })
    }

    /// Whether matters are told apart more finely than their tally does.
    pub(crate) fn name_villages(&self) -> bool {
        self.name_villages
    }
}

fn town(prefix: &str) -> &str {
    prefix.get(..TOWN_DIGITS).unwrap_or(prefix)
}

/// The narrower of two prefixes if it lies within the other.
fn both<'a>(one: &'a str, other: &'a str) -> Option<&'a str> {
    match () {
        () if one.starts_with(other) => Some(one),
        () if other.starts_with(one) => Some(other),
        () => None,
    }
}

/// The prefixes without those that lie within another, so that nothing is counted twice.
fn apart(mut prefixes: Vec<&str>) -> Vec<&str> {
    prefixes.sort_unstable();
    prefixes.dedup_by(|later, earlier| later.starts_with(*earlier));
    prefixes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_counted_twice() {
        let view = ["530922101".to_owned(), "530922".to_owned(), "530923".to_owned(), String::new()];
        assert_eq!(Prefixes::new(&view, None).unwrap().towns, r#"["530922","530923"]"#);
    }

    #[test]
    fn a_filter_narrows_the_view_and_never_widens_it() {
        let view = ["530922101".to_owned(), "530922102003".to_owned()];
        let all = Prefixes::new(&view, Some("530922")).unwrap();
        assert_eq!((all.effective.as_str(), all.name_villages()), (r#"["530922101","530922102003"]"#, true));
        let village = Prefixes::new(&view, Some("530922101004")).unwrap();
        assert_eq!((village.effective.as_str(), village.name_villages()), (r#"["530922101004"]"#, true));
        let elsewhere = Prefixes::new(&view, Some("4415")).unwrap();
        assert_eq!(elsewhere.effective, "[]");
    }
}
