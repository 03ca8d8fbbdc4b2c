//! What every page knows: the site, where it is, how large the type is, and the files to load.

use std::sync::Arc;

use domain::site::Site;
use leptos::prelude::expect_context;

/// Handed to every page by context; cheap to clone.
#[derive(Clone)]
pub struct Frame {
    pub site: Arc<Site>,
    pub assets: Arc<Assets>,
    /// 演示环境: marked on every page.
    pub demo: bool,
    pub mode: Mode,
    /// Path and query of this page inside the site, without the base path: `column/drugs?page=2`.
    pub here: String,
    /// Name of the signed-in member of staff, on desk pages.
    pub staff: Option<String>,
    /// This page is not published: a look ahead for staff, or for somebody they ask.
    pub preview: Option<Preview>,
}

/// How a page that is not published is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Said above the page.
    pub words: String,
    /// Class of the body: `phone`, `paper` or nothing.
    pub class: &'static str,
    /// Path inside the site and words.
    pub ways: Vec<(String, String)>,
    /// Where somebody without an account may say what they think of it.
    pub remark: Option<RemarkBox>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkBox {
    /// Where it posts to; inside the site.
    pub action: String,
    /// What they said has come in.
    pub thanks: bool,
    pub name: String,
    pub text: String,
    pub fault: Option<String>,
}

/// 长者模式 is the same page in larger type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    #[default]
    Normal,
    Large,
}

/// What the build left to load, by name.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Style sheets, drawn into the page: one request less on a slow line.
    pub public_css: String,
    pub desk_css: String,
    /// The part of `public_css` that forms need.
    pub form_css: String,
    pub officer_css: String,
    /// What a form that can be heard needs besides: no other form carries it.
    pub heard_css: String,
    pub islands: Option<ModuleFiles>,
    /// Of the newsroom's editor.
    pub editor: Option<ModuleFiles>,
    /// Of the page that checks numbers.
    pub scan: Option<ModuleFiles>,
    /// The script of the officers' pages, a path inside the site.
    pub officer_js: Option<String>,
    /// What makes officers' photos small, as a worker of its own; inside the scope of what works offline.
    pub officer_photo_js: Option<String>,
    /// The script that sends photos ahead of the report form, a path inside the site.
    pub ahead_js: Option<String>,
}

/// A WebAssembly module and the script that loads it: paths inside the site.
#[derive(Clone, Debug)]
pub struct ModuleFiles {
    pub js: String,
    pub wasm: String,
}

impl Frame {
    /// The frame of the page being drawn.
    #[must_use]
    pub fn current() -> Self {
        expect_context::<Self>()
    }

    /// A link inside the site that respects its base path.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.site.path(path)
    }

    /// A notice with the bureau's name and phone filled in.
    #[must_use]
    pub fn naming_the_bureau(&self, notice: &str) -> String {
        self.site.naming(notice)
    }

    /// This page's address as people outside reach it.
    #[must_use]
    pub fn address(&self) -> String {
        self.site.url(&self.here)
    }
}

impl Mode {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == "large" { Self::Large } else { Self::Normal }
    }
}
