//! What lists distinguish, written as words beside a matter's own. A search that is narrowed down
//! then meets only matters that fit, instead of looking at every matter that holds the words.

use domain::ports::{Filter, HandledBy};

use crate::tally::{self, Sort};

/// Begins every such word. It is for private use in Unicode and no letter, so that nobody can ask
/// for it, and FTS5 is told to take it as part of a word.
const MARK: char = '\u{e000}';

/// The words of a matter.
pub(crate) fn of_sort(sort: &Sort) -> Vec<String> {
    let held = if sort.handler.is_empty() { nobody() } else { handler(&sort.handler) };
    let mut words = vec![kind(sort.kind), status(sort.status), town(&sort.town), stage(&sort.stage), held];
    if !sort.unit.is_empty() {
        words.push(unit(&sort.unit));
    }
    if sort.asks {
        words.push(asks());
    }
    if sort.open {
        words.push(open());
    }
    if sort.registered {
        words.push(registered(true));
    } else if sort.status != "withdrawn" {
        words.push(registered(false));
    }
    words
}

/// The words every matter holds that fits, of each list one; there may be others that hold them all.
pub(crate) fn asked(filter: &Filter, view_unit: Option<&str>, townships: &[String]) -> Vec<Vec<String>> {
    let towns: Vec<String> = townships.iter().map(|prefix| town(prefix)).collect();
    let words = [
        filter.kind.map(|asked| kind(asked.as_str())),
        filter.status.map(|asked| status(asked.as_str())),
        filter.unit.as_deref().filter(|key| !key.is_empty()).map(unit),
        filter.stage.map(|asked| stage(&tally::stage(asked))),
        filter.handler.map(|asked| match asked {
            HandledBy::Person(id) => handler(&id.to_string()),
            HandledBy::Nobody => nobody(),
        }),
        filter.waits_for_approval.then(asks),
        view_unit.map(unit),
        filter.open.then(open),
        filter.registered.map(registered),
    ];
    let single = words.into_iter().flatten().map(|word| vec![word]);
    single.chain((!towns.is_empty()).then_some(towns)).collect()
}

fn kind(kind: &str) -> String {
    format!("{MARK}k{kind}")
}

fn status(status: &str) -> String {
    format!("{MARK}s{status}")
}

fn town(town: &str) -> String {
    format!("{MARK}t{town}")
}

/// Keys of units are the site's own, so they are spelled in hexadecimal.
fn unit(key: &str) -> String {
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{MARK}u{hex}")
}

/// An underline would cut the word in two.
fn stage(stage: &str) -> String {
    format!("{MARK}g{}", stage.replace('_', ""))
}

fn handler(id: &str) -> String {
    format!("{MARK}h{}", id.replace('-', ""))
}

fn nobody() -> String {
    format!("{MARK}n")
}

fn asks() -> String {
    format!("{MARK}a")
}

fn open() -> String {
    format!("{MARK}o")
}

fn registered(yes: bool) -> String {
    format!("{MARK}{}", if yes { "r" } else { "w" })
}
