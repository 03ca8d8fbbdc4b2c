use super::choice::Opt;

/// A question as a page draws it. What its answer must be is said by the form's `check`.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub name: &'static str,
    pub label: &'static str,
    /// A sentence under the label; may be empty.
    pub hint: &'static str,
    pub ask: Ask,
    pub needed: bool,
    /// Asked only then; without script always shown.
    pub only_if: Option<OnlyIf>,
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug)]
pub enum Ask {
    /// Big tiles with pictures, one of them.
    Tiles(&'static [Opt]),
    One(&'static [Opt]),
    Many(&'static [Opt]),
    /// One line of at most so many characters.
    Text(usize),
    /// Several lines.
    Long(usize),
    /// A whole number of at most this.
    Number(u32),
    /// A weight with at most three decimals.
    Kilograms,
    Day,
    Phone,
    /// One of the officer's villages; the phone knows them, and one alone need not be asked.
    Village,
    /// An outlet of the ledger in one of the officer's villages; the phone knows those too.
    Outlet,
    /// A box ticked after these words were read aloud.
    Consent(&'static str),
    /// A category of `content/laws/categories.toml`.
    Category,
    /// Requests of `content/laws/requests.toml`.
    Requests,
}

#[derive(Clone, Copy, Debug)]
pub enum OnlyIf {
    /// Another question has one of these answers.
    Is(&'static str, &'static [&'static str]),
    /// A number below this was given.
    Under(&'static str, u32),
}

impl Question {
    pub(super) const fn new(name: &'static str, label: &'static str, ask: Ask) -> Self {
        Self { name, label, hint: "", ask, needed: false, only_if: None }
    }

    pub(super) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(super) const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    pub(super) const fn only_if(mut self, only_if: OnlyIf) -> Self {
        self.only_if = Some(only_if);
        self
    }
}
