use proptest::prelude::*;

use super::*;

const YEAR: i16 = 2026;

/// What is typed, the kind, the normal form, and what is odd, in the order it is said.
type Row = (&'static str, Kind, &'static str, &'static [&'static str]);

const RIGHT: &[Row] = &[
    ("国药准字H20013001", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("国药准字 h2001 3001", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("国药准字Ｈ２００１３００１", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("國藥準字Z20200001", Kind::DrugApproval, "国药准字Z20200001", &[]),
    ("批准文号：国药准字Z53020799", Kind::DrugApproval, "国药准字Z53020799", &[]),
    ("国药准字H10940033", Kind::DrugApproval, "国药准字H10940033", &[]),
    ("国药准字H19999269", Kind::DrugApproval, "国药准字H19999269", &[]),
    ("国药准字S20200001", Kind::DrugApproval, "国药准字S20200001", &[]),
    ("国药准字HJ20170001", Kind::DrugApproval, "国药准字HJ20170001", &[]),
    ("国药准字ZC20210001", Kind::DrugApproval, "国药准字ZC20210001", &[]),
    ("国药准字C20240001", Kind::DrugApproval, "国药准字C20240001", &[]),
    ("国药准字-H-2001-3001", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("国药准字Н20013001", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("国\u{200b}药准字H2〇013001", Kind::DrugApproval, "国药准字H20013001", &[]),
    ("H20013001", Kind::BareDrug, "H20013001", &[]),
    ("bh20130123", Kind::BareDrug, "BH20130123", &[]),
    ("HJ20170001", Kind::BareDrug, "HJ20170001", &[]),
    ("进口药品注册证号：H20130123", Kind::ImportLicence, "进口药品注册证号H20130123", &[]),
    ("医药产品注册证 HC20130001", Kind::ImportLicence, "医药产品注册证号HC20130001", &[]),
    ("滇药制字Z20100123", Kind::HospitalPreparation, "滇药制字Z20100123", &[]),
    ("云药制备字Z20190001000", Kind::HospitalPreparation, "云药制备字Z20190001000", &[]),
    ("81234567890123456789", Kind::TraceCode, "81234567890123456789", &[]),
    ("8123 4567 8901 2345 6789", Kind::TraceCode, "81234567890123456789", &[]),
    ("(01)06901234567892(17)281031(10)A2026", Kind::Gs1, "（01）06901234567892（17）281031（10）A2026", &[]),
    ("01069012345678921728103110A2026", Kind::Gs1, "（01）06901234567892（17）281031（10）A2026", &[]),
    ("86900001000019", Kind::StandardCode, "86900001000019", &[]),
    ("云20160001", Kind::DrugMaker, "云20160001", &[]),
    ("药品生产许可证 苏20160123", Kind::DrugMaker, "苏20160123", &[]),
    ("云DA883000001", Kind::DrugSeller, "云DA883000001", &[]),
    ("滇CB8830 00012", Kind::DrugSeller, "滇CB883000012", &[]),
    ("国械注准20153460123", Kind::DeviceRegistration, "国械注准20153460123", &[]),
    ("国械注进20183210456", Kind::DeviceRegistration, "国械注进20183210456", &[]),
    ("国械注许20192160001", Kind::DeviceRegistration, "国械注许20192160001", &[]),
    ("云械注准20202140012", Kind::DeviceRegistration, "云械注准20202140012", &[]),
    ("云临械备20200001号", Kind::DeviceFiling, "云临械备20200001号", &[]),
    ("国械备20150001", Kind::DeviceFiling, "国械备20150001号", &[]),
    ("粤穗械备202012345", Kind::DeviceFiling, "粤穗械备202012345号", &[]),
    ("云临药监械经营备20200001号", Kind::DeviceLicence, "云临药监械经营备20200001号", &[]),
    ("粤食药监械生产许20150001号", Kind::DeviceLicence, "粤食药监械生产许20150001号", &[]),
    ("国妆特字20210001", Kind::SpecialCosmetic, "国妆特字20210001", &[]),
    ("国妆特进字20220123", Kind::SpecialCosmetic, "国妆特进字20220123", &[]),
    ("云G妆网备字2021000123", Kind::CosmeticFiling, "云G妆网备字2021000123", &[]),
    ("国妆网备进字（沪）2021500123", Kind::CosmeticFiling, "国妆网备进字（沪）2021500123", &[]),
    ("云国牙膏网备字2024000012", Kind::Toothpaste, "云国牙膏网备字2024000012", &[]),
    ("云妆20160001", Kind::CosmeticMaker, "云妆20160001", &[]),
    ("国食健注G20190001", Kind::HealthFood, "国食健注G20190001", &[]),
    ("食健备G202053000001", Kind::HealthFood, "食健备G202053000001", &[]),
    ("国食注字TY20180001", Kind::SpecialFood, "国食注字TY20180001", &[]),
    ("SC10744030704994", Kind::Food, "SC10744030704994", &[]),
    ("云卫消证字（2020）第0001号", Kind::Disinfectant, "云卫消证字（2020）第0001号", &[]),
    ("赣卫消证字[2019]第A012号", Kind::Disinfectant, "赣卫消证字（2019）第A012号", &[]),
    ("兽药字010010001", Kind::VeterinaryDrug, "兽药字010010001", &[]),
    ("WP20090001", Kind::Pesticide, "WP20090001", &[]),
    ("91110000802100433B", Kind::CreditCode, "91110000802100433B", &[]),
    ("9144 0300 7084 6113 6t", Kind::CreditCode, "91440300708461136T", &[]),
    ("11100000000013338W", Kind::CreditCode, "11100000000013338W", &[]),
    ("6901234567892", Kind::Barcode, "6901234567892", &[]),
    ("312547427135", Kind::Barcode, "312547427135", &[]),
    ("300450449108", Kind::Barcode, "300450449108", &[]),
    ("530922101207", Kind::RegionCode, "530922101207", &[]),
    ("530922101201", Kind::RegionCode, "530922101201", &[]),
    ("区划代码：441581101001", Kind::RegionCode, "441581101001", &[]),
    ("330502001000", Kind::RegionCode, "330502001000", &[]),
    ("440114599599", Kind::RegionCode, "440114599599", &[]),
    ("批号 530922101201", Kind::Batch, "530922101201", &[]),
    ("批号 230501A", Kind::Batch, "230501A", &[]),
    ("生产批号：2023-05", Kind::Batch, "2023-05", &[]),
];

const ODD: &[Row] = &[
    ("国药准字H2001300", Kind::DrugApproval, "国药准字H2001300", &["digits"]),
    ("国药准字H200130011", Kind::DrugApproval, "国药准字H200130011", &["digits"]),
    ("国药准字H2001300 20250101", Kind::DrugApproval, "国药准字H2001300", &["digits"]),
    ("国药准字20013001", Kind::DrugApproval, "国药准字20013001", &["missing-letter"]),
    ("国药准字A20013001", Kind::DrugApproval, "国药准字A20013001", &["unknown-letter"]),
    ("国药准字H2OO13OO1", Kind::DrugApproval, "国药准字H20013001", &["look-alike"]),
    ("国药准字H2ool3ool", Kind::DrugApproval, "国药准字H20013001", &["look-alike"]),
    ("国药准字H20270001", Kind::DrugApproval, "国药准字H20270001", &["future-year"]),
    ("国药准字H19700001", Kind::DrugApproval, "国药准字H19700001", &["early-year"]),
    ("国药准字H98013001", Kind::DrugApproval, "国药准字H98013001", &["unknown-source"]),
    ("国药准字H20013001X", Kind::DrugApproval, "国药准字H20013001", &["extra"]),
    ("国药准字B20020001", Kind::DrugApproval, "国药准字B20020001", &["old-style"]),
    ("国药准字", Kind::DrugApproval, "国药准字", &["no-digits"]),
    ("国药准字(1998)Z-123号", Kind::OldDrugApproval, "国药准字（1998）Z123号", &["old-style"]),
    ("京卫药准字（1996）第000001号", Kind::OldDrugApproval, "京卫药准字（1996）第000001号", &["old-style"]),
    ("卫药健字Z-88号", Kind::OldDrugApproval, "卫药健字Z88号", &["old-style"]),
    ("进口药品注册证20130123", Kind::ImportLicence, "进口药品注册证号20130123", &["missing-letter"]),
    ("8123456789012345678", Kind::TraceCode, "8123456789012345678", &["digits"]),
    ("812345678901234567890", Kind::TraceCode, "812345678901234567890", &["digits"]),
    ("86900001000018", Kind::StandardCode, "86900001000018", &["check-digit"]),
    ("(01)06901234567893(10)A1", Kind::Gs1, "（01）06901234567893（10）A1", &["check-digit"]),
    ("云DA8830001", Kind::DrugSeller, "云DA8830001", &["old-style"]),
    ("云DA88300", Kind::DrugSeller, "云DA88300", &["digits"]),
    ("国械注准2015346012", Kind::DeviceRegistration, "国械注准2015346012", &["digits"]),
    ("国械注准20155460123", Kind::DeviceRegistration, "国械注准20155460123", &["class"]),
    ("国械注准20152460123", Kind::DeviceRegistration, "国械注准20152460123", &["authority"]),
    ("云械注准20153460123", Kind::DeviceRegistration, "云械注准20153460123", &["authority"]),
    ("云械注准20301400123", Kind::DeviceRegistration, "云械注准20301400123", &["future-year", "authority"]),
    ("国食药监械(准)字2012第3650123号", Kind::OldDevice, "国食药监械（准）字2012第3650123号", &["old-style"]),
    ("国妆特字G20100001", Kind::SpecialCosmetic, "国妆特字G20100001", &["old-style"]),
    ("卫妆特字(2005)第0001号", Kind::SpecialCosmetic, "卫妆特字（2005）第0001号", &["old-style"]),
    ("云妆网备字2021000123", Kind::CosmeticFiling, "云G妆网备字2021000123", &["missing-letter"]),
    ("国妆网备进字2021500123", Kind::CosmeticFiling, "国妆网备进字2021500123", &["unknown-province"]),
    ("食健备20205300001", Kind::HealthFood, "食健备20205300001", &["missing-letter", "digits"]),
    ("卫食健字（2000）第0001号", Kind::HealthFood, "卫食健字（2000）第0001号", &["old-style"]),
    ("SC10744030704995", Kind::Food, "SC10744030704995", &["check-digit"]),
    ("SC1074403070499", Kind::Food, "SC1074403070499", &["digits"]),
    ("QS530001011234", Kind::Food, "QS530001011234", &["old-style"]),
    ("兽药字01001", Kind::VeterinaryDrug, "兽药字01001", &["digits"]),
    ("卫消证字", Kind::Disinfectant, "卫消证字", &["no-digits"]),
    ("这是消字号的药膏", Kind::Disinfectant, "消字号", &["no-digits"]),
    ("91110000802100434B", Kind::CreditCode, "91110000802100434B", &["check-digit"]),
    ("9I110000802100433B", Kind::CreditCode, "91110000802100433B", &["look-alike"]),
    ("6901234567893", Kind::Barcode, "6901234567893", &["check-digit"]),
];

const NOT_KNOWN: &[(&str, &str)] = &[
    ("你好", "你好"),
    ("国药健字Z20010001", "国药健字Z20010001"),
    ("13987654321", "13987654321"),
    ("H2001300", "H2001300"),
    ("X20013001", "X20013001"),
    ("20260101", "20260101"),
    ("1234567890123", "1234567890123"),
    ("A20160001", "A20160001"),
    ("SC123456", "SC123456"),
    ("国械20153460123", "20153460123"),
    // No province begins so, no township is numbered so, a digit too few, and too many.
    ("160922101201", "160922101201"),
    ("530922601201", "530922601201"),
    ("53092210120", "53092210120"),
    ("5309221012013", "5309221012013"),
    ("530922101201X", "530922101201X"),
    ("国药健字530922101201", "国药健字530922101201"),
];

fn keys(found: &Found) -> Vec<&'static str> {
    found.faults.iter().map(Fault::key).collect()
}

#[test]
fn right_and_odd_numbers_are_told_apart() {
    assert!(RIGHT.len() + ODD.len() + NOT_KNOWN.len() >= 100);
    let mut wrong = Vec::new();
    for (typed, kind, normal, faults) in RIGHT.iter().chain(ODD) {
        let found = recognise(typed, YEAR);
        let right = found
            .first()
            .is_some_and(|first| first.kind == *kind && first.normal == *normal && keys(first) == **faults);
        if !right {
            wrong.push(format!("{typed}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_known_is_said_to_be_so() {
    for (typed, normal) in NOT_KNOWN {
        let found = recognise(typed, YEAR);
        let kinds: Vec<(Kind, &str)> = found.iter().map(|found| (found.kind, found.normal.as_str())).collect();
        assert_eq!(kinds, [(Kind::Unknown, *normal)], "{typed}");
    }
    assert!(recognise(" \n\u{200b}", YEAR).is_empty());
}

#[test]
fn every_kind_is_read_from_some_number() {
    let rows = RIGHT.iter().chain(ODD).map(|row| row.0).chain(["1101051949 12310021", "?"]);
    let seen: std::collections::BTreeSet<Kind> =
        rows.flat_map(|typed| recognise(typed, YEAR)).map(|found| found.kind).collect();
    let missing: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_fault_is_found_in_some_number() {
    let seen: std::collections::BTreeSet<&str> =
        ODD.iter().flat_map(|row| recognise(row.0, YEAR)).flat_map(|found| keys(&found)).collect();
    let missing: Vec<&str> = Fault::KEYS.into_iter().filter(|key| !seen.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn all_numbers_of_a_pasted_text_are_found_once() {
    let text = "【药品名称】阿莫西林胶囊 OTC\n【批准文号】国药准字H20013001，国药准字 H2001 3001\n\
        【生产企业】某某药业 生产许可证编号 云20160001 产品批号：230501 生产日期：20230501 有效期至：2025年04月 \
        电话：0883-1234567 追溯码 8123 4567 8901 2345 6789";
    let found: Vec<(Kind, String)> =
        recognise(text, YEAR).into_iter().map(|found| (found.kind, found.normal)).collect();
    let expected = [
        (Kind::DrugApproval, "国药准字H20013001"),
        (Kind::DrugMaker, "云20160001"),
        (Kind::Batch, "230501"),
        (Kind::TraceCode, "81234567890123456789"),
    ];
    assert_eq!(found, expected.map(|(kind, normal)| (kind, normal.to_owned())));
}

#[test]
fn the_parts_say_what_the_number_says() {
    let parts = |typed: &str| -> Vec<String> {
        let found = recognise(typed, YEAR).remove(0);
        found.parts.into_iter().map(|part| format!("{}={}", part.label, part.value)).collect()
    };
    assert_eq!(parts("国药准字Z53020799"), ["类别=中药", "最早批准=云南", "顺序号=0799"]);
    assert_eq!(parts("国药准字HJ20170001"), ["类别=化学药", "产地=境外", "批准年份=2017", "顺序号=0001"]);
    assert_eq!(
        parts("国械注进20183210456"),
        ["审批部门=国家药监局", "产地=进口", "首次注册年份=2018", "管理类别=第三类", "分类编码=21", "流水号=0456"]
    );
    assert_eq!(parts("云DA883000001"), ["省份=云南", "经营方式=单体药店", "企业性质=法人企业"]);
    assert_eq!(parts("(01)06901234567892(10)A1"), ["商品码=06901234567892", "批号=A1"]);
}

#[test]
fn a_persons_number_is_never_given_back() {
    for (typed, born) in [
        ("11010519491231002X", "1949"),
        ("110105 19491231 0021", "1949"),
        ("53092219900101123X", "1990"),
        // 港澳台居民居住证, the last one miscopied, and an identity number of Taiwan.
        ("810000199001010019", "1990"),
        ("82000019850612123X", "1985"),
        ("830000197002280429", "1970"),
        ("830000 19700228 0420", "1970"),
        ("71000019660303001X", "1966"),
        // 外国人永久居留身份证; the first would pass as a company's but for its 组织机构代码.
        ("911156199001010010", "1990"),
        ("933156198707081233", "1987"),
    ] {
        let found = recognise(typed, YEAR);
        assert_eq!(found.first().map(|found| found.kind), Some(Kind::PersonId), "{typed}");
        assert!(!format!("{found:?}").contains(born), "{found:?}");
    }
}

#[test]
fn a_companys_code_stays_a_companys() {
    // The last one begins like a foreigner's, with a day of birth that is none.
    for typed in ["91110000802100433B", "914403001922038216", "933156198713081233"] {
        let found = recognise(typed, YEAR);
        assert!(found.iter().all(|found| found.kind != Kind::PersonId), "{found:?}");
    }
}

#[test]
fn a_foreign_bar_code_is_no_place_and_a_place_is_no_bar_code() {
    for (typed, kind, parts) in [
        ("312547427135", Kind::Barcode, "写法也像=上海的区划代码"),
        ("311917079998", Kind::Barcode, "写法也像=上海的区划代码"),
        ("323900014534", Kind::Barcode, "写法也像=江苏的区划代码"),
        ("363824008158", Kind::Barcode, "写法也像=江西的区划代码"),
        // No province begins so, and no township is numbered so.
        ("300450449108", Kind::Barcode, ""),
        ("305730150309", Kind::Barcode, ""),
        // A place that adds up like a bar code is told to be possible, or for certain where it was named.
        ("330502001008", Kind::Barcode, "写法也像=浙江的区划代码"),
        ("区划代码：330502001008", Kind::RegionCode, "省份=浙江"),
        ("区划代码 110101001001", Kind::RegionCode, "省份=北京"),
        ("330502001000", Kind::RegionCode, "省份=浙江"),
        // Nothing on a shelf begins with 4 or 5.
        ("530922101207", Kind::RegionCode, "省份=云南"),
        ("441581101005", Kind::RegionCode, "省份=广东"),
    ] {
        let found = recognise(typed, YEAR).remove(0);
        let told = found.parts.iter().map(|part| format!("{}={}", part.label, part.value)).collect::<Vec<_>>();
        assert_eq!((found.kind, told.join(" ").as_str()), (kind, parts), "{typed}");
    }
    // A digit miscopied, a number that may be a telephone's, and one that goes on.
    for typed in ["300450449107", "041570050002", "3004504491080", "300450449108 123"] {
        let found = recognise(typed, YEAR);
        assert!(found.iter().all(|found| found.kind != Kind::Barcode), "{found:?}");
    }
}

#[test]
fn the_code_of_a_place_takes_nothing_from_other_numbers() {
    for (typed, kind) in [
        ("5309 2210 1201 2345 6789", Kind::TraceCode),
        ("530922101201 23456789", Kind::TraceCode),
        ("QS530922101201", Kind::Food),
        ("食健备G530922101201", Kind::HealthFood),
        ("530922199001011232", Kind::PersonId),
    ] {
        let kinds: Vec<Kind> = recognise(typed, YEAR).iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [kind], "{typed}");
    }
    let card = recognise("622202120123 4567890", YEAR);
    assert!(card.iter().all(|found| found.kind != Kind::RegionCode), "{card:?}");
    assert!(!Kind::RegionCode.names_a_product() && !Kind::RegionCode.is_public());
}

#[test]
fn what_is_odd_is_said_with_its_values() {
    let fault = Fault::Digits { wanted: "8", found: 7 };
    assert_eq!(fault.fill("应有{wanted}位，现在{found}位"), "应有8位，现在7位");
    assert_eq!(Fault::LookAlike { typed: 'O', read: '0' }.fill("{found}读作{read}"), "O读作0");
}

proptest! {
    #[test]
    fn no_text_panics(text: String) {
        let _ = recognise(&text, YEAR);
    }

    #[test]
    fn nothing_made_of_our_words_panics(
        pieces in proptest::collection::vec(prop_oneof![
            Just("国药准字".to_owned()), Just("械注准".to_owned()), Just("云".to_owned()), Just("（".to_owned()),
            Just("卫消证字".to_owned()), Just("号".to_owned()), Just(" ".to_owned()), Just("-".to_owned()),
            "[0-9A-ZOIl]{1,21}", "\\PC{0,3}",
        ], 0..12),
    ) {
        let text = pieces.concat();
        for found in recognise(&text, YEAR) {
            prop_assert!(found.kind == Kind::PersonId || text.contains(&found.typed), "{found:?}");
            let unknown = found.faults.iter().find(|fault| !Fault::KEYS.contains(&fault.key()));
            prop_assert_eq!(unknown, None);
        }
    }

    #[test]
    fn normalising_twice_is_normalising_once(text: String) {
        let once = normalise(&text);
        prop_assert_eq!(normalise(&once), once);
    }

    #[test]
    fn a_right_number_reads_back_as_itself(row in 0..RIGHT.len()) {
        let Some(first) = recognise(RIGHT[row].0, YEAR).into_iter().next() else { return Ok(()) };
        if first.kind != Kind::Batch {
            let again = recognise(&first.normal, YEAR).remove(0);
            prop_assert_eq!((again.kind, again.normal, again.faults), (first.kind, first.normal, first.faults));
        }
    }

    #[test]
    fn gaps_and_width_change_nothing(row in 0..RIGHT.len(), wide: bool) {
        let (typed, kind, normal, _) = RIGHT[row];
        let widened: String = typed.chars().map(|c| match c {
            '0'..='9' | 'A'..='Z' if wide => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            other => other,
        }).collect();
        let found = recognise(&format!("　{widened}。"), YEAR).remove(0);
        prop_assert_eq!((found.kind, found.normal.as_str()), (kind, normal));
    }
}
