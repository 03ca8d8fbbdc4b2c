//! What residents read: lists, articles, typical cases, search.

mod about;
mod article;
mod disclosure;
mod glossary;
mod kept;
mod list;
mod listen;
mod loudspeaker;
mod post;
mod search;
mod sources;
mod variants;

pub use article::{ArticlePage, page as article};
pub use disclosure::{DisclosurePage, page as disclosure};
pub use glossary::Word;
pub use kept::page as kept;
pub use list::{ColumnLink, ListPage, page as list};
pub use loudspeaker::{LoudspeakerPage, Script, page as loudspeaker};
pub use post::{PostPage, page as post};
pub use search::{SearchPage, page as search};
pub use sources::SourceLine;
pub use variants::Variant;
