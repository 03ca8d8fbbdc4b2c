//! `yaoan law` as it is called: the values of the published limits, counted by hand and by a second
//! program over the same calendar.

use std::process::{Command, Output};

use serde_json::Value;

use crate::content::Content;

fn yaoan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yaoan")).env_clear().args(arguments).output().expect("the command starts")
}

fn told(arguments: &str) -> Value {
    let arguments: Vec<&str> = ["law", "due"].into_iter().chain(arguments.split(' ')).collect();
    let output = yaoan(&arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What was typed, and the last day.
const DAYS: [(&str, &str); 36] = [
    ("T1 2026-04-28", "2026-05-11"),
    ("T1 2026-09-30", "2026-10-15"),
    ("T3 2026-04-28", "2026-06-27"),
    ("T3 2026-08-02", "2026-10-08"),
    ("T3 2026-04-28 --pause 2026-05-10..2026-05-30", "2026-07-17"),
    ("T4 2026-06-17", "2026-06-29"),
    ("T5 2026-05-20", "2026-06-10"),
    ("T5 2026-05-20 --extend", "2026-07-02"),
    ("T6 2026-02-13", "2026-03-12"),
    ("T6 2026-09-30", "2026-10-27"),
    ("T6 2026-09-30 --extend", "2026-11-17"),
    ("T6 2026-09-30 --pause 2026-10-12..2026-10-16", "2026-11-02"),
    ("T6 2026-06-01 --pause 2026-06-03..2026-06-05 --pause 2026-06-10..2026-06-12", "2026-06-29"),
    ("T7 2026-07-01", "2026-07-22"),
    ("T8 2026-09-18", "2026-09-29"),
    ("T9 2026-05-06", "2026-08-04"),
    ("T9 2026-05-06 --extend", "2026-09-03"),
    ("T12a 2026-09-24", "2026-10-08"),
    ("T12b 2026-09-10", "2026-09-28"),
    ("T13a 2026-06-12", "2026-07-13"),
    ("T13b 2026-06-12", "2026-06-29"),
    ("T14 2026-06-17", "2026-06-23"),
    ("T16 2026-06-15", "2026-07-15"),
    ("T16 2026-09-01", "2026-10-08"),
    ("T1 2026-02-13", "2026-03-02"),
    ("T3 2026-03-02", "2026-05-08"),
    ("T4 2026-02-13", "2026-03-02"),
    ("T11 2026-02-13", "2026-02-27"),
    ("T3 2026-05-20 --law 20", "2026-07-23"),
    ("X1 2026-09-28", "2026-10-01"),
    ("X2 2026-10-01T16:20:00+08:00", "2026-10-02T16:20:00+08:00"),
    ("X3 2026-10-08", "2026-10-11"),
    ("X4 2026-09-29", "2026-10-02"),
    ("X5 2026-10-20", "2026-10-23"),
    ("X6 2026-04-29", "2026-05-02"),
    ("X7 2026-11-20", "2026-11-23"),
];

#[test]
fn every_limit_ends_on_the_day_the_law_gives() {
    for (typed, due) in DAYS {
        let told = told(typed);
        assert_eq!((told["due"].as_str(), told["provisional"].as_bool()), (Some(due), Some(false)), "{typed}: {told}");
    }
}

#[test]
fn the_rules_of_the_day_are_taken_unless_others_are_named() {
    for (typed, version, article) in [
        ("T3 2026-04-14", "samr-20", "第二十一条"),
        ("T3 2026-04-15", "samr-121", "第二十三条"),
        ("T3 2026-05-20 --law 令20", "samr-20", "第二十一条"),
        ("T1 2026-03-01 --law samr-121", "samr-121", "第十五条"),
    ] {
        let told = told(typed);
        assert_eq!(
            (told["version"].as_str(), told["law"]["article"].as_str()),
            (Some(version), Some(article)),
            "{typed}"
        );
    }
}

#[test]
fn what_was_not_counted_and_why_is_told() {
    let told = told("T6 2026-09-30 --pause 2026-10-12..2026-10-16");
    let out = told["left_out"].as_array().unwrap();
    assert_eq!((out[0]["from"].as_str(), out[0]["days"].as_i64()), (Some("2026-10-01"), Some(7)));
    assert_eq!(out[0]["why"], "节假日放假");
    assert!(
        out.iter().any(|span| span["from"] == "2026-10-13"
            && span["to"] == "2026-10-16"
            && span["why"] == "检测、鉴定等不计入期限"),
        "{out:?}"
    );
    assert_eq!((told["counted"].as_i64(), told["rule"]["unit_word"].as_str()), (Some(15), Some("个工作日")));
    assert_eq!(told["law"]["cited"], "《市场监督管理行政处罚程序规定》第十八条");
}

#[test]
fn beyond_the_published_calendar_a_day_is_an_estimate() {
    let told = told("T1 2026-12-25");
    assert_eq!((told["due"].as_str(), told["provisional"].as_bool()), (Some("2027-01-05"), Some(true)));
    assert_eq!(told["note"], "日历未发布，暂估");
}

#[test]
fn whatever_is_typed_wrong_is_one_line_and_ends_with_2() {
    for (typed, said) in [
        ("T99 2026-05-20", "没有 T99 这个时限"),
        ("T11 2026-05-20", "没有 T11 这个时限"),
        ("T5 2026-03-01", "没有 T5 这个时限"),
        ("T1 2026-02-30", "起算时间“2026-02-30”看不懂"),
        ("T1 yesterday", "看不懂"),
        ("T1 2026-05-20T10:00:00", "看不懂"),
        ("X2 2026-10-01", "起算时间要写到分钟"),
        ("T1 2026-05-20 --extend", "T1 不能延长"),
        ("T1 2026-05-20 --pause 2026-05-21..2026-05-22", "T1 没有可以扣除的时间"),
        ("T3 2026-05-20 --pause 2026-05-22..2026-05-21", "先早后晚"),
        ("T3 2026-05-20 --pause 2026-05-22", "看不懂"),
        ("T1 2026-05-20 --law 99", "没有 99 这一版办法"),
        ("T1 2026-05-20 --region 53x", "区划代码“53x”不对"),
        ("T1 2026-05-20 --region 530922999", "没有 530922999 这个区划"),
        ("T1 9999-12-31", "超出能算的范围"),
        ("T1 2026-05-20 --content /no/such/folder", "内容目录 /no/such/folder 不存在"),
    ] {
        let arguments: Vec<&str> = ["law", "due"].into_iter().chain(typed.split(' ')).collect();
        let output = yaoan(&arguments);
        let line = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), line.lines().count(), output.stdout.len()),
            (Some(2), 1, 0),
            "{typed}: {line}"
        );
        assert!(line.contains(said), "{typed}: {line}");
    }
}

#[test]
fn the_list_names_every_limit_with_its_law() {
    let output = yaoan(&["law", "list"]);
    let table = String::from_utf8(output.stdout).unwrap();
    for id in ["T1", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T11", "T12a", "T12b", "T13a", "T13b", "T14", "T16"] {
        assert!(table.lines().any(|line| line.starts_with(&format!("{id}\t"))), "{id}: {table}");
    }
    for number in 1..=7 {
        assert!(table.contains(&format!("X{number}\t")), "X{number}");
    }
    assert!(!table.contains("本局内部时限"), "only the law's limits");
    let output = yaoan(&["law", "list", "--json", "--law", "121"]);
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    let clocks = list["clocks"].as_array().unwrap();
    assert!(clocks.iter().all(|clock| clock["version"] != "samr-20"));
    assert!(clocks.iter().any(|clock| clock["clock"] == "T3" && clock["length"] == 60 && clock["unit"] == "natural"));
}

/// The days are made up: only a place that does not exist may have them.
const OF_A_REGION: &str = "year = 2026\nregion = \"99\"\nsource = \"示例\"\nstatutory = [\"2026-05-21\"]\noff = [\"2026-05-21\"]\nmake_up = []\n";

#[test]
fn a_region_counts_with_its_own_holidays() {
    let content = Content::copied();
    let folder = content.0.path();
    std::fs::create_dir_all(folder.join("calendar/regions")).unwrap();
    std::fs::write(folder.join("calendar/regions/99-2026.toml"), OF_A_REGION).unwrap();
    let folder = folder.to_str().unwrap();
    let due = |region: &str| told(&format!("T1 2026-05-20 --content {folder}{region}"))["due"].clone();
    assert_eq!(due(""), "2026-05-29");
    assert_eq!(due(" --region 530922"), "2026-05-29");
    assert_eq!(due(" --region 990101"), "2026-06-01");
}

#[test]
fn a_layer_of_days_is_checked() {
    let cases = [
        ("year = 2026", "year = 2031", "2031 年的全国日历还没有"),
        ("\"99\"", "\"9x\"", "应为 2 到 12 位区划代码"),
        ("region = \"99\"\n", "", "地方日历要写 region"),
        ("off = [\"2026-05-21\"]", "off = [\"2026-05-22\"]", "2026-05-21 是法定节假日，off 里却没有"),
        ("off = [\"2026-05-21\"]", "off = [\"2026-05-21\", \"2026-05-01\"]", "2026-05-01 全国已经放假"),
        ("off = [\"2026-05-21\"]", "off = [\"2026-05-21\", \"2025-05-21\"]", "2025-05-21 不在 2026 年"),
        ("make_up = []", "make_up = [\"2026-05-21\"]", "2026-05-21 既放假又上班"),
        ("make_up = []", "make_up = [\"2026-05-20\"]", "2026-05-20 不是周六、周日"),
    ];
    let content = Content::copied();
    let layer = content.0.path().join("calendar/regions/99-2026.toml");
    std::fs::create_dir_all(layer.parent().unwrap()).unwrap();
    for (from, to, said) in cases {
        std::fs::write(&layer, OF_A_REGION.replacen(from, to, 1)).unwrap();
        let faults = server::library::check(content.0.path());
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(told.iter().any(|fault| fault.contains(said)), "{said}: {told:?}");
    }
    std::fs::write(&layer, OF_A_REGION).unwrap();
    assert_eq!(server::library::check(content.0.path()), [], "a sound layer");
    std::fs::write(content.0.path().join("calendar/regions/99-again.toml"), OF_A_REGION).unwrap();
    assert!(server::library::check(content.0.path()).iter().any(|fault| fault.what.contains("写了两次")));
}
