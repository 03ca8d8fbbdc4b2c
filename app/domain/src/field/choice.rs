/// One of the answers a question lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opt {
    /// What is posted and stored.
    pub key: &'static str,
    /// What is read.
    pub words: &'static str,
}

/// A closed list of answers.
pub trait Choice: Copy + Eq + 'static {
    const ALL: &'static [Self];
    const OPTIONS: &'static [Opt];

    fn opt(self) -> Opt;

    #[must_use]
    fn key(self) -> &'static str {
        self.opt().key
    }

    #[must_use]
    fn words(self) -> &'static str {
        self.opt().words
    }

    #[must_use]
    fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.key() == key)
    }
}

/// Declares a closed list of answers: variant, stored key, words on the screen.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $key:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$note])* $variant,)+ }

        impl crate::field::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const OPTIONS: &'static [crate::field::Opt] =
                &[$(crate::field::Opt { key: $key, words: $words },)+];

            fn opt(self) -> crate::field::Opt {
                match self { $(Self::$variant => crate::field::Opt { key: $key, words: $words },)+ }
            }
        }
    };
}
pub(crate) use choices;
