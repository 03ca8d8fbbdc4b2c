//! Asks, and says how long it took.

use std::fmt::Write;
use std::time::{Duration, Instant};

use storage::Store;

use crate::Outcome;
use crate::questions::{Asked, QUESTIONS, Question};

const ROUNDS: u64 = 300;
/// The same questions before anything counts, so that neither database reads from a cold disk.
const WARM_UP: u64 = 20;
const PAGE: u32 = 30;

/// What the large one may take of the small one's time at the 99th percentile.
const BUDGET: f64 = 2.0;

pub struct Row {
    name: &'static str,
    /// Small, then large.
    times: [Times; 2],
}

struct Times {
    median: Duration,
    slowest_of_hundred: Duration,
}

pub async fn ask(pair: &[Store; 2]) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for question in &QUESTIONS {
        for round in 0..WARM_UP {
            both(pair, question, round).await?;
        }
        let (mut small, mut large) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let [one, other] = both(pair, question, round).await?;
            small.push(one);
            large.push(other);
        }
        rows.push(Row { name: question.name, times: [times(small), times(large)] });
    }
    Ok(rows)
}

/// In turn, so that whatever else the machine does meets both.
async fn both([small, large]: &[Store; 2], question: &Question, round: u64) -> Outcome<[Duration; 2]> {
    let asked = question.asked(round);
    Ok([once(small, &asked).await?, once(large, &asked).await?])
}

async fn once(store: &Store, asked: &Asked) -> Outcome<Duration> {
    let begun = Instant::now();
    let page = store.inbox(&asked.view, &asked.filter, asked.words.as_deref(), PAGE).await?;
    let took = begun.elapsed();
    if page.total > 0 && page.rows.is_empty() && asked.filter.page < 2 {
        return Err(format!("{} matters, and none on the first page", page.total).into());
    }
    Ok(took)
}

fn times(mut measured: Vec<Duration>) -> Times {
    measured.sort_unstable();
    let at = |share: usize| measured.get(measured.len() * share / 100).copied().unwrap_or_default();
    Times { median: at(50), slowest_of_hundred: at(99) }
}

pub fn table(database: &str, [small, large]: [u32; 2], rows: &[Row]) -> String {
    let mut text = format!(
        "\n## {database}\n\n| question | p50 ms at {small} | p50 ms at {large} | p99 ms at {small} | p99 ms at {large} | p99 ratio |\n|---|---:|---:|---:|---:|---:|\n"
    );
    for row in rows {
        let [one, other] = &row.times;
        let ratio = other.slowest_of_hundred.as_secs_f64() / one.slowest_of_hundred.as_secs_f64();
        let mark = if ratio > BUDGET { " (over 2)" } else { "" };
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.2} | {:.2} | {ratio:.2}{mark} |",
            row.name,
            ms(one.median),
            ms(other.median),
            ms(one.slowest_of_hundred),
            ms(other.slowest_of_hundred),
        );
    }
    text
}
