use std::io::{Cursor, Write};

use domain::ports::{DeskError, Forwarding};
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::batch::{NUMBER, export, house, import, returned};
use super::house::{clerk, tip};

/// A zip that holds one part of that size, all zeros.
fn bomb(part: &str, size: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file(part, options).unwrap();
    let zeros = vec![b' '; 1024 * 1024];
    for _ in 0..size / zeros.len() {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_in_words() {
    let house = house().await;
    house.submit(tip("一")).await;
    let (rows, _) = export(&house).await;
    let whole = returned(&rows, |_| NUMBER.into());
    let many = format!("登记编号,具体问题\n{}", "53-1,x\n".repeat(20_001));
    let bomb = bomb("xl/worksheets/sheet1.xml", 100 * 1024 * 1024);
    assert!(bomb.len() < 1024 * 1024);
    let cases: [(&[u8], &str); 9] = [
        (b"", "没有找到表头"),
        (b"\xff\xfe\x00\x01", "打不开"),
        (&whole[..whole.len() / 2], "打不开"),
        (b"PK\x03\x04 and nothing more", "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 xlsx"),
        (&bomb, "太大"),
        (&vec![b' '; 8 * 1024 * 1024 + 1], "8 MB"),
        (many.as_bytes(), "20000 行"),
        ("姓名,电话\n某某,1".as_bytes(), "没有找到表头"),
    ];
    for (file, expected) in cases {
        match house.desk.import_batch(&clerk(), file, house.now()).await {
            Err(DeskError::Invalid(faults)) => {
                assert_eq!(faults[0].field, "file");
                assert!(faults[0].message.contains(expected), "{expected}: {}", faults[0].message);
            }
            other => panic!("{expected}: {other:?}"),
        }
    }
    // Every byte of a good file turned around once: refused or read, and always alive.
    for at in (0..whole.len()).step_by(37) {
        let mut broken = whole.clone();
        broken[at] ^= 0xff;
        let _ = house.desk.import_batch(&clerk(), &broken, house.now()).await;
    }
    assert!(house.desk.import_batch(&clerk(), &whole, house.now()).await.is_ok());
}

#[tokio::test]
async fn a_cell_at_the_far_end_of_a_sheet_takes_no_memory() {
    let house = house().await;
    house.submit(tip("一")).await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "登记编号").unwrap().write_string(0, 1, "具体问题").unwrap();
    sheet.write_string(1, 0, NUMBER).unwrap().write_string(1, 1, "〔YX-2026-000001〕").unwrap();
    sheet.write_string(19_999, 16_383, "远").unwrap();
    let report = import(&house, &workbook.save_to_buffer().unwrap()).await;
    assert_eq!((report.rows, report.registered), (1, 1));
}
