//! Reports and pictures as people send them.

use std::io::Cursor;

use domain::report::Answers;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

pub fn tip() -> Answers {
    Answers {
        wish: "tip".into(),
        category: "D03".into(),
        region: "530922101000".into(),
        place: "老街集市口".into(),
        story: "在这家药店看到货架上的感冒药已经过期，店里还在卖。".into(),
        respondent_name: "某某药店".into(),
        identity: "anonymous".into(),
        ..Answers::default()
    }
}

pub fn complaint() -> Answers {
    Answers {
        wish: "complaint".into(),
        respondent_address: "老街集市口".into(),
        requests: vec!["退货".into()],
        identity: "named".into(),
        reporter_name: "赵钱孙".into(),
        reporter_phone: "13988312345".into(),
        reporter_address: "爱华镇某村九组".into(),
        ..tip()
    }
}

/// A refund and a violation together.
pub fn both() -> Answers {
    Answers { wish: "both".into(), ..complaint() }
}

pub fn tip_json() -> Value {
    json!({
        "kind": "tip", "category": "D03", "region": "530922101000",
        "story": "在这家药店看到货架上的感冒药已经过期，店里还在卖。", "reporter": null
    })
}

pub fn complaint_json() -> Value {
    json!({
        "kind": "complaint", "category": "D03", "region": "530922101000", "place": "老街集市口",
        "story": "买的药过期了，店家不退。", "request": ["退货"],
        "respondent": {"name": "某某药店", "address": "老街集市口"},
        "drug": {"name": "某某颗粒", "approval_no": "国药准字Z20013001", "batch_no": "20240801"},
        "reporter": {"name": "赵钱孙", "phone": "139 8831 2345", "address": "爱华镇某村九组"}
    })
}

/// A picture unlike that of any other number.
pub fn photo(number: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(40, 30, |x, y| Rgb([number, x.to_le_bytes()[0], y.to_le_bytes()[0]]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
