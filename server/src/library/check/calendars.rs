//! Rules about calendar years: days of the right year, days off that are days off, and layers of
//! regions that lie over something.

use std::collections::BTreeMap;

use domain::calendar::CalendarYear;
use jiff::civil::{Date, Weekday};
use typeset::Fault;

use crate::library::front_matter::line_of;
use crate::library::gather::Gathered;
use crate::library::shelf::Shelf;

const REGION_DIGITS: std::ops::RangeInclusive<usize> = 2..=12;

pub fn faults(shelf: &Shelf, gathered: &Gathered) -> Vec<Fault> {
    let national: BTreeMap<i16, &CalendarYear> =
        gathered.years.iter().filter(|(_, year)| year.region.is_none()).map(|(_, year)| (year.year, year)).collect();
    let mut faults = Vec::new();
    for (index, (path, year)) in gathered.years.iter().enumerate() {
        let mut report = |needle: &str, what: String| {
            let line = shelf.text(path).map_or(1, |file| line_of(&file.text, needle));
            faults.push(Fault::new(&shelf.label(path), line, what));
        };
        let earlier = gathered.years.get(..index).unwrap_or_default();
        if earlier.iter().any(|(_, other)| other.year == year.year && other.region == year.region) {
            report("year", format!("{} 年的日历写了两次", year.year));
        }
        place(path, year, &national, &mut report);
        days(year, &mut report);
        unconfirmed(year, &mut report);
        if let Some(under) = national.get(&year.year).filter(|_| year.region.is_some()) {
            for day in year.off.iter().filter(|day| under.off.contains(day)) {
                report(&day.to_string(), format!("{day} 全国已经放假，不用再写"));
            }
        }
    }
    faults
}

/// National years lie in the folder itself, a region's below it and over a published year.
fn place(
    path: &str,
    year: &CalendarYear,
    national: &BTreeMap<i16, &CalendarYear>,
    report: &mut impl FnMut(&str, String),
) {
    let below = path.starts_with("calendar/regions/");
    match &year.region {
        None if below => report("year", "地方日历要写 region".to_owned()),
        Some(_) if !below => report("region", "地方日历应放在 calendar/regions".to_owned()),
        Some(region) => {
            let digits = region.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || !REGION_DIGITS.contains(&region.len()) {
                report("region", format!("region {region} 应为 2 到 12 位区划代码"));
            }
            if !national.contains_key(&year.year) {
                report("year", format!("{} 年的全国日历还没有，地方日历没有可依的", year.year));
            }
        }
        None => {}
    }
}

fn days(year: &CalendarYear, report: &mut impl FnMut(&str, String)) {
    for day in year.statutory.iter().chain(&year.off).chain(&year.make_up).filter(|day| day.year() != year.year) {
        report(&day.to_string(), format!("{day} 不在 {} 年", year.year));
    }
    for day in year.statutory.iter().filter(|day| !year.off.contains(day)) {
        report(&day.to_string(), format!("{day} 是法定节假日，off 里却没有"));
    }
    for day in &year.make_up {
        if year.off.contains(day) {
            report(&day.to_string(), format!("{day} 既放假又上班"));
        }
        if !is_weekend(*day) {
            report(&day.to_string(), format!("{day} 不是周六、周日，不用写进 make_up"));
        }
    }
}

/// What is unconfirmed must be named again, or nobody would know which day it is that is awaited.
fn unconfirmed(year: &CalendarYear, report: &mut impl FnMut(&str, String)) {
    let named = |day: &Date| year.off.contains(day) || year.make_up.contains(day);
    for day in year.unconfirmed.iter().filter(|day| !named(day)) {
        report(&day.to_string(), format!("{day} 在 unconfirmed 里，off 和 make_up 里却没有"));
    }
    if year.source.starts_with("待核对") && year.unconfirmed.is_empty() {
        report("source", "待核对的日期应写进 unconfirmed".to_owned());
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
