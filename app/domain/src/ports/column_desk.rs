use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::{DeskError, PictureUse};
use crate::access::Staff;
use crate::columns::{Change, Columns};

/// 栏目和导航 at the desk.
#[async_trait]
pub trait ColumnDesk: Send + Sync {
    async fn columns(&self, staff: &Staff) -> Result<ColumnsOnFile, DeskError>;

    /// Whatever stands in a column, what nobody but the newsroom sees as well.
    async fn texts_in(&self, staff: &Staff, column: u32) -> Result<Vec<PictureUse>, DeskError>;

    /// Changes what the person saw, or answers that somebody changed it since.
    async fn change(&self, staff: &Staff, seen: u32, change: Change, at: Timestamp) -> Result<(), DeskError>;
}

/// Columns and menu as they are kept.
#[derive(Clone, Debug, Default)]
pub struct ColumnsOnFile {
    /// How often they were changed; 0 while they are what the files say.
    pub number: u32,
    pub columns: Arc<Columns>,
}
