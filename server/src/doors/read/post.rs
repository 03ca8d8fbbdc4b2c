use std::sync::Arc;

use app::pages::read::PostPage;
use domain::reading::Post;

use super::{entries, place};
use crate::services::Services;

/// A post that need not be published, with the articles it names.
pub fn drawn(services: &Services, post: Arc<Post>) -> PostPage {
    let articles = entries::related(services.library.as_ref(), &post.head.articles);
    let (column, above) = place::of_kind(services.library.as_ref(), post.kind);
    PostPage { column, above, articles, post }
}
