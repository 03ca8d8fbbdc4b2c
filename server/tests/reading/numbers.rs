//! 公开数据: whole months, small counts held back, the same in page, file and API.

use axum::http::StatusCode;
use domain::access::Role;
use jiff::SignedDuration;

use crate::desk::office::{Office, STATION, tip};
use crate::page::between;

/// So many tips today.
async fn received(office: &Office, tips: usize) {
    for number in 0..tips {
        office.number(tip(&format!("第{number}家店卖过期药"))).await;
    }
}

#[tokio::test]
async fn days_are_told_of_enough_that_ended() {
    let office = Office::open().await;
    let mut numbers = Vec::new();
    for number in 0..5 {
        numbers.push(office.number(tip(&format!("第{number}家店卖过期药"))).await);
    }
    office.portal.clock.turn(SignedDuration::from_hours(36));
    let mut lead = office.person(Role::Lead, STATION).await;
    for number in &numbers[..2] {
        office.close_by(&mut lead, number).await;
    }
    // To the first of December; sessions have ended meanwhile.
    office.portal.clock.turn(SignedDuration::from_hours(24 * 10));
    let mut lead = office.at_desk("lead.suo-aihua").await;
    let mut resident = office.portal.visitor();
    let file = resident.get("numbers.csv").await.text();
    assert!(file.contains("月份,收到,办结,按期,天数,满意,公斤\r\n"), "{file}");
    assert!(file.contains("2026-11,5,少于5,太少,太少,没有,0\r\n"), "{file}");
    for number in &numbers[2..] {
        office.close_by(&mut lead, number).await;
    }
    for number in 5..7 {
        let number = office.number(tip(&format!("第{number}家店卖过期药"))).await;
        office.close_by(&mut lead, &number).await;
    }
    office.portal.clock.turn(SignedDuration::from_hours(24 * 31));
    let page = resident.get("numbers").await.text();
    let row = between(&page, "2026-12</th>", "</tr>").unwrap();
    assert!(row.starts_with("<td>少于5</td><td>5</td>") && row.contains("<td>11.5</td>"), "{row}");
    assert!(page.contains("排在正中间那一件的天数"), "{page}");
    let answer = resident.get("api/v1/numbers").await;
    let table: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert!(table["months"][10].get("days").is_none(), "too few to be told");
    assert_eq!(table["months"][11]["days"], 11.5);
}

#[tokio::test]
async fn whole_months_are_told_and_small_counts_are_not() {
    let office = Office::open().await;
    received(&office, 6).await;
    let mut resident = office.portal.visitor();
    let now = resident.get("numbers").await.text();
    assert!(now.contains("2026-10") && !now.contains("2026-11"), "this month is not over");
    // To December, where November is told, and then to January.
    office.portal.clock.turn(SignedDuration::from_hours(24 * 15));
    received(&office, 2).await;
    let page = resident.get("numbers").await.text();
    assert!(page.contains("<th scope=\"row\">2026-11</th><td>6</td><td>0</td><td>没有</td><td>没有</td>"), "{page}");
    office.portal.clock.turn(SignedDuration::from_hours(24 * 31));
    let page = resident.get("numbers").await.text();
    assert!(page.contains("<th scope=\"row\">2026-12</th><td>少于5</td>"), "{page}");
    assert!(page.contains("<svg") && page.contains("这个数是本局定的"));

    let file = resident.get("numbers.csv").await;
    assert!(file.header("content-type").unwrap().starts_with("text/csv"));
    assert!(file.text().starts_with('\u{feff}') && file.text().contains("2026-12,少于5,0,没有,没有,没有,0\r\n"));

    let answer = resident.get("api/v1/numbers").await;
    assert_eq!(answer.status, StatusCode::OK);
    let table: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let months = table["months"].as_array().unwrap();
    assert_eq!((months.len(), table["smallest"].as_u64()), (12, Some(5)));
    assert_eq!(months[10]["month"], "2026-11");
    assert_eq!(months[10]["received"], 6);
    assert!(months[11].get("received").is_none(), "too few to be told");
    assert!(resident.get("").await.text().contains("href=\"/numbers\""));
}
