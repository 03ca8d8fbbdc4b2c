use std::sync::Arc;

use app::pages::read::PostPage;
use domain::reading::{Column, Post};

use super::entries;
use crate::services::Services;

/// A post that need not be published, with the articles it names.
pub fn drawn(services: &Services, post: Arc<Post>) -> PostPage {
    let articles = entries::related(services.library.as_ref(), &post.head.articles);
    PostPage { column: column(), articles, post }
}

/// The column all of them stand in.
pub fn column() -> Column {
    Column {
        key: "notices".to_owned(),
        name: "通知提示".to_owned(),
        description: "通知公告、转发的风险提示、专题活动和海报。".to_owned(),
        keywords: ["通知公告", "风险提示", "安全用药月", "海报"].map(str::to_owned).to_vec(),
    }
}
