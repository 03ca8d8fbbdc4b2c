use domain::letter::{Letter, Part};
use leptos::prelude::*;

/// The letter itself. `level` of its heading: 1 where it is the whole page.
pub fn sheet(letter: &Letter, document_number: &str, level: u8) -> impl IntoView + use<> {
    let title = letter.title.clone();
    let heading = if level == 1 {
        view! { <h1 class="letter-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="letter-title">{title}</h2> }.into_any()
    };
    let addressee = (!letter.addressee.is_empty()).then(|| {
        let words = format!("{}：", letter.addressee);
        view! { <p class="letter-to">{words}</p> }
    });
    let body = letter.body.iter().map(part).collect_view();
    view! {
        <article class="letter">
            {heading}
            <p class="letter-number">{document_number.to_owned()}</p>
            {addressee}
            {body}
            <div class="letter-close"><p>{letter.signature.clone()}</p><p>{letter.date.clone()}</p></div>
        </article>
    }
}

fn part(part: &Part) -> AnyView {
    match part {
        Part::Paragraph(text) => {
            let text = text.clone();
            view! { <p>{text}</p> }.into_any()
        }
        Part::Rows(rows) => {
            let rows = rows.clone().into_iter();
            let rows = rows.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view();
            view! { <dl class="letter-rows">{rows}</dl> }.into_any()
        }
        Part::Sign(lines) => {
            let lines = lines.clone().into_iter();
            let lines = lines
                .map(|line| view! { <p class="letter-sign"><span>{line}"："</span><span>"年　　月　　日"</span></p> })
                .collect_view();
            view! { <div>{lines}</div> }.into_any()
        }
    }
}
