//! The form itself: what it asks of each kind of text, and what stands in it.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, Input};
use app::pages::desk::news::EditPage;
use domain::access::{ItemAction, Staff};
use domain::columns::Column;
use domain::newsroom::Body;
use domain::newsroom::workflow::Kind;
use domain::ports::NewsItem;
use domain::variant::{Language, PLAIN_WORDS};

use super::first_published;
use crate::clock::new_id;
use crate::doors::desk::ledger::{Typed, first};
use crate::doors::desk::news::HERE;
use crate::doors::desk::news::entry::{blocks_hint, warn_of_others};
use crate::doors::desk::top::{Counts, Done, top};
use crate::library::body_line;
use crate::newsroom::sheet::{Field, Shape, Sheet, fields};
use crate::services::Services;

/// Where pictures out of a paste are taken in.
const PASTED: &str = "desk/pictures/pasted";

const MOVES: &str = "小写英文字母、数字和 -；改了的，签发以后才换，旧网址会自动转到新网址";

pub fn blank_page(services: &Services, staff: &Staff, kind: Kind, sheet: Sheet, typed: &Typed) -> EditPage {
    let form_id = match typed.raw("form_id") {
        "" => new_id(&*services.random, services.now()).to_string(),
        kept => kept.to_owned(),
    };
    let mut inputs = inputs(services, kind, &sheet);
    if staff.items_narrowed_to_unit().is_none() {
        let units = services.site.unit.iter().filter(|unit| staff.may_item(ItemAction::Write, &unit.key).is_ok());
        let units = units.map(|unit| Choice::new(&unit.key, &unit.name)).collect();
        let chosen = if typed.raw("of_unit").is_empty() { staff.unit.clone() } else { typed.shown("of_unit") };
        inputs.push(Input::new("of_unit", "归哪个科室审核", Control::Select(units)).value(chosen));
    }
    inputs.push(slug_input(typed.shown("slug")).optional());
    EditPage {
        title: format!("写{}", kind.words()),
        action: format!("{HERE}/new/{}", kind.as_str()),
        back: Some(HERE.to_owned()),
        form_id,
        inputs,
        ..base(services, staff, kind, sheet, &first_published(services.now()))
    }
}

pub fn item_page(services: &Services, staff: &Staff, found: &NewsItem, sheet: Sheet, typed: &Typed) -> EditPage {
    let id = found.line.id;
    let mut inputs = inputs(services, found.line.kind, &sheet);
    let typed_slug = typed.shown("slug");
    let address = found.state.address_or(&found.line.slug).to_owned();
    let slug = slug_input(if typed_slug.is_empty() { address } else { typed_slug });
    inputs.push(if found.state.live.is_some() { slug.hint(MOVES) } else { slug });
    let kept = typed.raw("began_with");
    EditPage {
        title: format!("修改：{}", found.line.title),
        action: format!("{HERE}/{id}/edit"),
        back: Some(format!("{HERE}/{id}")),
        began_with: if kept.is_empty() { found.state.digest.clone().unwrap_or_default() } else { kept.to_owned() },
        revision: found.draft.as_ref().map_or(0, |draft| draft.revision),
        inputs,
        others: warn_of_others(found, staff, services.now()),
        places: places(format!("{HERE}/{id}/draft"), found.line.kind),
        ..base(services, staff, found.line.kind, sheet, &found.text)
    }
}

/// `before` is the text whose front matter is kept.
fn base(services: &Services, staff: &Staff, kind: Kind, sheet: Sheet, before: &str) -> EditPage {
    let first_line = body_line(&sheet.text(kind, before, &services.laws));
    EditPage {
        top: top(services, staff, HERE, Counts::default(), &Done::default()),
        body: sheet.body,
        preview: Body { first_line, ..Body::default() },
        blocks_hint: blocks_hint(kind),
        places: places(String::new(), kind),
        kind: kind.as_str(),
        ..EditPage::default()
    }
}

fn places(draft: String, kind: Kind) -> [String; 5] {
    let kind = kind.as_str();
    let (look, paste, named) = (format!("{HERE}/look/{kind}"), format!("{HERE}/paste"), format!("{HERE}/named/{kind}"));
    [draft, look, paste, PASTED.to_owned(), named]
}

fn slug_input(value: String) -> Input {
    Input::new("slug", "网址名", Control::Line).hint("小写英文字母、数字和 -；新稿不填就自动编").value(value)
}

fn inputs(services: &Services, kind: Kind, sheet: &Sheet) -> Vec<Input> {
    fields(kind).into_iter().map(|field| input(services, field, sheet.value(field.key))).collect()
}

fn input(services: &Services, field: Field, value: &str) -> Input {
    let control = match field.shape {
        Shape::Line | Shape::Words => Control::Line,
        Shape::Date => Control::Date,
        Shape::Citations | Shape::Sources => Control::Area(2_000),
        Shape::Column => {
            let columns = services.library.columns();
            // A text that names its column by another topic of it stays as it is.
            let topic =
                |column: &Column| column.topics.iter().find(|own| *own == value).or(column.topics.first()).cloned();
            let filled = columns.all.iter().filter_map(|column| Some((topic(column)?, column.name.clone())));
            Control::Select(first("请选择", filled.map(|(topic, name)| Choice::new(topic, name)).collect()))
        }
        Shape::Language => {
            let languages = services.library.languages();
            let named = |one: &Language| Choice::new(&one.tag, format!("{} {}", one.chinese, one.name));
            Control::Select(first(PLAIN_WORDS, languages.all.iter().map(named).collect()))
        }
        Shape::Category => {
            let all = services.laws.categories.iter();
            let all = all.map(|category| Choice::new(&category.code, format!("{} {}", category.code, category.label)));
            Control::Select(first("请选择", all.collect()))
        }
        Shape::Place => {
            let county = services.regions.within(&services.site.region).next();
            let places = county.into_iter().chain(services.regions.townships(&services.site.region));
            let places = places.map(|place| Choice::new(place.code.as_str(), &place.name));
            Control::Select(first("请选择", places.collect()))
        }
    };
    // A date that was typed wrong is shown as it was typed: a date field would show nothing.
    let control = match control {
        Control::Date if !value.is_empty() && value.parse::<jiff::civil::Date>().is_err() => Control::Line,
        other => other,
    };
    let input = Input::new(field.key, field.label, control).hint(field.hint).value(value);
    if field.optional { input.optional() } else { input }
}
