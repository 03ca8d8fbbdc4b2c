use super::*;
use jiff::civil::date;

fn calendar() -> Calendar {
    let year = |text| toml::from_str::<CalendarYear>(text).unwrap();
    Calendar::new([
        year(include_str!("../../../../content/calendar/2025.toml")),
        year(include_str!("../../../../content/calendar/2026.toml")),
    ])
}

#[test]
fn worked_examples_of_2026() {
    let calendar = calendar();
    let cases = [
        (date(2026, 2, 13), 7, DayUnit::Working, date(2026, 3, 2)),
        (date(2026, 2, 13), 15, DayUnit::Working, date(2026, 3, 12)),
        (date(2026, 9, 30), 7, DayUnit::Working, date(2026, 10, 15)),
        (date(2026, 9, 30), 15, DayUnit::Working, date(2026, 10, 27)),
        (date(2026, 4, 28), 60, DayUnit::Natural, date(2026, 6, 27)),
    ];
    for (start, days, unit, expected) in cases {
        let due = calendar.due(start, days, unit, &[]).unwrap();
        assert_eq!(due, Due { date: expected, minute: None, provisional: false }, "{start} + {days} {unit:?}");
    }
}

#[test]
fn a_natural_limit_ending_on_a_statutory_holiday_moves_behind_the_holiday() {
    let due = calendar().due(date(2026, 8, 2), 60, DayUnit::Natural, &[]).unwrap();
    assert_eq!(due.date, date(2026, 10, 8));
}

#[test]
fn a_plain_limit_ends_on_its_last_day_holiday_or_not() {
    let due = calendar().due(date(2026, 9, 28), 3, DayUnit::Plain, &[]).unwrap();
    assert_eq!(due.date, date(2026, 10, 1));
    let beyond = calendar().due(date(2026, 12, 30), 3, DayUnit::Plain, &[]).unwrap();
    assert_eq!(beyond, Due { date: date(2027, 1, 2), minute: None, provisional: false }, "no calendar can move it");
}

#[test]
fn days_beyond_the_published_calendar_are_provisional() {
    let due = calendar().due(date(2026, 12, 25), 7, DayUnit::Working, &[]).unwrap();
    assert!(due.provisional);
}

#[test]
fn each_published_year_has_its_announced_number_of_working_days() {
    let calendar = calendar();
    for year in [2025, 2026] {
        let worked = date(year, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() == year)
            .filter(|day| calendar.is_working(*day))
            .count();
        assert_eq!(worked, 248, "{year}");
    }
}

#[test]
fn days_of_an_appraisal_are_left_out() {
    let span = Uncounted { from: date(2026, 5, 10), to: date(2026, 5, 30) };
    let due = calendar().due(date(2026, 4, 28), 60, DayUnit::Natural, &[span]).unwrap();
    assert_eq!(due.date, date(2026, 7, 17));
}

#[test]
fn hours_run_to_the_minute_through_a_holiday() {
    let start: Timestamp = "2026-10-01T16:20:00+08:00".parse().unwrap();
    let due = calendar().due_at(start, 24, DayUnit::Hour, &[]).unwrap();
    assert_eq!(due.minute.unwrap(), "2026-10-02T16:20:00+08:00".parse::<Timestamp>().unwrap());
}

#[test]
fn a_region_has_holidays_of_its_own() {
    let layer: CalendarYear = toml::from_str(
        "year = 2026\nregion = \"64\"\nsource = \"x\"\nstatutory = [\"2026-03-20\"]\noff = [\"2026-03-20\"]\nmake_up = []",
    )
    .unwrap();
    let both = Calendar::new(calendar().years().into_iter().chain([layer]));
    let due = |region: &str| both.of(region).due(date(2026, 3, 19), 1, DayUnit::Working, &[]).unwrap().date;
    assert_eq!((due("640100"), due("530922")), (date(2026, 3, 23), date(2026, 3, 20)));
}

#[test]
fn a_count_over_a_day_that_is_not_confirmed_is_provisional() {
    let layer: CalendarYear = toml::from_str(
        "year = 2026\nregion = \"64\"\nsource = \"x\"\nstatutory = [\"2026-03-20\"]\noff = [\"2026-03-20\"]\nmake_up = []\nunconfirmed = [\"2026-03-20\"]",
    )
    .unwrap();
    let both = Calendar::new(calendar().years().into_iter().chain([layer]));
    let due = |region: &str, from: Date| both.of(region).due(from, 1, DayUnit::Working, &[]).unwrap().provisional;
    assert!(due("640100", date(2026, 3, 19)));
    assert!(!due("640100", date(2026, 3, 20)), "the count begins behind it");
    assert!(!due("530922", date(2026, 3, 19)), "it is no day of theirs");
}

#[test]
fn a_year_that_is_taken_over_is_counted_with_everywhere() {
    let only = |year: i16| Calendar::new(calendar().years().into_iter().filter(|one| one.year <= year));
    let (early, clone) = {
        let early = only(2025);
        (early.clone(), early)
    };
    let due = || clone.due(date(2025, 12, 31), 1, DayUnit::Working, &[]).unwrap();
    assert_eq!((due().date, due().provisional), (date(2026, 1, 1), true));
    assert_eq!(early.take_over(&only(2026)), Some(date(2026, 1, 1)));
    assert_eq!((due().date, due().provisional), (date(2026, 1, 4), false));
    assert_eq!(early.take_over(&only(2026)), None, "nothing changed");
}

#[test]
fn what_is_passed_over_is_told_in_spans() {
    let pause = Uncounted { from: date(2026, 10, 9), to: date(2026, 10, 13) };
    let (due, left_out) = calendar().due_explained(date(2026, 9, 30), 5, DayUnit::Working, &[pause]).unwrap();
    let told: Vec<_> = left_out.iter().map(|out| (out.from, out.to, out.why)).collect();
    let expected =
        [(date(2026, 10, 1), date(2026, 10, 7), Why::Holiday), (date(2026, 10, 10), date(2026, 10, 13), Why::Pause)];
    assert_eq!((due.date, told), (date(2026, 10, 16), expected.to_vec()));
}

#[test]
fn days_left_are_signed() {
    let calendar = calendar();
    assert_eq!(calendar.working_days_left(date(2026, 11, 20), date(2026, 11, 23)), 1);
    assert_eq!(calendar.working_days_left(date(2026, 11, 23), date(2026, 11, 20)), -1);
}
