//! The ten forms as data: each filled, and none for the respondent with anything of the reporter.

use jiff::civil::{DateTime, date, datetime};

use super::*;
use crate::law::{Confidence, Laws};
use crate::matter::{MatterKind, Stage};
use crate::report::Reporter;

/// Stands in everything only the reporter's side may know.
const CANARY: &str = "金丝雀";

fn laws() -> Laws {
    crate::law::test_laws().clone()
}

fn templates() -> Vec<Template> {
    [
        include_str!("../../../../content/letters/complaint-register.toml"),
        include_str!("../../../../content/letters/tip-register.toml"),
        include_str!("../../../../content/letters/dispatch.toml"),
        include_str!("../../../../content/letters/identity-papers.toml"),
        include_str!("../../../../content/letters/acceptance.toml"),
        include_str!("../../../../content/letters/refusal.toml"),
        include_str!("../../../../content/letters/mediation.toml"),
        include_str!("../../../../content/letters/termination.toml"),
        include_str!("../../../../content/letters/agreement.toml"),
        include_str!("../../../../content/letters/tip-result.toml"),
    ]
    .map(|text| toml::from_str(text).unwrap())
    .into()
}

fn template(key: &str) -> Template {
    templates().into_iter().find(|template| template.key == key).unwrap()
}

fn office() -> Office {
    Office {
        bureau: "云县市场监督管理局".into(),
        unit: "药械股".into(),
        staff: "李承办".into(),
        hotline: "12315".into(),
        today: date(2026, 11, 22),
    }
}

fn respondent() -> RespondentFacts {
    RespondentFacts {
        office: office(),
        name: Some("某某药店".into()),
        address: Some("草皮街8号".into()),
        accepted_on: Some(date(2026, 11, 21)),
        mediation_due: Some(date(2027, 1, 20)),
    }
}

fn reporter(kind: MatterKind) -> ReporterFacts {
    ReporterFacts {
        office: office(),
        kind,
        identity: Known { name: true, phone: true, address: true },
        number: format!("YX-{CANARY}"),
        registration_no: Some(format!("5309{CANARY}")),
        received_on: date(2026, 11, 20),
        respondent_name: Some("某某药店".into()),
        respondent_address: Some("草皮街8号".into()),
        accepted_on: Some(date(2026, 11, 21)),
        mediation_due: Some(date(2027, 1, 20)),
        requests: vec!["退货".into(), "赔偿损失".into()],
    }
}

fn inside(kind: MatterKind) -> InsideFacts {
    InsideFacts {
        reporter: reporter(kind),
        due: Some(date(2026, 12, 1)),
        category: "药品过期".into(),
        region: "云县爱华镇".into(),
        place: Some(format!("集市{CANARY}")),
        channel: "实体店".into(),
        product: Some("头孢".into()),
        happened_on: Some(date(2026, 11, 19)),
        amount: Some(3550),
        story: format!("经过{CANARY}"),
        photos: 2,
        publish_consent: true,
        mediation_consent: false,
    }
}

fn facts(to: Recipient, kind: MatterKind) -> Facts {
    match to {
        Recipient::Reporter => Facts::Reporter(reporter(kind)),
        Recipient::Respondent => Facts::Respondent(respondent()),
        Recipient::Inside => Facts::Inside(Box::new(inside(kind))),
    }
}

fn now() -> DateTime {
    datetime(2026, 11, 22, 10, 0, 0, 0)
}

/// Something fitting in every field.
fn typed(template: &Template, facts: &Facts) -> Typed {
    let mut typed = template.prefilled(facts);
    for field in &template.field {
        let value = typed.entry(field.key.clone()).or_default();
        if value.is_empty() {
            *value = match field.kind {
                Kind::Date => "2026-11-28".into(),
                Kind::Time => "2026-11-25T14:30".into(),
                Kind::Choice => "4".into(),
                Kind::Text | Kind::Long => format!("填写的{}", field.label),
            };
        }
    }
    typed
}

fn drawn(template: &Template, to: Recipient) -> Letter {
    let laws = laws();
    let facts = facts(to, template.kinds[0]);
    let values = template.read(&typed(template, &facts), &laws, now()).unwrap();
    facts.draw(template, &values, &laws).unwrap()
}

fn words(letter: &Letter) -> String {
    let mut all = String::new();
    letter.each(&mut |text| {
        all.push_str(text);
        all.push('\n');
    });
    all
}

#[test]
fn there_are_ten_forms_and_none_has_a_fault() {
    let (laws, templates) = (laws(), templates());
    assert_eq!(templates.iter().map(|template| template.form).collect::<Vec<_>>(), (1..=10).collect::<Vec<u8>>());
    for template in &templates {
        assert_eq!(template.faults(&laws), [], "{}", template.key);
        assert_eq!(template.checked, Confidence::S, "{} was compared with the official form", template.key);
    }
    assert_eq!(repeated(templates.iter()), []);
}

/// Each form, to everybody it is for, with what the law asks it to say.
#[test]
fn every_form_is_filled_from_the_matter() {
    let table: [(&str, Recipient, &[&str]); 13] = [
        (
            "complaint-register",
            Recipient::Inside,
            &["被投诉人名称（姓名）\n某某药店", "2026年11月19日", "退货、赔偿损失", "35.50元"],
        ),
        ("tip-register", Recipient::Inside, &["被举报人名称（姓名）\n某某药店", "照片2张", "第二十八条"]),
        ("dispatch", Recipient::Inside, &["将处理结果于2026年11月28日前报告我局", "第四十一条", "2026年12月1日"]),
        ("identity-papers", Recipient::Reporter, &["请你在2026年11月28日前", "第十条", "第十六条"]),
        (
            "acceptance",
            Recipient::Reporter,
            &["我局决定受理", "到2027年1月20日为止", "联系人：李承办；联系电话：12315"],
        ),
        (
            "refusal",
            Recipient::Reporter,
            &["第十六条第四项规定的情形：从知道或者应当知道", "《消费者权益保护法》第三十九条", "仲裁"],
        ),
        ("mediation", Recipient::Reporter, &["2026年11月25日14时30分", "回避申请", "第二十一条"]),
        ("mediation", Recipient::Respondent, &["某某药店\n", "填写的争议内容", "调解人员：李承办"]),
        ("termination", Recipient::Reporter, &["以下情形：需要鉴定、检测", "第二十三条第一款第四项", "民事诉讼、仲裁"]),
        ("termination", Recipient::Respondent, &["我局决定终止调解", "第二十五条"]),
        ("agreement", Recipient::Reporter, &["投诉人（签名）", "填写的调解协议", "第二十四条"]),
        ("agreement", Recipient::Respondent, &["被投诉人\n某某药店", "本局存档一份"]),
        ("tip-result", Recipient::Reporter, &["《广告法》第五十三条", "填写的处理结果"]),
    ];
    for (key, to, expected) in table {
        let letter = drawn(&template(key), to);
        let text = words(&letter);
        for part in expected {
            assert!(text.contains(part), "{key} to {to:?} lacks {part}:\n{text}");
        }
        assert!(!text.contains(['{', '}']), "{key}: a place was left: {text}");
        assert_eq!((letter.signature.as_str(), letter.date.as_str()), ("云县市场监督管理局", "2026年11月22日"));
    }
}

#[test]
fn no_form_shows_the_respondent_anything_of_the_reporters_side() {
    let mut seen = 0;
    for template in templates() {
        for to in template.recipients() {
            let letter = drawn(&template, *to);
            let text = words(&letter);
            if *to == Recipient::Respondent {
                seen += 1;
                assert!(!text.contains(CANARY), "{}: {text}", template.key);
                assert!(!letter.names_somebody(), "{}", template.key);
                assert_eq!(secrecy::leak(&text, None, &[]), None, "{}: {text}", template.key);
            }
        }
    }
    assert_eq!(seen, 3, "mediation, termination and agreement go to the respondent");
}

#[test]
fn what_the_respondent_may_know_the_reporter_may_know_too() {
    for field in RespondentField::ALL {
        assert!(ReporterField::parse(field.as_str()).is_some(), "{}", field.as_str());
        assert!(!field.as_str().starts_with("reporter_"));
    }
}

#[test]
fn an_identity_is_in_a_letter_only_when_it_is_opened() {
    let reporter = Reporter {
        name: Some("秘而不宣".into()),
        phone: "13977778888".into(),
        address: Some("街99号".into()),
        helper: None,
    };
    let letter = drawn(&template("complaint-register"), Recipient::Inside);
    assert!(letter.names_somebody());
    assert!(
        words(&letter.masked())
            .contains("投诉人姓名\n〔姓名〕\n联系电话\n〔电话〕\n证件类型\n\n证件号码\n\n联系地址\n〔地址〕")
    );
    assert!(
        words(&letter.revealed(&reporter))
            .contains("投诉人姓名\n秘而不宣\n联系电话\n13977778888\n证件类型\n\n证件号码\n\n联系地址\n街99号")
    );
    assert_eq!(drawn(&template("acceptance"), Recipient::Reporter).masked().addressee, "〔姓名〕");
}

#[test]
fn somebody_who_left_no_name_is_addressed_by_what_they_are() {
    let facts = ReporterFacts { identity: Known { phone: true, ..Known::default() }, ..reporter(MatterKind::Tip) };
    assert_eq!(facts.value(ReporterField::Recipient), "举报人");
    assert_eq!(facts.value(ReporterField::ReporterName), "");
}

#[test]
fn typed_fields_are_held_to_their_rules() {
    let (laws, template) = (laws(), template("mediation"));
    let good = typed(&template, &facts(Recipient::Respondent, MatterKind::Complaint));
    let told = |key: &str, value: &str| {
        let typed = Typed::from_iter(good.clone().into_iter().chain([(key.to_owned(), value.to_owned())]));
        template.read(&typed, &laws, now()).unwrap_err().remove(0)
    };
    for (key, value, message) in [
        ("dispute", " ", "请填写争议内容"),
        ("dispute", &*"字".repeat(201), "请删去 1 个"),
        ("venue", "会议\u{202e}室", "控制字符"),
        ("time", "明天下午", "2026-11-25T14:30"),
        ("time", "2026-11-22T10:00", "已经过去"),
    ] {
        let fault = told(key, value);
        assert_eq!(fault.field, key);
        assert!(fault.message.contains(message), "{key} {value}: {}", fault.message);
    }
    let refusal = self::template("refusal");
    let typed = Typed::from([("ground".to_owned(), "8".to_owned())]);
    let faults = refusal.read(&typed, &laws, now()).unwrap_err();
    assert!(faults.iter().any(|fault| fault.message == "请选择不予受理的情形"), "there is no eighth ground");
}

#[test]
fn a_sentence_that_lacks_its_fact_is_not_written() {
    let (laws, template) = (laws(), template("acceptance"));
    let facts = ReporterFacts { respondent_name: None, ..reporter(MatterKind::Complaint) };
    let facts = Facts::Reporter(facts);
    let values = template.read(&typed(&template, &facts), &laws, now()).unwrap();
    let unfit = facts.draw(&template, &values, &laws).unwrap_err();
    assert_eq!(unfit.to_string(), "文书里要写被投诉人、被举报人的名称，这个事项里没有");
}

#[test]
fn a_form_is_not_drawn_for_somebody_it_is_not_for() {
    let (laws, template) = (laws(), template("acceptance"));
    assert_eq!(template.to_respondent(&respondent(), &Values::new(), &laws).unwrap_err(), Unfit::Audience);
    assert_eq!(template.inside(&inside(MatterKind::Complaint), &Values::new(), &laws).unwrap_err(), Unfit::Audience);
}

#[test]
fn forms_fit_the_stage_and_kind_of_a_matter() {
    let fitting = |kind, stage| {
        let found = templates().into_iter().filter(|template| template.fits(kind, stage));
        found.map(|template| template.form).collect::<Vec<_>>()
    };
    assert_eq!(fitting(MatterKind::Complaint, Stage::Received), [1, 3, 4]);
    assert_eq!(fitting(MatterKind::Complaint, Stage::Accepted), [1, 3, 5, 7]);
    assert_eq!(fitting(MatterKind::Complaint, Stage::Refused), [1, 6]);
    assert_eq!(fitting(MatterKind::Complaint, Stage::Mediating), [1, 3, 5, 7, 9]);
    assert_eq!(fitting(MatterKind::Complaint, Stage::Terminated), [1, 8]);
    assert_eq!(fitting(MatterKind::Tip, Stage::Verifying), [2, 3]);
    assert_eq!(fitting(MatterKind::Tip, Stage::Closed), [2, 10]);
}

#[test]
fn a_faulty_template_is_told_what_is_wrong() {
    let laws = laws();
    let faults = |key: &str, from: &str, to: &str| {
        let mut template = template(key);
        let block = template.block.iter_mut().find(|block| block.text.contains(from)).unwrap();
        block.text = block.text.replace(from, to);
        template.faults(&laws).into_iter().map(|fault| fault.what).collect::<Vec<_>>()
    };
    assert_eq!(faults("mediation", "{dispute}", "{reporter_name}"), ["给被投诉人的文书里不能用 {reporter_name}"]);
    assert_eq!(faults("mediation", "{dispute}", "{story}"), ["给被投诉人的文书里不能用 {story}"]);
    assert_eq!(faults("acceptance", "{received_on}", "{story}"), ["给投诉人、举报人的文书里不能用 {story}"]);
    assert_eq!(faults("acceptance", "{received_on}", "{recieved_on}"), ["不认识的字段 {recieved_on}"]);
    assert_eq!(faults("acceptance", "{law:accept}", "{law:acept}"), ["没有 [[citation]] acept"]);
    assert_eq!(faults("refusal", "{ground:basis}", "{reasons:basis}"), ["reasons 不是从法定情形里选择的字段"]);

    let mut other = template("mediation");
    other.citation[0].law = "samr-122".into();
    other.citation[1].article = String::new();
    other.citation[2].law = "samr-20".into();
    other.field[1].key = "to".into();
    other.field[2].prefill = "{reporter_address}".into();
    let told: Vec<String> = other.faults(&laws).into_iter().map(|fault| fault.what).collect();
    for expected in [
        "laws/laws.toml 里没有 samr-122",
        "引用 notice 没有写明第几条",
        "在 2026-11-22 没有施行或者已经失效",
        "字段名 to 已经有别的意思，请换一个",
        "不认识的字段 {time}",
        "给被投诉人的文书里不能用 {reporter_address}",
    ] {
        assert!(told.iter().any(|what| what.contains(expected)), "{expected} in {told:?}");
    }
}
