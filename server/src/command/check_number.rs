//! `yaoan check-number`: what kind of number something is, from the content alone.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use domain::printed_number::{Found, NumberWords, Numbers, recognise};
use domain::track::local_date;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Failure, say, shelf};
use crate::clock::{Clock, SystemClock};
use crate::library;

#[derive(Args)]
pub struct Asked {
    /// 号码，或者整段粘贴的文字
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,
    /// 内容目录，默认用内置内容
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

pub fn run(asked: &Asked) -> Result<ExitCode, Failure> {
    let numbers = library::numbers(&shelf(asked.content.as_deref())?)?;
    let today = local_date(SystemClock.now());
    // A line break ends a number, a space does not.
    let answer = answer(&numbers, &asked.texts.join("\n"), today);
    say(serde_json::to_string_pretty(&answer).map_err(Failure::work)?);
    Ok(ExitCode::SUCCESS)
}

fn answer(numbers: &Numbers, text: &str, today: Date) -> Value {
    let found = recognise(text, today.year());
    let watched: Vec<Value> = numbers
        .watched
        .find(text, &found, today)
        .into_iter()
        .map(|(entry, how)| {
            json!({
                "key": entry.key, "sample": entry.sample, "what": entry.what, "match": how,
                "product": entry.product, "batches": entry.batches, "words": entry.words,
            })
        })
        .collect();
    let found: Vec<Value> = found.iter().map(|found| number(&numbers.words, found)).collect();
    json!({ "found": found, "watched": watched, "note": numbers.words.shape_only })
}

fn number(words: &NumberWords, found: &Found) -> Value {
    let said = words.of(found.kind);
    let parts: Vec<Value> =
        found.parts.iter().map(|part| json!({ "label": part.label, "value": part.value })).collect();
    let odd: Vec<Value> =
        found.faults.iter().map(|fault| json!({ "key": fault.key(), "words": words.say(fault) })).collect();
    json!({
        "kind": found.kind,
        "normal_form": found.normal,
        "name": said.map(|said| &said.name),
        "is_medicine": found.kind.is_medicine(),
        "verdict": said.map(|said| &said.thing),
        "next": said.map(|said| &said.next),
        "parts": parts,
        "odd": odd,
        "query": words.query_of(found.kind).map(|query| json!({ "name": query.name, "url": query.url, "steps": query.steps })),
    })
}
