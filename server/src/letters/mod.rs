//! Letters: drawn from a matter, numbered, kept for good, printed.
//!
//! **Invariant:** a letter to the respondent is drawn from `RespondentFacts` only, and is held
//! against the sealed identity before it is previewed or issued. The identity is opened in memory
//! for that and shown to nobody; a person sees it only through [`domain::ports::Letters::open`].

mod draft;
mod issue;
mod known;
mod letterbook;
mod opened;
mod pdf;
mod watch;

pub use letterbook::Letterbook;
pub use pdf::Fonts;
