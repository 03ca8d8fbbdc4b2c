use leptos::prelude::*;

use super::icon::{Icon, Picture};
use crate::frame::Frame;

/// A big way into the portal; the whole tile is the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    pub icon: Icon,
    pub words: String,
    pub more: String,
    /// Inside the site.
    pub path: String,
}

/// Tiles; the first one leads.
#[component]
pub fn Tiles(tiles: Vec<Tile>) -> impl IntoView {
    let frame = Frame::current();
    let tiles = tiles
        .into_iter()
        .enumerate()
        .map(|(index, tile)| {
            let class = if index == 0 { "tile first" } else { "tile" };
            view! {
                <li class=class>
                    <a href=frame.href(&tile.path)><Picture icon=tile.icon/>{tile.words}<small>{tile.more}</small></a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="tiles">{tiles}</ul> }
}
