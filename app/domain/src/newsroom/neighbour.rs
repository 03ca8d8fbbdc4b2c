use serde::Serialize;

/// Something a text may point at, told to the editor's preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Neighbour {
    Article {
        slug: String,
    },
    Disclosure {
        slug: String,
    },
    Picture {
        name: String,
        width: u32,
        height: u32,
        alt: Option<String>,
        credited: bool,
        /// Width and name of every copy, the narrowest first.
        copies: Vec<(u32, String)>,
    },
}
