use leptos::prelude::*;

/// One line of typed text with its label, hint and fault.
#[component]
pub fn TextField(
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] error: Option<String>,
    #[prop(optional)] hint: &'static str,
    /// The field may stay empty; said beside the label.
    #[prop(optional)]
    optional: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let describedby = described_by(name, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame name label hint optional error>
            <input
                type=kind id=name name=name value=value inputmode=inputmode autocomplete=autocomplete
                aria-describedby=describedby aria-invalid=invalid
            />
        </FieldFrame>
    }
}

/// Several lines of typed text with a length that is counted down where the island runs.
#[component]
pub fn TextArea(
    name: &'static str,
    label: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] error: Option<String>,
    #[prop(optional)] hint: &'static str,
    max: usize,
    /// As of a line.
    #[prop(optional)]
    optional: bool,
    /// Where one page has several forms, the id that tells the fields apart.
    #[prop(optional, into)]
    id: String,
    #[prop(default = 8)] rows: u8,
) -> impl IntoView {
    let id = if id.is_empty() { name.to_owned() } else { id };
    let describedby = described_by(&id, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <FieldFrame name=id.clone() label hint optional error>
            <textarea
                id=id name=name rows=rows.to_string() autocomplete="off" data-max=max.to_string()
                aria-describedby=describedby aria-invalid=invalid inner_html=textarea_text(&value)
            ></textarea>
            <p class="count">{format!("最多 {max} 个字")}</p>
        </FieldFrame>
    }
}

/// Label, hint and fault around a control; the control's id is `name`.
#[component]
pub fn FieldFrame(
    #[prop(into)] name: String,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] optional: bool,
    error: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = if error.is_some() { "field bad" } else { "field" };
    view! {
        <div class=class data-answer=label>
            <label for=name.clone()>{label}{optional.then(|| view! { <small>"（可以不填）"</small> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldFault name error/>
            {children()}
        </div>
    }
}

/// The sentence at the field; drawn only where there is one.
#[component]
pub fn FieldFault(#[prop(into)] name: String, error: Option<String>) -> impl IntoView {
    error.map(|message| view! { <p class="error" id=format!("{name}-error")>{message}</p> })
}

/// The ids a control is described by, for `aria-describedby`.
#[must_use]
pub fn described_by(name: &str, hint: &str, error: Option<&String>) -> Option<String> {
    let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
    let error = error.map(|_| format!("{name}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A text as it stands between the tags. Set as inner HTML, because an empty text node would be
/// drawn as a blank; HTML drops one line break right behind the tag, so one more is given.
#[must_use]
pub fn textarea_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_cannot_leave_the_textarea() {
        assert_eq!(textarea_text("</textarea><b>&"), "&lt;/textarea&gt;&lt;b&gt;&amp;");
        assert_eq!(textarea_text("\n第二行"), "\n\n第二行");
    }
}
