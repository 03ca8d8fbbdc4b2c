use app::pages::desk::news::{CheckLine, Checks};
use domain::newsroom::reading::{Reading, UNMEASURED};
use domain::newsroom::{Looked, Place, Remarked};
use domain::reading::{Block, Text};

/// Most characters and sentences that are named; the rest only counts.
const NAMED: usize = 20;

pub fn checks(looked: &Looked) -> Checks {
    let finding = |finding: &domain::newsroom::wording::Finding| CheckLine {
        place: place(finding.place),
        what: finding.what.clone(),
        way_out: finding.way_out.clone(),
    };
    let of = |blocking: bool| looked.findings.iter().filter(move |one| one.blocking == blocking).map(finding);
    Checks {
        faults: looked.faults.iter().map(remarked).collect(),
        blocking: of(true).collect(),
        notes: of(false).chain(looked.advice.iter().map(remarked)).collect(),
        light: looked.reading.as_ref().map(light).or_else(|| unmeasured(looked)).unwrap_or_default(),
        rare: looked
            .reading
            .iter()
            .flat_map(|reading| &reading.rare)
            .take(NAMED)
            .map(|rare| rare.character.to_string())
            .collect(),
        long: looked.reading.iter().flat_map(|reading| &reading.long).take(NAMED).map(long).collect(),
    }
}

/// Without the body's own faults, which stand in the preview.
pub fn beside_preview(looked: &Looked) -> Checks {
    let faults = looked.faults.iter().filter(|fault| !looked.body.faults.contains(fault)).map(remarked).collect();
    Checks { faults, ..checks(looked) }
}

/// The text as residents will read it; nothing while it cannot be drawn.
pub fn blocks(looked: &Looked) -> Vec<Block> {
    match &looked.drawn {
        Some(Text::Article(article)) => article.blocks.clone(),
        Some(Text::Disclosure(case)) => case.blocks.clone(),
        Some(Text::Post(post)) => post.blocks.clone(),
        None => Vec::new(),
    }
}

pub fn place(place: Place) -> String {
    format!("第 {} 行", place.line)
}

/// Why nothing is said of how hard a text is to read.
fn unmeasured(looked: &Looked) -> Option<String> {
    looked.language.as_ref().map(|language| format!("阅读灯：{}，{UNMEASURED}。", language.chinese))
}

fn light(reading: &Reading) -> String {
    let (rare, long) = (reading.rare_permille(), reading.long.len());
    format!("阅读灯：{}。生字千分之 {rare}，长句 {long} 句。", reading.light.words())
}

fn long(long: &domain::newsroom::reading::Long) -> CheckLine {
    let what = format!("{} 个字：{}", long.length, long.text);
    CheckLine { place: place(long.place), what, way_out: "拆成两句".to_owned() }
}

fn remarked(remarked: &Remarked) -> CheckLine {
    CheckLine { place: format!("第 {} 行", remarked.line), what: remarked.what.clone(), way_out: String::new() }
}
