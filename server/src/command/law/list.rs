use domain::calendar::DayUnit;
use domain::law::{Clock, Laws};
use serde_json::{Value, json};

/// The limits of a version (all of them without one), as JSON.
pub fn json(laws: &Laws, version: Option<&str>) -> String {
    let clocks: Vec<Value> = of(laws, version).map(|clock| entry(laws, clock)).collect();
    let told = json!({ "counting": laws.counting.text, "clocks": clocks });
    serde_json::to_string_pretty(&told).unwrap_or_default()
}

/// The same for people.
pub fn table(laws: &Laws, version: Option<&str>) -> String {
    let rows = of(laws, version).map(|clock| {
        let extension = clock.extension.map_or_else(String::new, |more| format!("，可延长 {more}"));
        let limit = format!("{} {}{extension}", clock.length, unit_word(clock.unit));
        [clock.id.clone(), limit, clock.title.clone(), clock.basis(laws)].join("\t")
    });
    let head = ["编号", "期限", "事项", "依据"].join("\t");
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

/// Law and article of a limit.
pub fn law(laws: &Laws, clock: &Clock) -> Value {
    let law = laws.laws.get(&clock.law);
    json!({
        "key": clock.law,
        "name": law.map(|law| law.name.as_str()),
        "number": law.and_then(|law| law.number.as_deref()),
        "article": clock.article,
        "cited": clock.basis(laws),
        "valid_from": clock.valid_from,
        "valid_to": clock.valid_to,
    })
}

pub fn unit_word(unit: DayUnit) -> &'static str {
    match unit {
        DayUnit::Working => "个工作日",
        DayUnit::Natural | DayUnit::Plain => "日",
        DayUnit::Hour => "小时",
    }
}

fn of<'a>(laws: &'a Laws, version: Option<&'a str>) -> impl Iterator<Item = &'a Clock> {
    let fits = move |clock: &&Clock| version.is_none() || clock.rules.is_none() || clock.rules.as_deref() == version;
    laws.clocks.iter().filter(fits)
}

fn entry(laws: &Laws, clock: &Clock) -> Value {
    json!({
        "clock": clock.id,
        "title": clock.title,
        "length": clock.length,
        "unit": clock.unit,
        "unit_word": unit_word(clock.unit),
        "extension": clock.extension,
        "extension_again": clock.extension_again,
        "starts": clock.starts,
        "stops": clock.stops,
        "pauses": clock.pauses,
        "version": clock.rules,
        "law": law(laws, clock),
    })
}
