use jiff::civil::{Date, date};

use super::*;

fn rules() -> Indicators {
    let number = |number| Threshold { number, source: "x".into() };
    Indicators {
        home_days: number(14),
        column_days: number(183),
        review_days: number(30),
        page_kilobytes: number(45),
        question_days: number(5),
    }
}

#[test]
fn a_column_is_empty_stale_or_fine() {
    let column =
        |newest: Option<Date>| ColumnAge { name: "用药".into(), fix: "desk/news".into(), days: None, newest };
    let today = date(2026, 11, 20);
    let found = |newest| {
        column_findings(&[column(newest)], &rules(), today)
            .into_iter()
            .map(|finding| finding.indicator)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(None), [Indicator::ColumnEmpty]);
    assert_eq!(found(Some(date(2026, 5, 20))), [Indicator::ColumnStale], "184 days");
    assert_eq!(found(Some(date(2026, 5, 21))), [], "183 days");
    let own = ColumnAge { days: Some(14), ..column(Some(date(2026, 11, 5))) };
    assert_eq!(column_findings(&[own], &rules(), today).len(), 1, "15 days, where the site asks for 14");
    assert!(home_finding(Some(date(2026, 11, 6)), &rules(), today).is_none());
    assert!(home_finding(Some(date(2026, 11, 5)), &rules(), today).unwrap().detail.contains("15 天"));
    assert!(home_finding(None, &rules(), today).is_some());
}

#[test]
fn a_month_of_duty_ends_before_its_day() {
    let period = |from, before| DutyPeriod { from, before };
    let (oct, nov, dec) = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1));
    assert_eq!(periods(1, date(2026, 11, 20)), (period(oct, nov), period(nov, dec)));
    assert_eq!(periods(1, nov), (period(oct, nov), period(nov, dec)), "the day itself begins the next");
    let (ten_oct, ten_nov, ten_dec) = (date(2026, 10, 10), date(2026, 11, 10), date(2026, 12, 10));
    assert_eq!(periods(10, date(2026, 11, 9)).1, period(ten_oct, ten_nov));
    assert_eq!(periods(10, date(2026, 11, 10)).1, period(ten_nov, ten_dec));
    assert_eq!(periods(1, date(2026, 1, 15)).0, period(date(2025, 12, 1), date(2026, 1, 1)));
}

#[test]
fn who_is_behind_is_told_by_unit() {
    let units = ["a".to_owned(), "b".to_owned()];
    let cases = [
        ("a".to_owned(), date(2026, 10, 31)),
        ("b".to_owned(), date(2026, 11, 1)),
        ("c".to_owned(), date(2026, 10, 5)),
    ];
    let found = duties(&units, &cases, 1, date(2026, 11, 20));
    assert_eq!(
        found,
        [Duty { unit: "a".into(), last: true, now: false }, Duty { unit: "b".into(), last: false, now: true }]
    );
}

#[test]
fn tags_links_and_pictures_are_read_off_a_page() {
    let html = "<head><meta name=\"SiteName\" content=\"局\"><meta name=\"SiteDomain\" content=\"null\"></head>\
        <a href=\"/masthead\">x</a><main id=\"main\"><a class=\"x\" href=\"/a?b=1&amp;c=2\">1</a><a href=\"/a?b=1&amp;c=2\">2</a>\
        <img data-src=\"/no.svg\" src=\"/yes.svg\"><a id=\"no-link\">3</a></main><a href=\"/foot\">x</a>";
    assert_eq!(missing_tags(html, PageKind::Any), ["SiteDomain", "SiteIDCode"]);
    assert_eq!(missing_tags(html, PageKind::Item).len(), 9);
    assert_eq!(links(html), ["/a?b=1&c=2"]);
    assert_eq!(pictures(html), ["/yes.svg"]);
}
