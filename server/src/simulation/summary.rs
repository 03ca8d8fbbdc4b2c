use std::collections::BTreeMap;
use std::fmt;

use domain::matter::{MatterKind, Rule, Stage};
use domain::ports::Internal;
use domain::quality::{Mark, flags};
use jiff::civil::Date;

use super::Plan;
use super::turn::Move;
use crate::assemble::House;

const PAGE: u32 = 500;

/// What came of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Done,
    /// A rule of procedure was in the way.
    Refused(Rule),
    /// Something else was, in words.
    Said(&'static str),
}

/// A simulated year in numbers.
#[derive(Clone, Debug)]
pub struct Summary {
    plan: Plan,
    pub matters: u64,
    pub events: u64,
    by_stage: BTreeMap<(&'static str, Stage), u64>,
    /// Kind: matters that kept every limit, matters that were late.
    on_time: BTreeMap<&'static str, (u64, u64)>,
    marks: BTreeMap<Mark, u64>,
    pub done: u64,
    pub refusals: BTreeMap<&'static str, u64>,
    /// Steps that must be refused and were not.
    pub slipped: Vec<String>,
    provisional: u64,
}

impl Summary {
    pub(super) fn new(plan: Plan) -> Self {
        Self {
            plan,
            matters: 0,
            events: 0,
            by_stage: BTreeMap::new(),
            on_time: BTreeMap::new(),
            marks: BTreeMap::new(),
            done: 0,
            refusals: BTreeMap::new(),
            slipped: Vec::new(),
            provisional: 0,
        }
    }

    pub(super) fn note(&mut self, step: &Move, tried: Tried, number: &str) {
        match tried {
            Tried::Done if matches!(step, Move::Wrong(..)) => self.slipped.push(format!("{number}：{step:?}")),
            Tried::Done => self.done += 1,
            Tried::Refused(rule) => *self.refusals.entry(rule.key()).or_default() += 1,
            Tried::Said(words) => *self.refusals.entry(words).or_default() += 1,
        }
    }

    /// Counts what lies in the database at the end of the year.
    pub(super) async fn counted(mut self, house: &House, last: Date) -> Result<Self, Internal> {
        let services = &house.services;
        let mut after = None;
        loop {
            let page = services.store.due_until(Date::MAX, after, PAGE).await?;
            let Some(end) = page.last() else { return Ok(self) };
            after = Some(end.place);
            for matter in page {
                let row = matter.row;
                let late = flags(&row.state, &row.facts, row.linked.is_some(), &services.laws, &services.calendar);
                let was_late =
                    late.iter().any(|flag| flag.mark == Mark::Late) || matter.due.is_some_and(|due| due < last);
                for flag in late {
                    *self.marks.entry(flag.mark).or_default() += 1;
                }
                let provisional = |due| services.calendar.published_until().is_some_and(|published| due > published);
                self.provisional += u64::from(matter.due.is_some_and(provisional));
                self.matters += 1;
                self.events += u64::from(row.version);
                *self.by_stage.entry((row.kind.words(), row.state.stage)).or_default() += 1;
                let (kept, missed) = self.on_time.entry(row.kind.words()).or_default();
                *(if was_late { missed } else { kept }) += 1;
            }
        }
    }

    /// Matters of a kind at a stage.
    #[must_use]
    pub fn at(&self, kind: MatterKind, stage: Stage) -> u64 {
        self.by_stage.get(&(kind.words(), stage)).copied().unwrap_or(0)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { reports, year, seed } = self.plan;
        writeln!(f, "{year} 年，种子 {seed}：收到 {reports} 次提交，{} 件事项，{} 条经过", self.matters, self.events)?;
        writeln!(f, "按类别和阶段：")?;
        for ((kind, stage), count) in &self.by_stage {
            writeln!(f, "  {kind} {}\t{count}", stage.words())?;
        }
        writeln!(f, "法定时限（到年底）：")?;
        for (kind, (kept, missed)) in &self.on_time {
            writeln!(f, "  {kind}\t按时 {kept}\t超期 {missed}")?;
        }
        writeln!(f, "质量检查挑出：")?;
        for (mark, count) in &self.marks {
            writeln!(f, "  {}\t{count}", mark.words())?;
        }
        writeln!(f, "到期日暂估 {} 件", self.provisional)?;
        writeln!(f, "办理步骤做成 {} 次，没有让做：", self.done)?;
        for (why, count) in &self.refusals {
            writeln!(f, "  {why}\t{count}")?;
        }
        write!(f, "不该做成却做成 {} 次", self.slipped.len())
    }
}
