use app::pages::desk::matter::{ClockLine, ClockLines};
use domain::calendar::DayUnit;
use domain::matter::Running;
use domain::ports::DeskMatter;
use domain::track::{local_date, local_minute};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::doors::desk::step::unit_words;
use crate::services::Services;

/// Days at which a limit is near.
const NEAR: i32 = 3;

/// The limits of a matter in words, the law's apart from the bureau's own.
pub(super) fn lines(services: &Services, found: &DeskMatter) -> ClockLines {
    let now = services.now();
    let (open, ended): (Vec<&Running>, Vec<&Running>) = found.clocks.iter().partition(|clock| clock.is_open());
    let (local, statutory): (Vec<&Running>, Vec<&Running>) = open.into_iter().partition(|clock| clock.local);
    let running = |clocks: Vec<&Running>| clocks.into_iter().map(|clock| running(services, clock, now)).collect();
    let orders = found.state.history.orders.iter().map(|order| {
        let (colour, words) = day_words(services, order.due, local_date(now));
        ClockLine {
            colour,
            title: format!("{} 工单 {}", order.master, order.number),
            words,
            detail: format!("{} 前办结", order.due),
            basis: "交办单位定的日期".to_owned(),
        }
    });
    ClockLines {
        statutory: running(statutory),
        orders: orders.collect(),
        local: running(local),
        ended: ended.into_iter().map(over).collect(),
    }
}

fn running(services: &Services, clock: &Running, now: Timestamp) -> ClockLine {
    let (colour, words) = standing(services, clock, now);
    let longer = if clock.extended { "，已延长" } else { "" };
    let detail = match &clock.due {
        Some(due) => {
            let minute = due.minute.map(local_minute).unwrap_or_else(|| due.date.to_string());
            let estimated = if due.provisional { "（暂估，放假安排公布后重算）" } else { "" };
            format!("{minute} 到期{estimated}，共 {} {}{longer}", clock.length, unit_words(clock.unit))
        }
        None => format!("共 {} {}{longer}", clock.length, unit_words(clock.unit)),
    };
    ClockLine { colour, title: clock.title.clone(), words, detail, basis: clock.basis.clone() }
}

fn standing(services: &Services, clock: &Running, now: Timestamp) -> (&'static str, String) {
    let Some(due) = clock.due.as_ref().filter(|_| !clock.paused) else {
        return ("due", "暂停中，不计时".to_owned());
    };
    let today = local_date(now);
    match clock.unit {
        DayUnit::Working => day_words(services, due.date, today),
        DayUnit::Natural | DayUnit::Plain => coloured(natural_days(today, due.date), "天"),
        DayUnit::Hour => match due.minute.filter(|minute| *minute > now) {
            Some(minute) => ("due amber", format!("剩 {} 小时", minute.duration_since(now).as_hours())),
            None => ("due red", "已经过了".to_owned()),
        },
    }
}

fn day_words(services: &Services, due: Date, today: Date) -> (&'static str, String) {
    coloured(services.calendar.working_days_left(today, due), "个工作日")
}

fn natural_days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn coloured(left: i32, unit: &str) -> (&'static str, String) {
    match left {
        ..0 => ("due red", format!("超 {} {unit}", left.saturating_neg())),
        0 => ("due amber", "今天到期".to_owned()),
        1..=NEAR => ("due amber", format!("剩 {left} {unit}")),
        _ => ("due ok", format!("剩 {left} {unit}")),
    }
}

fn over(clock: &Running) -> ClockLine {
    let late = clock.due.as_ref().zip(clock.stopped).is_some_and(|(due, stopped)| local_date(stopped) > due.date);
    ClockLine {
        colour: if late { "due red" } else { "due ok" },
        title: clock.title.clone(),
        words: if late { "超期完成" } else { "按期完成" }.to_owned(),
        detail: clock.stopped.map(local_minute).unwrap_or_default(),
        basis: clock.basis.clone(),
    }
}
