//! The newsroom at the desk: what is written, one item with what may be done about it, the editor.

mod bets;
mod checks;
mod columns;
mod compare;
mod edit;
mod history;
mod item;
mod list;
mod listen;
mod share_card;
mod spoken_forms;

pub use bets::{BetLine, BetsPage, FiledLine, GoalLine, page as bets};
pub use checks::{CheckLine, Checks};
pub use columns::{ColumnLine, ColumnsPage, EntryLine, InColumnPage, in_column, page as columns};
pub use compare::{ComparePage, Compared, page as compare};
pub use edit::{EditPage, Theirs, looked, page as edit};
pub use history::{HistoryPage, Kept, page as history};
pub use item::{HitLine, ItemPage, RemarkLine, ShareLine, page as item};
pub use list::{ListPage, Row, page as list};
pub use listen::{ListenPage, page as listen};
pub use share_card::{ShareCard, page as share_card};
pub use spoken_forms::{SpokenFormsPage, page as spoken_forms};
