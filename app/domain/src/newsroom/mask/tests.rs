use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::region::Regions;

static WORDS: LazyLock<MaskWords> = LazyLock::new(|| {
    let names = toml::from_str(include_str!("../../../../../content/words/names.toml")).unwrap();
    let regions = Regions::parse(include_str!("../../../../../content/regions/530922.csv")).unwrap();
    MaskWords::new(names, &regions)
});

fn hits(text: &str) -> Vec<(HitKind, String, String)> {
    find(text, &WORDS).into_iter().map(|hit| (hit.kind, hit.text, hit.mask)).collect()
}

fn only(kind: HitKind, cases: &[(&str, &str, &str)]) {
    for (text, found, mask) in cases {
        assert_eq!(hits(text), [(kind, (*found).to_owned(), (*mask).to_owned())], "{text}");
    }
}

#[test]
fn identity_numbers_are_found_by_their_check_character() {
    only(
        HitKind::IdNumber,
        &[
            ("身份证号11010519491231002X。", "11010519491231002X", "×××"),
            ("公民身份号码：53092219800101101x", "53092219800101101x", "×××"),
            ("身份证110105491231002", "110105491231002", "×××"),
            ("证件号１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２Ｘ", "×××"),
        ],
    );
}

#[test]
fn phones_are_found_however_they_are_grouped() {
    only(
        HitKind::Phone,
        &[
            ("电话13812345678。", "13812345678", "1××"),
            ("拨打138 1234 5678", "138 1234 5678", "1××"),
            ("+86 138-1234-5678", "+86 138-1234-5678", "8××"),
            ("0883-3211234", "0883-3211234", "0××"),
            ("010-62345678", "010-62345678", "0××"),
            ("400-123-4567", "400-123-4567", "4××"),
            ("店里座机：3211234", "3211234", "3××"),
        ],
    );
}

#[test]
fn cards_plates_accounts_and_mail_are_found() {
    only(HitKind::BankCard, &[("卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128", "×××")]);
    only(
        HitKind::Plate,
        &[
            ("车牌云S12345", "云S12345", "云××"),
            ("云S·D12345", "云S·D12345", "云××"),
            ("云S1234警", "云S1234警", "云××"),
        ],
    );
    only(HitKind::Account, &[("微信号：wang_jian88", "wang_jian88", "×××"), ("QQ 123456789", "123456789", "×××")]);
    only(HitKind::Email, &[("写信到zhang.san@example.com。", "zhang.san@example.com", "×××")]);
}

#[test]
fn places_finer_than_a_township_are_found() {
    only(
        HitKind::Address,
        &[
            ("住人民路12号3栋201室", "12号3栋201室", "某号某栋某室"),
            ("建设巷附3号", "附3号", "某号"),
            ("爱华镇二组", "二组", "某组"),
        ],
    );
    only(
        HitKind::Village,
        &[
            ("云县爱华镇永胜村", "永胜村", "某村"),
            ("忙回村民委员会", "忙回村民委员会", "某村"),
            ("草皮街社区", "草皮街社区", "某社区"),
            ("某县太平镇小河村", "小河村", "某村"),
        ],
    );
}

#[test]
fn days_of_birth_are_found_and_other_days_stay() {
    only(
        HitKind::BirthDate,
        &[
            ("1960年3月2日出生", "1960年3月2日", "×年×月×日"),
            ("出生日期：1960-03-02", "1960-03-02", "×年×月×日"),
            ("生于1960年", "1960年", "×年×月×日"),
        ],
    );
    assert_eq!(hits("2026年10月20日作出处罚决定"), []);
}

#[test]
fn what_tells_of_a_minor_is_found() {
    only(
        HitKind::Minor,
        &[
            ("16岁的学生", "16岁", "未成年"),
            ("就读于云县第一小学", "云县第一小学", "某小学"),
            ("在爱华镇中心小学上学", "爱华镇中心小学", "某小学"),
            ("三年级二班", "三年级二班", "某班"),
        ],
    );
    for general in ["12岁以下儿童不能用", "不满14岁", "3岁至6岁的孩子", "65岁的老人", "在学校门口", "中小学周边"]
    {
        assert_eq!(hits(general), [], "{general}");
    }
}

#[test]
fn hints_of_a_reporter_are_found_and_duties_stay() {
    only(
        HitKind::Reporter,
        &[
            ("根据群众举报，执法人员检查", "根据群众举报", "在工作中发现"),
            ("2026年8月接到12345热线转来投诉，", "接到12345热线转来投诉", "在工作中发现"),
        ],
    );
    for duty in ["发现这样的店，请打12315举报。", "投诉举报要保密。", "根据投诉举报处理办法"]
    {
        assert_eq!(hits(duty), [], "{duty}");
    }
}

#[test]
fn names_behind_a_role_are_found() {
    only(
        HitKind::Name,
        &[
            ("某药店（经营者王建国）", "王建国", "王某某"),
            ("当事人李四销售劣药", "李四", "李某"),
            ("法定代表人：欧阳明华", "欧阳明华", "欧某某"),
            ("村民张三说", "张三", "张某"),
            ("经营者高建华在店里", "高建华", "高某某"),
            ("（经营者岩温罕）", "岩温罕", "岩某某"),
            ("患者艾山·买买提", "艾山·买买提", "艾某某"),
            ("投诉人赵小红、", "赵小红", "赵某某"),
        ],
    );
}

#[test]
fn names_in_running_text_are_found_again_and_told_apart() {
    let text = "执法人员询问了王建国。王建国说，药是向王丽买的。";
    let names: Vec<_> = hits(text).into_iter().map(|(_, name, mask)| format!("{name}→{mask}")).collect();
    assert_eq!(names, ["王建国→王某1", "王建国→王某1", "王丽→王某2"]);
}

#[test]
fn a_surname_that_is_a_word_too_is_a_name_between_marks() {
    only(HitKind::Name, &[("证言（马小军）", "马小军", "马某某"), ("“方志明”", "方志明", "方某某")]);
    assert_eq!(hits("方文明得很，马上好。"), []);
}

#[test]
fn words_that_only_look_like_names_stay() {
    for text in [
        "当事人应当马上停止",
        "经营者于2026年8月购进",
        "当事人方便的时候",
        "高血压病人",
        "经营者明知没有许可",
        "患者常用药",
        "当事人张某某配合调查",
        "王女士和李大爷",
        "当事人和消费者协商",
        "周围的药店",
        "消费者权益保护法",
        "居民委员会",
        "江苏某公司",
        "黄连素片",
    ] {
        assert_eq!(hits(text), [], "{text}");
    }
}

#[test]
fn numbers_of_things_stay() {
    for text in [
        "国药准字H20201234",
        "批号20260801",
        "追溯码81234567890123456789",
        "云市监处罚〔2026〕3号",
        "统一社会信用代码91110000802100433B",
        "注册证号国械注准20263141234",
        "打12315或者120",
        "2026年第111号公告",
        "货值2150元，违法所得430元",
        "云药制字Z20201234",
    ] {
        assert_eq!(hits(text), [], "{text}");
    }
}

#[test]
fn the_starter_texts_name_nobody() {
    for folder in ["articles", "disclosures"] {
        let folder = format!("{}/../../content/{folder}", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(folder).unwrap() {
            let file = file.unwrap().path();
            let text = std::fs::read_to_string(&file).unwrap();
            assert_eq!(hits(&text), [], "{}", file.display());
        }
    }
}

#[test]
fn a_hit_knows_its_place() {
    let text = "第一行\n电话13812345678和13912345678";
    let places: Vec<_> = find(text, &WORDS).into_iter().map(|hit| (hit.place.line, hit.place.column)).collect();
    assert_eq!(places, [(2, 3), (2, 15)]);
    assert_eq!(masked(text, &find(text, &WORDS)), "第一行\n电话1××和1××");
}

fn written() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-9]{1,20}",
        "[ -]{1,2}",
        "\\PC{0,6}",
        Just("13812345678".to_owned()),
        Just("11010519491231002X".to_owned()),
        Just("6222021234567890128".to_owned()),
        Just("云S12345".to_owned()),
        Just("微信号：wang_jian88".to_owned()),
        Just("1960年3月2日出生".to_owned()),
        Just("人民路12号3栋201室".to_owned()),
        Just("爱华镇永胜村二组".to_owned()),
        Just("云县第一小学三年级二班".to_owned()),
        Just("根据群众举报".to_owned()),
        Just("a@b.cn".to_owned()),
        "[王李张于方高][建国明伟一]{1,3}",
        "[经营者当事人说在的，。（）：\n]{1,5}",
        "[路村镇号组室岁年月日学校@·+]{1,4}",
    ];
    proptest::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        let _ = find(&text, &WORDS);
    }

    #[test]
    fn hits_lie_on_characters_in_order_and_apart(text in written()) {
        let mut from = 0;
        for hit in find(&text, &WORDS) {
            prop_assert!(hit.start >= from && hit.start < hit.end);
            prop_assert_eq!(text.get(hit.start..hit.end), Some(hit.text.as_str()));
            from = hit.end;
        }
    }

    #[test]
    fn what_was_masked_is_not_found_again(text in written()) {
        let hidden = masked(&text, &find(&text, &WORDS));
        let left: Vec<_> = find(&hidden, &WORDS).into_iter().filter(|hit| hit.kind.is_strict()).collect();
        prop_assert!(left.is_empty(), "{:?} in {}", left, hidden);
    }
}
