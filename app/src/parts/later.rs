//! Scripts that only make a page nicer are asked for once it stands there: on a slow line they would take from the page
//! itself. What asks stands in the page, since a file of its own would be one request more; the content security policy
//! names its hash.

use leptos::prelude::*;

/// The line of script between its tags. By then a phone has drawn, however slow; one in the background does not draw.
pub const SCRIPT: &str = "(function(t){addEventListener('load',function(){setTimeout(function(){\
    var s=document.createElement('script');s.type=t.dataset.kind;s.src=t.dataset.src;document.head.appendChild(s)},99)\
    })})(document.currentScript)";

/// What of a page is nicer with a script.
pub enum Later {
    /// Islands: a module, and their WebAssembly.
    Islands { src: String, wasm: String },
    /// What reads photos and numbers on `/check`: a plain script, its WebAssembly, its words and the year.
    Scan { src: String, wasm: String, words: String, year: String },
}

impl Later {
    pub fn tag(self) -> impl IntoView {
        match self {
            Self::Islands { src, wasm } => {
                view! { <script data-kind="module" data-src=src data-wasm=wasm inner_html=SCRIPT></script> }.into_any()
            }
            Self::Scan { src, wasm, words, year } => view! {
                <script
                    data-kind="text/javascript" data-src=src data-scan-script=wasm data-words=words data-year=year
                    inner_html=SCRIPT
                ></script>
            }
            .into_any(),
        }
    }
}
