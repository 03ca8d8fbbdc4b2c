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
    pub ring: Option<Ring>,
}

/// Answers after which the duty phone is rung before anything else is filled in.
#[derive(Clone, Copy, Debug)]
pub struct Ring {
    pub answers: &'static [&'static str],
    /// What to do. True to read before anything is ticked: an old phone without script always shows it.
    pub words: &'static str,
    /// Whether 120 stands before the duty phone.
    pub ambulance: bool,
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

impl Ring {
    pub(super) const fn duty(answers: &'static [&'static str], words: &'static str) -> Self {
        Self { answers, words, ambulance: false }
    }

    pub(super) const fn ambulance(answers: &'static [&'static str], words: &'static str) -> Self {
        Self { answers, words, ambulance: true }
    }
}

impl Question {
    pub(super) const fn new(name: &'static str, label: &'static str, ask: Ask) -> Self {
        Self { name, label, hint: "", ask, needed: false, only_if: None, ring: None }
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

    pub(super) const fn ring(mut self, ring: Ring) -> Self {
        self.ring = Some(ring);
        self
    }
}
