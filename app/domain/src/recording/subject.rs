use uuid::Uuid;

use crate::field::FormKind;
use crate::report::Wish;

/// What a recording reads from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An article.
    Item(Uuid),
    /// A form, question by question.
    Form(SpokenForm),
}

/// A form whose questions can be heard. Its questions are known by their headings, as the sections of an article are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpokenForm {
    /// Residents report, each wish by questions of its own.
    Report(Wish),
    /// Residents tell of a reaction.
    Reaction,
    /// Village officers record.
    Officer(FormKind),
}

impl SpokenForm {
    /// The residents' first.
    pub fn all() -> impl Iterator<Item = Self> {
        let report = [Wish::Complaint, Wish::Tip, Wish::Both].map(Self::Report);
        report.into_iter().chain([Self::Reaction]).chain(FormKind::ALL.map(Self::Officer))
    }

    /// As addresses and rows write it.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Report(wish) => format!("report-{}", wish.as_str()),
            Self::Reaction => "reaction".to_owned(),
            Self::Officer(form) => format!("officer-{}", form.as_str()),
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|form| form.key() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Report(Wish::Complaint) => "居民填的：投诉",
            Self::Report(Wish::Tip) => "居民填的：举报",
            Self::Report(Wish::Both) => "居民填的：投诉并举报",
            Self::Reaction => "居民填的：用药后不舒服",
            Self::Officer(FormKind::Clue) => "信息员填的：线索",
            Self::Officer(FormKind::Reaction) => "信息员填的：不良反应",
            Self::Officer(FormKind::Patrol) => "信息员填的：巡查",
            Self::Officer(FormKind::Publicity) => "信息员填的：宣传",
            Self::Officer(FormKind::Household) => "信息员填的：入户看药箱",
            Self::Officer(FormKind::TakeBack) => "信息员填的：过期药回收",
            Self::Officer(FormKind::Help) => "信息员填的：代录",
        }
    }

    /// Where it stands, inside the site.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Report(wish) => format!("report/new?wish={}", wish.as_str()),
            Self::Reaction => "reaction".to_owned(),
            Self::Officer(form) => format!("officer/new/{}", form.as_str()),
        }
    }
}

impl From<Uuid> for Subject {
    fn from(item: Uuid) -> Self {
        Self::Item(item)
    }
}

impl From<SpokenForm> for Subject {
    fn from(form: SpokenForm) -> Self {
        Self::Form(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_and_read_again_and_no_two_are_alike() {
        let mut keys: Vec<String> = SpokenForm::all().map(SpokenForm::key).collect();
        for (form, key) in SpokenForm::all().zip(&keys) {
            assert_eq!(SpokenForm::parse(key), Some(form));
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 11);
        assert_eq!(SpokenForm::parse("officer-"), None);
    }
}
