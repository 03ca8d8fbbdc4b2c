use std::process::ExitCode;

use domain::newsroom::reading::{Light, Long, Rare, Reading, UNMEASURED};
use domain::track::local_date;
use jiff::Timestamp;

use super::{Check, folder};
use crate::command::{Failure, say};
use crate::library::{self, Lit};

/// How many rare characters a line of the overview names.
const NAMED: usize = 12;

/// Ends with 1 when there is anything to mend; notes and lights change nothing about that.
pub fn run(asked: &Check) -> Result<ExitCode, Failure> {
    folder(&asked.dir)?;
    let checked = library::review(&asked.dir, local_date(Timestamp::now()));
    if asked.reading {
        for lit in &checked.lights {
            say(overview(lit));
        }
        say(total(&checked.lights));
    }
    if asked.notes {
        for note in &checked.notes {
            say(format!("提示 {note}"));
        }
    }
    for fault in &checked.faults {
        say(fault);
    }
    if checked.faults.is_empty() {
        say("内容没有发现问题");
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("共 {} 处要改", checked.faults.len()));
    Ok(ExitCode::FAILURE)
}

/// `绿 articles/aconite 生字 1.2%（炖3 搐1），长句 0/34`
fn overview(lit: &Lit) -> String {
    let Some(reading) = &lit.reading else { return format!("未测 {} {UNMEASURED}", lit.name) };
    let permille = reading.rare_permille();
    let share = format!("{}.{}%", permille / 10, permille % 10);
    let long = format!("长句 {}/{}", reading.long.len(), reading.sentences);
    format!(
        "{} {} 生字 {share}{}，{long}{}",
        reading.light.words(),
        lit.name,
        named(&reading.rare),
        longest(reading.long.first())
    )
}

fn named(rare: &[Rare]) -> String {
    if rare.is_empty() {
        return String::new();
    }
    let words: Vec<String> =
        rare.iter().take(NAMED).map(|rare| format!("{}{}", rare.character, rare.places.len())).collect();
    let more = if rare.len() > NAMED { " 等" } else { "" };
    format!("（{}{more}）", words.join(" "))
}

fn longest(long: Option<&Long>) -> String {
    long.map_or_else(String::new, |long| format!("（第 {} 行 {} 个字）", long.place.line, long.length))
}

fn total(lights: &[Lit]) -> String {
    let of = |light: Light| {
        lights.iter().filter_map(|lit| lit.reading.as_ref()).filter(|reading: &&Reading| reading.light == light).count()
    };
    format!("绿 {} 篇，黄 {} 篇，红 {} 篇", of(Light::Green), of(Light::Amber), of(Light::Red))
}
