use domain::report::field;
use leptos::prelude::*;

use super::field::FieldFault;
use crate::islands::Photos;

/// Most photos one submission may carry; 12315 takes no more.
pub const PHOTOS_MAX: usize = 4;

/// A file input a photo, so that one can be taken again without losing the others. Without
/// `capture`, because that would keep people from choosing a picture they already have.
#[component]
pub fn PhotoFields(
    /// Tells the fields apart where one page has several forms.
    #[prop(optional, into)]
    suffix: String,
    /// Photos are kept on the phone until the form is sent.
    #[prop(optional)]
    keep: bool,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let first = format!("{}{suffix}", field::PHOTOS);
    let describedby = error.as_ref().map(|_| format!("{first}-error"));
    let inputs = (1..=PHOTOS_MAX)
        .map(|number| {
            let id = if number == 1 { first.clone() } else { format!("{first}-{number}") };
            view! {
                <div class="field" data-photo=number.to_string()>
                    <label for=id.clone()>{format!("照片 {number}")}</label>
                    <input
                        type="file" id=id name=field::PHOTOS accept="image/jpeg,image/png,image/webp"
                        aria-describedby=describedby.clone() aria-invalid=describedby.is_some().then_some("true")
                    />
                </div>
            }
        })
        .collect_view();
    let class = if error.is_some() { "field bad" } else { "field" };
    view! {
        <div class=class data-photos=keep.then_some("keep")>
            <FieldFault name=first error/>
            <Photos>{inputs}</Photos>
        </div>
    }
}
