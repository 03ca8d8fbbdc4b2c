//! Pictures for texts: the album, and one picture with what is shown of it.

mod album;
mod marks;
mod one;

pub use album::{AlbumPage, album};
pub use one::{PicturePage, one};

use leptos::prelude::*;

use crate::parts::{Choice, Errors, FieldFrame, TextField, described_by};

/// Fields that say what a picture is; on the form it comes with and on its own page.
#[component]
fn AboutFields(alt: String, decorative: bool, credit: String, errors: Errors) -> impl IntoView {
    let error = errors.at("alt");
    let described = described_by("alt", "hint", error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame name="alt" label="文字说明" hint="一句话说清图里有什么，看不见图的人靠它。例如：药盒背面，有效期印在左下角" error>
            <input type="text" id="alt" name="alt" value=alt autocomplete="off" aria-describedby=described aria-invalid=invalid/>
        </FieldFrame>
        <div class="field">
            <Choice name="decorative" value="yes" words="装饰图：只为好看，不用说明" chosen=decorative kind="checkbox"/>
        </div>
        <TextField name="credit" label="来源" value=credit error=errors.at("credit") hint="谁拍的，或者从哪里来、谁同意用的"/>
    }
}
