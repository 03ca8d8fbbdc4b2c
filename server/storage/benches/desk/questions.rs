//! What is asked at a desk, and how often in this shape.

use domain::matter::{MatterKind, Status};
use domain::ports::{Filter, Order};
use storage::View;

use crate::crowd::{county, draw, registration_no, shop, town, unit, village, word};

pub struct Question {
    pub name: &'static str,
    make: fn(u64) -> Asked,
}

#[derive(Default)]
pub struct Asked {
    pub view: View,
    pub filter: Filter,
    pub words: Option<String>,
}

impl Question {
    /// Round by round another place, word or number, the same for both databases.
    pub fn asked(&self, round: u64) -> Asked {
        (self.make)(draw(round))
    }
}

pub const QUESTIONS: [Question; 20] = [
    Question { name: "list: the province, newest", make: |_| province(Filter::default()) },
    Question {
        name: "list: the province, newest, page 300",
        make: |_| province(Filter { page: 300, ..Filter::default() }),
    },
    Question { name: "list: the province, due first, open", make: |_| province(due_first()) },
    Question { name: "list: a county, newest", make: |d| within(county(d), Filter::default()) },
    Question { name: "list: a county, open, due first", make: |d| within(county(d), due_first()) },
    Question { name: "list: a county, just received", make: |d| within(county(d), status(Status::Received)) },
    Question {
        name: "list: a county, not yet in 12315",
        make: |d| within(county(d), Filter { registered: Some(false), ..Filter::default() }),
    },
    Question {
        name: "list: a county's closed complaints",
        make: |d| within(county(d), Filter { kind: Some(MatterKind::Complaint), ..status(Status::Closed) }),
    },
    Question { name: "list: a unit's own, open, due first", make: of_unit },
    Question { name: "list: a township, newest", make: |d| within(town(d), Filter::default()) },
    Question {
        name: "list: a township, open, due first",
        make: |d| within(county(d), Filter { region: Some(town(d)), ..due_first() }),
    },
    Question {
        name: "list: a village, newest",
        make: |d| within(county(d), Filter { region: Some(village(d)), ..Filter::default() }),
    },
    Question { name: "search: a common word, the province", make: |d| province(Filter::default()).with(word(d % 4)) },
    Question {
        name: "search: a common word, a county",
        make: |d| within(county(d), Filter::default()).with(word(d % 4)),
    },
    Question {
        name: "search: a common word, a county, open",
        make: |d| within(county(d), due_first()).with(word(d % 4)),
    },
    Question {
        name: "search: two words, a township",
        make: |d| within(town(d), Filter::default()).with(&format!("{} {}", word(d % 4), word(10 + d / 4 % 14))),
    },
    Question {
        name: "search: two words, a unit's closed",
        make: |d| {
            Asked { filter: status(Status::Closed), ..of_unit(d) }.with(&format!(
                "{} {}",
                word(d % 4),
                word(10 + d / 4 % 14)
            ))
        },
    },
    Question { name: "search: a shop's name, a county", make: |d| within(county(d), Filter::default()).with(&shop(d)) },
    Question {
        name: "search: a common word, a village",
        make: |d| within(village(d), Filter::default()).with(word(d % 4)),
    },
    Question {
        name: "search: 12315's number",
        make: |d| province(Filter::default()).with(&registration_no(d % 10_000)),
    },
];

impl Asked {
    fn with(self, words: &str) -> Self {
        Self { words: Some(words.to_owned()), ..self }
    }
}

fn province(filter: Filter) -> Asked {
    within("53".to_owned(), filter)
}

fn within(region: String, filter: Filter) -> Asked {
    Asked { view: View { regions: vec![region], unit: None }, filter, words: None }
}

fn of_unit(draw: u64) -> Asked {
    let county = county(draw);
    let unit = unit(&county, draw >> 8);
    Asked { view: View { regions: vec![county], unit: Some(unit) }, filter: due_first(), words: None }
}

fn due_first() -> Filter {
    Filter { open: true, order: Order::DueFirst, ..Filter::default() }
}

fn status(status: Status) -> Filter {
    Filter { status: Some(status), ..Filter::default() }
}
