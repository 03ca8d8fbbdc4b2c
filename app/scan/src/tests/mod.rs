mod photo;

use domain::printed_number::{NumberWords, ShapeWords};
use proptest::prelude::*;
use rxing::BarcodeFormat;

use crate::codes::{Code, Symbology, WrongSize, read};
use crate::judging::judge;
use photo::{Lying, Modules, Photo, qr, written};

const TRACE: &str = "81234567890123456789";
const EAN: &str = "6901234567892";

fn codes(photo: &Photo) -> Vec<(Symbology, String)> {
    let found = read(photo.width, photo.height, &photo.luma).unwrap();
    found.into_iter().map(|Code { symbology, text }| (symbology, text)).collect()
}

/// Every kind of code with what it holds.
fn every_kind() -> Vec<(Symbology, &'static str, Modules)> {
    let gs1 = "\u{f1}010690123456789217281031\u{f1}10A2026";
    vec![
        (Symbology::Qr, TRACE, qr(TRACE)),
        (Symbology::Qr, "https://例子.cn/药?c=81234567890123456789", qr("https://例子.cn/药?c=81234567890123456789")),
        (Symbology::DataMatrix, TRACE, written(TRACE, BarcodeFormat::DATA_MATRIX)),
        (Symbology::Code128, TRACE, written(TRACE, BarcodeFormat::CODE_128)),
        (Symbology::Code128, "YN-2026-A1", written("YN-2026-A1", BarcodeFormat::CODE_128)),
        (Symbology::Code128, "010690123456789217281031 10A2026", written(gs1, BarcodeFormat::CODE_128)),
        (Symbology::Ean13, EAN, written(EAN, BarcodeFormat::EAN_13)),
        (Symbology::Ean13, "0036000291452", written("036000291452", BarcodeFormat::UPC_A)),
        (Symbology::Ean8, "69012341", written("69012341", BarcodeFormat::EAN_8)),
    ]
}

#[test]
fn every_kind_of_code_is_read() {
    for (symbology, text, code) in every_kind() {
        assert_eq!(codes(&Photo::of(&code, 4.0, 0.0)), [(symbology, text.to_owned())], "{symbology:?} {text}");
    }
}

#[test]
fn a_code_may_lie_any_way() {
    for (symbology, text, code) in every_kind() {
        for turned in [-8.0, 8.0, 90.0, 97.0, 180.0, 270.0] {
            let found = codes(&Photo::of(&code, 3.0, turned));
            assert_eq!(found, [(symbology, text.to_owned())], "{symbology:?} {text} turned by {turned}");
        }
    }
    for turned in [30.0, 45.0, 200.0] {
        assert_eq!(codes(&Photo::of(&qr(TRACE), 5.0, turned)), [(Symbology::Qr, TRACE.to_owned())], "{turned}");
    }
}

#[test]
fn a_noisy_photo_in_bad_light_is_read() {
    for (symbology, text, code) in every_kind() {
        let photo = Photo::of(&code, 4.0, 4.0).in_bad_light(40.0);
        assert_eq!(codes(&photo), [(symbology, text.to_owned())], "{symbology:?} {text}");
    }
}

#[test]
fn all_codes_of_a_box_are_read_once() {
    let lying = |x: f32, y: f32, scale: f32| Lying { at: (x, y), scale, turned: 2.0 };
    let photo = Photo::new(1200, 900, 3)
        .with(&written(EAN, BarcodeFormat::EAN_13), lying(300.0, 250.0, 3.0))
        .with(&written(TRACE, BarcodeFormat::CODE_128), lying(600.0, 650.0, 4.0))
        .with(&qr(TRACE), lying(900.0, 250.0, 6.0));
    let mut found = codes(&photo);
    found.sort_by_key(|(_, text)| text.clone());
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&(Symbology::Ean13, EAN.to_owned())), "{found:?}");
    assert!(found.contains(&(Symbology::Code128, TRACE.to_owned())), "{found:?}");
    assert!(found.contains(&(Symbology::Qr, TRACE.to_owned())), "{found:?}");
}

#[test]
fn a_table_without_a_box_has_no_codes() {
    for seed in 1..12 {
        let found = codes(&Photo::new(800, 600, seed).in_bad_light(60.0));
        assert!(found.is_empty(), "{seed}: {found:?}");
    }
}

#[test]
fn bytes_of_another_size_are_refused() {
    assert_eq!(read(10, 10, &[0; 99]), Err(WrongSize));
    assert_eq!(read(0, 0, &[]), Err(WrongSize));
    assert_eq!(read(0, 5, &[]), Err(WrongSize));
    assert_eq!(read(u32::MAX, u32::MAX, &[1]), Err(WrongSize));
    assert!(crate::read(3, 3, &[0; 8]).is_err());
    assert_eq!(crate::read(3, 3, &[0; 9]), Ok("[]".to_owned()));
}

#[test]
fn the_door_names_the_codes_as_the_script_knows_them() {
    let photo = Photo::of(&written(TRACE, BarcodeFormat::DATA_MATRIX), 6.0, 0.0);
    let json = crate::read(photo.width, photo.height, &photo.luma).unwrap();
    assert_eq!(json, format!(r#"[{{"symbology":"data-matrix","text":"{TRACE}"}}]"#));
    let names = [Symbology::Qr, Symbology::Code128, Symbology::Ean13, Symbology::Ean8];
    assert_eq!(serde_json::to_string(&names).unwrap(), r#"["qr","code128","ean13","ean8"]"#);
}

fn words() -> ShapeWords {
    let words: NumberWords = toml::from_str(include_str!("../../../../content/words/numbers.toml")).unwrap();
    ShapeWords::from(&words)
}

#[test]
fn what_is_typed_is_judged_as_the_page_judges_it() {
    let judged = judge("国药准字 ｈ2001 300", &words(), 2026);
    assert_eq!(judged.told.len(), 1);
    assert_eq!(judged.told[0].printed.as_deref(), Some("国药准字H2001300"));
    assert!(judged.told[0].odd[0].contains("这里是7位"), "{judged:?}");
    assert!(judged.note.unwrap().contains("不等于东西是真的"));
    let person = judge("110105194912310021", &words(), 2026);
    assert_eq!((person.told[0].printed.as_deref(), person.note.as_deref()), (None, None));
    assert!(judge(&"药".repeat(501), &words(), 2026).refused.unwrap().contains("最多 500 个字"));
    assert!(judge(" ", &words(), 2026).told.is_empty());
}

#[test]
fn the_judge_needs_the_words_of_the_server() {
    assert!(crate::judge_with("{}", 2026).is_none());
    let judge = crate::judge_with(&serde_json::to_string(&words()).unwrap(), 2026).unwrap();
    assert!(judge.judge("国食健注G20190001").contains("这不是药"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_panic(width in 1u32..90, height in 1u32..90, seed in any::<u64>(), black: bool) {
        let mut state = seed | 1;
        let luma: Vec<u8> = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let [byte, ..] = (state >> 40).to_le_bytes();
                if black { if byte > 127 { 255 } else { 0 } } else { byte }
            })
            .collect();
        prop_assert!(read(width, height, &luma).is_ok());
    }

    #[test]
    fn no_bars_panic(widths in proptest::collection::vec(1usize..9, 1..160), height in 1usize..50) {
        let row: Vec<u8> = widths
            .iter()
            .enumerate()
            .flat_map(|(n, width)| std::iter::repeat_n(if n % 2 == 0 { 230 } else { 20 }, *width))
            .collect();
        let (across, down) = (u32::try_from(row.len()).unwrap(), u32::try_from(height).unwrap());
        prop_assert!(read(across, down, &row.repeat(height)).is_ok());
    }

    /// A code of which a part is torn off, over which something lies.
    #[test]
    fn no_torn_code_panics(kind in 0usize..9, from in 0usize..400, length in 1usize..90, brightness: u8) {
        let (_, _, code) = every_kind().remove(kind);
        let mut photo = Photo::new(240, 160, 5).with(&code, Lying { at: (120.0, 80.0), scale: 1.6, turned: 0.0 });
        for pixel in photo.luma.iter_mut().skip(from * 90).take(length * 240) {
            *pixel = brightness;
        }
        prop_assert!(read(photo.width, photo.height, &photo.luma).is_ok());
    }
}
