use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::event::HandoverOutcome;
use domain::packet::SAID;
use domain::ports::{BatchReport, Forwarding};
use domain::report::Respondent;
use domain::site::Adapter;
use rust_xlsxwriter::Workbook;

use super::house::{House, Submitted, clerk, complaint, laws, tip};

pub const NUMBER: &str = "5309220000000202611230001";

pub async fn house() -> House {
    House::new(Adapter::Batch, "").await
}

pub async fn export(house: &House) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let batch = house.desk.export_batch(&clerk(), house.now()).await.unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(batch.file)).unwrap();
    let mut sheet = |index: usize| -> Vec<Vec<String>> {
        let range = workbook.worksheet_range_at(index).unwrap().unwrap();
        assert!(range.used_cells().all(|(_, _, cell)| matches!(cell, Data::String(_))), "text cells only");
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let sheets = (sheet(0), sheet(1));
    assert_eq!(sheets.0.len() - 1, batch.rows);
    sheets
}

/// What the platform gives back: rows it knows, with its numbers filled in.
pub fn returned(rows: &[Vec<String>], number: impl Fn(usize) -> String) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (index, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let cell = if index > 0 && column == 0 { number(index) } else { cell.clone() };
            sheet.write_string(u32::try_from(index).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub async fn import(house: &House, file: &[u8]) -> BatchReport {
    house.desk.import_batch(&clerk(), file, house.now()).await.unwrap()
}

fn faults(report: &BatchReport) -> Vec<(u32, &str)> {
    report.faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect()
}

#[tokio::test]
async fn matters_go_out_in_thirteen_columns_and_their_numbers_come_home() {
    let house = house().await;
    let one = house.submit(complaint("买到过期的药")).await;
    let two = house.submit(tip(&"药".repeat(400))).await;
    let (rows, earlier) = export(&house).await;
    assert_eq!(rows[0], laws().platform.export_columns);
    assert_eq!((rows.len(), earlier.len()), (3, 1));
    assert_eq!(rows[1][1..6], ["投诉", "互联网", "爱民药店", "爱华镇建设路8号", "〔YX-2026-000001〕买到过期的药"]);
    // 400 characters leave no room for the number; there it stands in the other column alone.
    assert_eq!(rows[2][5], "药".repeat(400));
    assert!(rows[2][8].starts_with("〔YX-2026-000002〕销售超过有效期的药品"), "{}", rows[2][8]);
    assert!(rows.iter().flatten().all(|cell| !cell.contains("13988312345") && !cell.contains("李四妹")));

    let report = import(&house, &returned(&rows, |row| format!("530922000000020261123000{row}"))).await;
    assert_eq!((report.rows, report.registered, report.unchanged), (2, 2, 0));
    assert!(report.faults.is_empty() && report.ours_without_number.is_empty() && report.theirs_unknown.is_empty());
    assert_eq!(house.row(&one).await.state.registration_no.as_deref(), Some("5309220000000202611230001"));
    assert_eq!(house.row(&two).await.state.registration_no.as_deref(), Some("5309220000000202611230002"));

    let again = import(&house, &returned(&rows, |row| format!("530922000000020261123000{row}"))).await;
    assert_eq!((again.registered, again.unchanged, again.faults.len()), (0, 2, 0));
    assert_eq!(house.events(&one).await.len(), 3);
}

#[tokio::test]
async fn exporting_again_puts_what_went_out_before_on_a_sheet_of_its_own() {
    let house = house().await;
    let one = house.submit(tip("一")).await;
    export(&house).await;
    let two = house.submit(tip("二")).await;
    house.clock.seconds(1);
    let (fresh, earlier) = export(&house).await;
    assert!(fresh[1][5].contains(&two) && earlier[1][5].contains(&one));
    assert_eq!((fresh.len(), earlier.len()), (2, 2));
    let exported = |file: &str| HandoverOutcome::Exported { file: file.into() };
    assert_eq!(house.tries(&one).await, [(1, exported("12315-20261123-093000.xlsx"))]);
    assert_eq!(house.tries(&two).await, [(1, exported("12315-20261123-093001.xlsx"))]);
}

#[tokio::test]
async fn what_was_said_goes_out_in_the_words_it_was_written_down_in() {
    let house = house().await;
    let number = house.submit(Submitted { voice: true, ..tip(SAID) }).await;
    house.transcribe(&number, "架子上有九盒过期的药").await;
    let (rows, _) = export(&house).await;
    assert_eq!(rows[1][5], format!("〔{number}〕录音里说：架子上有九盒过期的药"));
}

#[tokio::test]
async fn a_reporters_formula_stays_text() {
    let house = house().await;
    let mut formula = complaint("=HYPERLINK(\"http://evil.example\",\"点我\")");
    formula.facts.respondent = Respondent { name: Some("@SUM(A1:A9)".into()), address: Some("-1+1".into()) };
    let number = house.submit(formula).await;
    let (rows, _) = export(&house).await;
    assert_eq!(rows[1][3..5], ["'@SUM(A1:A9)", "'-1+1"]);
    assert!(rows[1][5].starts_with('〔'), "{}", rows[1][5]);
    import(&house, &returned(&rows, |_| NUMBER.into())).await;
    assert_eq!(house.row(&number).await.state.registration_no.as_deref(), Some(NUMBER));
}

#[tokio::test]
async fn bad_rows_are_named_and_stop_no_other() {
    let house = house().await;
    for story in ["一", "二", "三", "四"] {
        house.submit(tip(story)).await;
    }
    house.desk.register(&clerk(), "YX-2026-000002", "53-2", house.now(), house.now()).await.unwrap();
    let csv = "登记编号,类型,具体问题,企业名称\n\
         53-1,投诉,〔YX-2026-000001〕,甲\n\
         53-9,举报,〔YX-2026-000002〕,乙\n\
         53-2,举报,〔YX-2026-000003〕,丙\n\
         5.30922E+24,举报,〔YX-2026-000003〕,丙\n\
         53-3,举报,〔YX-2026-000003〕,丙\n\
         53-4,举报,〔YX-2026-000003〕,丙\n\
         53-8,举报,别处的事,丁\n\
         53-7,举报,〔YX-2026-009999〕,戊\n\
         ,举报,〔YX-2026-000004〕,己\n";
    let report = import(&house, csv.as_bytes()).await;
    let number = "登记编号";
    assert_eq!(faults(&report), [(2, "类型"), (3, number), (4, number), (5, number), (7, number)]);
    assert_eq!((report.rows, report.registered, report.unchanged), (9, 1, 1));
    let unknown: Vec<_> = report.theirs_unknown.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(unknown, ["53-8", "53-7"]);
    let ours: Vec<_> = report.ours_without_number.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(ours, ["YX-2026-000001", "YX-2026-000004"]);
    assert_eq!(house.row("YX-2026-000003").await.state.registration_no.as_deref(), Some("53-3"));
    assert_eq!(house.row("YX-2026-000002").await.state.registration_no.as_deref(), Some("53-2"));
}

#[tokio::test]
async fn a_number_the_spreadsheet_has_rounded_is_not_taken() {
    let house = house().await;
    house.submit(tip("一")).await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "登记编号").unwrap().write_string(0, 1, "诉求内容").unwrap();
    sheet.write_number(1, 0, 5.309_220_000_000_202e24).unwrap().write_string(1, 1, "〔YX-2026-000001〕一").unwrap();
    let report = import(&house, &workbook.save_to_buffer().unwrap()).await;
    assert_eq!(faults(&report), [(2, "登记编号")]);
    assert_eq!((report.registered, report.ours_without_number.len()), (0, 1));
}

#[tokio::test]
async fn csv_comes_in_the_encodings_spreadsheet_programs_write() {
    for encoding in [encoding_rs::UTF_8, encoding_rs::GBK] {
        let house = house().await;
        house.submit(tip("一")).await;
        let csv = format!("类型,登记编号,诉求内容\r\n举报,{NUMBER},〔YX-2026-000001〕一\r\n");
        let (bytes, _, lossy) = encoding.encode(&csv);
        assert!(!lossy);
        let report = import(&house, &bytes).await;
        assert_eq!(report.registered, 1, "{}", encoding.name());
    }
}

#[tokio::test]
async fn another_countys_clerk_moves_nothing_of_ours() {
    let house = house().await;
    house.submit(tip("一")).await;
    let (rows, _) = export(&house).await;
    let mut neighbour = clerk();
    neighbour.regions = vec!["530923".into()];
    let file = returned(&rows, |_| NUMBER.into());
    let report = house.desk.import_batch(&neighbour, &file, house.now()).await.unwrap();
    assert_eq!((report.registered, report.theirs_unknown.len(), report.ours_without_number.len()), (0, 1, 0));
    assert_eq!(house.desk.export_batch(&neighbour, house.now()).await.unwrap().rows, 0);
}

#[tokio::test]
async fn matters_with_a_number_or_withdrawn_are_not_exported() {
    let house = house().await;
    let number = house.submit(Submitted { photos: 1, ..complaint("一") }).await;
    house.desk.register(&clerk(), &number, NUMBER, house.now(), house.now()).await.unwrap();
    assert_eq!(export(&house).await.0.len(), 1);
}
