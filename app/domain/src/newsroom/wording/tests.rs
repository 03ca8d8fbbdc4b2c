use super::*;
use crate::law::test_laws;

fn rules() -> WordingRules {
    let claims: WordingFile = toml::from_str(include_str!("../../../../../content/words/claims.toml")).unwrap();
    let slips: WordingFile = toml::from_str(include_str!("../../../../../content/words/slips.toml")).unwrap();
    let links: LinkFile = toml::from_str(include_str!("../../../../../content/words/links.toml")).unwrap();
    WordingRules { entries: [claims.entry, slips.entry].concat(), links: LinkRules { hosts: links.host } }
}

fn day() -> Date {
    "2026-11-22".parse().unwrap()
}

fn at(line: usize, column: usize) -> Place {
    Place { line, column }
}

fn found(text: &str) -> Vec<(FindingKind, bool)> {
    let written = Written { body: vec![Passage::from((at(5, 1), text))], sources: 1, ..Written::default() };
    findings(&written, &rules(), test_laws(), day())
        .into_iter()
        .map(|finding| (finding.kind, finding.blocking))
        .collect()
}

fn link(target: &str) -> Vec<(FindingKind, bool)> {
    let links = vec![Link { place: at(5, 1), target: target.to_owned() }];
    let written = Written { links, sources: 1, ..Written::default() };
    findings(&written, &rules(), test_laws(), day())
        .into_iter()
        .map(|finding| (finding.kind, finding.blocking))
        .collect()
}

#[test]
fn the_dictionaries_name_their_laws_and_sources() {
    assert_eq!(rules().faults(test_laws()), []);
}

#[test]
fn claims_the_law_forbids_block() {
    for text in ["这种药根治糖尿病。", "这种粉包治百病。", "治愈率达到95%。", "服用后安全无副作用。", "无效退款。"]
    {
        let found = found(text);
        assert!(!found.is_empty() && found.iter().all(|one| *one == (FindingKind::Claim, true)), "{text}: {found:?}");
    }
}

#[test]
fn speaking_of_a_claim_is_no_claim() {
    for text in [
        "说“祖传秘方”“包治百病”的，不买。",
        "✗ 这药能根治高血压。 ✓ 高血压要长期吃药。",
        "高血压不能根治。",
        "店主宣称治愈率98%，被罚款。",
        "听到包治百病的广告，先报告。",
        "广告里不得说无效退款。",
        "药盒上写着「无效退款」，不要信。",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn a_denial_reaches_no_further_than_its_clause() {
    assert_eq!(found("不知道什么病，这种粉根治风湿。"), [(FindingKind::Claim, true)]);
}

#[test]
fn slips_and_old_names_are_pointed_out_and_do_not_block() {
    assert_eq!(found("全国入民"), [(FindingKind::Slip, false)]);
    assert_eq!(found("“全国入民”"), [(FindingKind::Slip, false)]);
    assert_eq!(found("向工商局反映"), [(FindingKind::OldName, false)]);
    assert_eq!(found("原工商局的老人"), []);
}

#[test]
fn a_law_that_no_longer_stands_is_found_unless_told_as_history() {
    assert_eq!(found("依据是《市场监督管理投诉举报处理暂行办法》。"), [(FindingKind::RepealedLaw, false)]);
    assert_eq!(found("已废止的《市场监督管理投诉举报处理暂行办法》"), []);
    assert_eq!(found("见《中华人民共和国药品管理法》第五十一条。"), []);
    assert_eq!(found("见《药品流通监督管理办法》。"), [(FindingKind::UnknownLaw, false)]);
    assert_eq!(found("读《家庭药箱怎么理》"), []);
}

#[test]
fn telephones_are_pointed_out_and_public_lines_are_not() {
    assert_eq!(found("联系电话13812345678"), [(FindingKind::Telephone, false)]);
    assert_eq!(found("打12315、12345或者120"), []);
}

#[test]
fn links_are_judged_by_where_they_lead() {
    assert_eq!(link("https://www.nmpa.gov.cn/datasearch/"), []);
    assert_eq!(link("https://item.taobao.com/item.htm?id=1"), [(FindingKind::Link, true)]);
    for odd in [
        "https://t.cn/A6abc",
        "http://www.nmpa.gov.cn/",
        "https://8.8.8.8/x",
        "https://www.nmpa.gov.cn@evil.example/",
        "https://xn--fiqs8s.example/",
        "https://www.gov.cn.example.com/",
        "https://www.nmpa.gov.cn/app.apk",
    ] {
        assert_eq!(link(odd), [(FindingKind::Link, false)], "{odd}");
    }
}

#[test]
fn missing_sources_and_words_for_pictures_are_told_with_their_place() {
    let written = Written { silent_pictures: vec![at(9, 1)], sources_place: Some(at(2, 1)), ..Written::default() };
    let found = findings(&written, &rules(), test_laws(), day());
    let kinds: Vec<_> = found.iter().map(|finding| (finding.kind, finding.place)).collect();
    assert_eq!(kinds, [(FindingKind::NoSource, at(2, 1)), (FindingKind::SilentPicture, at(9, 1))]);
}

#[test]
fn a_finding_knows_its_column() {
    let written =
        Written { body: vec![Passage::from((at(5, 3), "看，包治百病"))], sources: 1, ..Written::default() };
    let found = findings(&written, &rules(), test_laws(), day());
    assert_eq!(found.first().map(|finding| finding.place), Some(at(5, 5)));
}
