use domain::calendar::{Calendar, DayUnit, Due, LeftOut, Uncounted, Why};
use domain::law::{Clock, Laws};
use domain::track::{beijing, local_date};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::Failure;
use super::list::{law, unit_word};
use crate::library::Loaded;

/// What was typed.
pub struct Asked<'a> {
    pub clock: &'a str,
    pub from: &'a str,
    pub pauses: &'a [String],
    pub extend: bool,
    pub region: Option<&'a str>,
}

/// A day, or a moment of it.
#[derive(Clone, Copy)]
struct Start {
    day: Date,
    moment: Option<Timestamp>,
}

/// The answer as JSON.
///
/// # Errors
/// One line about what was typed wrong.
pub fn answer(content: &Loaded, asked: &Asked<'_>, version: Option<&str>) -> Result<String, Failure> {
    let start = start(asked.from)?;
    let laws = &content.laws;
    let rules = version.unwrap_or_else(|| laws.handling_rules(start.day));
    let clock = clock(laws, asked.clock, rules, start.day)?;
    let pauses = pauses(clock, asked.pauses)?;
    let length = length(clock, asked.extend)?;
    let calendar = calendar(content, asked.region)?;
    let (due, left_out) = count(&calendar, clock, start, length, &pauses)?;
    let told = json!({
        "clock": clock.id,
        "title": clock.title,
        "from": asked.from.trim(),
        "due": told(due),
        "provisional": due.provisional,
        "note": due.provisional.then_some("日历未发布，暂估"),
        "counted": length,
        "rule": {
            "length": clock.length,
            "unit": clock.unit,
            "unit_word": unit_word(clock.unit),
            "extension": clock.extension,
            "extended": asked.extend,
            "granted": length,
            "starts": clock.starts,
            "text": rule_text(laws, clock),
        },
        "law": law(laws, clock),
        "version": clock.rules.as_deref().unwrap_or(rules),
        "left_out": left_out.iter().map(out).collect::<Vec<_>>(),
        "calendar": {
            "region": asked.region,
            "published_until": calendar.published_until(),
        },
    });
    serde_json::to_string_pretty(&told).map_err(Failure::work)
}

/// Hours have a rule of their own: they run through nights and holidays.
fn rule_text(laws: &Laws, clock: &Clock) -> String {
    match clock.unit {
        DayUnit::Hour => "从起算的那一刻起连续计算，夜间和节假日不扣除。".to_owned(),
        _ => laws.counting.text.clone(),
    }
}

fn start(text: &str) -> Result<Start, Failure> {
    let text = text.trim();
    // jiff would take the day out of a time without a zone and drop the rest.
    if text.len() == "2026-02-13".len()
        && let Ok(day) = text.parse()
    {
        return Ok(Start { day, moment: None });
    }
    let moment: Result<Timestamp, _> = text.parse();
    let wrong = || Failure::Usage(format!("起算时间“{text}”看不懂，请写成 2026-02-13 或 2026-02-13T16:20:00+08:00"));
    moment.map(|at| Start { day: local_date(at), moment: Some(at) }).map_err(|_| wrong())
}

fn clock<'a>(laws: &'a Laws, id: &str, rules: &str, on: Date) -> Result<&'a Clock, Failure> {
    let id = id.trim();
    let same = |clock: &&Clock| clock.id.eq_ignore_ascii_case(id);
    if let Some(clock) = laws.clocks_under(rules, on).find(same) {
        return Ok(clock);
    }
    let known = laws.clocks.iter().any(|clock| same(&clock));
    Err(Failure::Usage(if known {
        let name = laws.laws.get(rules).map_or(rules, |law| law.name.as_str());
        format!("{on} 按《{name}》没有 {id} 这个时限，见 yaoan law list")
    } else {
        format!("没有 {id} 这个时限，见 yaoan law list")
    }))
}

fn pauses(clock: &Clock, typed: &[String]) -> Result<Vec<Uncounted>, Failure> {
    if !typed.is_empty() && clock.pauses.is_empty() {
        return Err(Failure::Usage(format!("{} 没有可以扣除的时间", clock.id)));
    }
    typed.iter().map(|text| pause(text)).collect()
}

fn pause(text: &str) -> Result<Uncounted, Failure> {
    let wrong = || Failure::Usage(format!("扣除的时间“{text}”看不懂，请写成 2026-05-10..2026-05-30，先早后晚"));
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let (from, to) = (start(from).map_err(|_| wrong())?.day, start(to).map_err(|_| wrong())?.day);
    if from <= to { Ok(Uncounted { from, to }) } else { Err(wrong()) }
}

fn length(clock: &Clock, extend: bool) -> Result<u16, Failure> {
    match (extend, clock.extension) {
        (false, _) => Ok(clock.length),
        (true, Some(more)) => Ok(clock.length.saturating_add(more)),
        (true, None) => Err(Failure::Usage(format!("{} 不能延长", clock.id))),
    }
}

fn calendar(content: &Loaded, region: Option<&str>) -> Result<Calendar, Failure> {
    let Some(region) = region else { return Ok(content.calendar.of("")) };
    let whole = matches!(region.len(), 2 | 4 | 6 | 9 | 12) && region.bytes().all(|byte| byte.is_ascii_digit());
    if !whole {
        return Err(Failure::Usage(format!("区划代码“{region}”不对，应为 2、4、6、9 或 12 位数字")));
    }
    // A place of a county whose table is here must be in the table.
    let county = region.get(..6).is_some_and(|county| content.regions.within(county).next().is_some());
    if county && content.regions.within(region).next().is_none() {
        return Err(Failure::Usage(format!("没有 {region} 这个区划")));
    }
    Ok(content.calendar.of(region))
}

fn count(
    calendar: &Calendar,
    clock: &Clock,
    start: Start,
    length: u16,
    pauses: &[Uncounted],
) -> Result<(Due, Vec<LeftOut>), Failure> {
    let beyond = |_| Failure::Usage("起算时间太晚，超出能算的范围".to_owned());
    match (clock.unit, start.moment) {
        (DayUnit::Hour, None) => {
            Err(Failure::Usage(format!("{} 按小时算，起算时间要写到分钟，例如 {}T16:20:00+08:00", clock.id, start.day)))
        }
        (DayUnit::Hour, Some(at)) => Ok((calendar.due_at(at, length, clock.unit, pauses).map_err(beyond)?, Vec::new())),
        _ => calendar.due_explained(start.day, length, clock.unit, pauses).map_err(beyond),
    }
}

fn told(due: Due) -> String {
    match due.minute {
        None => due.date.to_string(),
        Some(minute) => minute.to_zoned(beijing()).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string(),
    }
}

fn out(span: &LeftOut) -> Value {
    let why = match span.why {
        Why::Weekend => "周末",
        Why::Holiday => "节假日放假",
        Why::Pause => "检测、鉴定等不计入期限",
        Why::Rolled => "最后一天是法定节假日，顺延",
    };
    let days = span.from.until(span.to).map_or(1, |length| length.get_days().saturating_add(1));
    json!({ "from": span.from, "to": span.to, "days": days, "why": why })
}
