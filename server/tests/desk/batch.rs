use super::office::{Office, tip};
use crate::portal::Form;

#[tokio::test]
async fn an_imported_table_is_reported_by_row_and_column() {
    let office = Office::open().await;
    for story in ["一号药店卖过期药", "二号药店卖过期药"] {
        office.number(tip(story)).await;
    }
    let mut clerk = office.demo_clerk().await;
    assert!(clerk.get("desk/batch").await.text().contains("现在有 2 件"));
    let csv = "登记编号,类型,具体问题,企业名称\n\
         53-1,投诉,〔YX-2026-000001〕,甲\n\
         53-2,举报,〔YX-2026-000001〕,甲\n\
         53-8,举报,别处的事,丁\n";
    let form = Form::default().file("file", "导出.csv", csv.as_bytes().to_vec());
    let answer = clerk.post_multipart("desk/batch", &form).await;
    assert_eq!(answer.status.as_u16(), 200);
    let page = answer.text();
    assert!(page.contains("读了 3 行") && page.contains("新记下登记编号 1 件"), "{page}");
    assert!(page.contains("data-label=\"行\">2<") && page.contains("data-label=\"栏\">类型<"), "{page}");
    assert!(page.contains("desk/matter/YX-2026-000002") && page.contains("53-8"), "both lists of differences");
    assert!(clerk.get("desk/batch").await.text().contains("现在有 1 件"));
}

#[tokio::test]
async fn what_is_no_table_is_refused_on_the_page() {
    let office = Office::open().await;
    let mut clerk = office.demo_clerk().await;
    let zip = b"PK\x03\x04 but nothing behind it".to_vec();
    for form in
        [Form::default(), Form::default().file("file", "", Vec::new()), Form::default().file("file", "x.xlsx", zip)]
    {
        let answer = clerk.post_multipart("desk/batch", &form).await;
        assert_eq!(answer.status.as_u16(), 422);
        assert!(answer.text().contains("href=\"#file\""), "{}", answer.text());
    }
    let large = Form::default().file("file", "x.csv", vec![b'a'; 8 * 1024 * 1024 + 1]);
    let answer = clerk.post_multipart("desk/batch", &large).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("8 MB"));
    let huge = Form::default().file("file", "x.csv", vec![b'a'; 10 * 1024 * 1024]);
    assert_eq!(clerk.post_multipart("desk/batch", &huge).await.status.as_u16(), 413);
}

#[tokio::test]
async fn the_exported_table_is_a_spreadsheet_to_save() {
    let office = Office::open().await;
    office.number(tip("一号药店卖过期药")).await;
    let answer = office.demo_clerk().await.get("desk/batch/export.xlsx").await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(answer.bytes.starts_with(b"PK\x03\x04"));
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment; filename=\"12315-"));
}
