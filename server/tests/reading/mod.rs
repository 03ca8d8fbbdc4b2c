//! What a resident reads, through the whole router, over the repository's own content.

mod ahead;
mod feeds;
mod hits;
mod mode;
mod numbers;
mod offline;
mod pages;
mod search;
mod search_quality;
mod variants;
