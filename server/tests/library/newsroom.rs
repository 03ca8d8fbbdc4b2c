//! The newsroom's rules through the content check and the command line.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use domain::newsroom::reading::Light;
use jiff::civil::date;
use server::library::{Checked, review};

use crate::content::{Content, own_content};

const ARTICLE: &str = "articles/approval-number.md";

fn reviewed(folder: &Path) -> Checked {
    review(folder, date(2026, 11, 22))
}

/// What is said when a sentence is written into an article.
fn with_sentence(sentence: &str) -> Checked {
    let content = Content::copied();
    let file = content.0.path().join(ARTICLE);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n## 补充\n\n{sentence}\n")).unwrap();
    reviewed(content.0.path())
}

fn faults(checked: &Checked) -> Vec<&str> {
    checked.faults.iter().map(|fault| fault.what.as_str()).collect()
}

fn yaoan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yaoan")).args(arguments).env_clear().output().unwrap()
}

#[test]
fn the_starter_texts_claim_nothing_and_are_mostly_plain() {
    let checked = reviewed(&own_content());
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    let measured: Vec<_> = checked.lights.iter().filter_map(|lit| lit.reading.as_ref()).collect();
    let red = measured.iter().filter(|reading| reading.light == Light::Red).count();
    assert!(red * 10 < measured.len(), "{red} of {} are hard to read", measured.len());
}

#[test]
fn a_claim_the_law_forbids_is_a_fault_with_law_and_way_out() {
    let checked = with_sentence("这种粉包治百病。");
    let [what] = faults(&checked)[..] else { panic!("{:?}", checked.faults) };
    assert!(what.starts_with("“包治”：断言能治好病（《广告法》第十六条）；写清楚能缓解什么"), "{what}");
}

#[test]
fn a_claim_that_is_quoted_denied_or_a_myth_is_none() {
    for sentence in ["说“包治百病”的，不要买。", "没有一种药包治百病。", "有人宣称根治糖尿病。"]
    {
        assert!(with_sentence(sentence).faults.is_empty(), "{sentence}");
    }
}

#[test]
fn a_shop_link_is_a_fault_and_an_odd_link_a_note() {
    let shop = with_sentence("看[这里](https://item.jd.com/1.html)。");
    assert!(faults(&shop)[0].contains("购物"), "{:?}", shop.faults);
    let odd = with_sentence("看[这里](https://example.com/)。");
    assert!(odd.faults.is_empty() && odd.notes.iter().any(|note| note.what.contains("不是政府")), "{:?}", odd.notes);
}

#[test]
fn a_case_that_names_somebody_is_noted() {
    let content = Content::copied();
    content.edit("disclosures/market-stall-no-licence.md", "张某某在摊上卖", "摊主张建国（电话13812345678）在摊上卖");
    let checked = reviewed(content.0.path());
    let notes: Vec<&str> = checked.notes.iter().map(|note| note.what.as_str()).collect();
    for hit in ["姓名 张建国", "电话 13812345678"] {
        assert!(notes.iter().any(|note| note.starts_with(hit)), "{hit} in {notes:?}");
    }
}

#[test]
fn a_dictionary_entry_without_law_or_source_is_named_with_its_line() {
    let content = Content::copied();
    content.edit("words/slips.toml", "source = \"自编\"\n", "");
    let faults: Vec<String> = reviewed(content.0.path()).faults.iter().map(ToString::to_string).collect();
    assert!(
        faults[0].ends_with("没有写 law，就要写来源 source") && faults[0].contains("words/slips.toml:"),
        "{faults:?}"
    );
}

#[test]
fn a_bureau_replaces_only_the_list_it_wants_otherwise() {
    let content = Content::copied();
    fs::remove_file(content.0.path().join("words/claims.toml")).unwrap();
    assert!(reviewed(content.0.path()).faults.is_empty());
    let file = content.0.path().join("words/characters.txt");
    fs::write(&file, "# 自己的字表\n一二三\n").unwrap();
    assert!(
        reviewed(content.0.path())
            .lights
            .iter()
            .filter_map(|lit| lit.reading.as_ref())
            .all(|reading| reading.light == Light::Red)
    );
}

#[test]
fn a_newsroom_rule_without_words_is_a_fault() {
    let content = Content::copied();
    content.edit("laws/newsroom.toml", "key = \"own-work\"", "key = \"own-work-2\"");
    assert_eq!(faults(&reviewed(content.0.path())), ["缺少规则 own-work"]);
}

#[test]
fn the_command_prints_every_hit_with_its_mask() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.md");
    fs::write(&file, "基本案情\n当事人王建国（身份证11010519491231002X）住永胜村。\n").unwrap();
    let output = yaoan(&["content", "mask", file.to_str().unwrap()]);
    assert!(output.status.success());
    let hits: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let hits: Vec<_> =
        hits.as_array().unwrap().iter().map(|hit| (hit["kind"].as_str(), hit["mask"].as_str())).collect();
    let expected = [("name", "王某某"), ("id_number", "×××"), ("village", "某村")];
    assert_eq!(hits, expected.map(|(kind, mask)| (Some(kind), Some(mask))));
    let missing = yaoan(&["content", "mask", "no-such-file"]);
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn the_overview_has_a_line_an_item_and_amber_is_no_fault() {
    let content = Content::copied();
    content.edit("articles/aconite.md", "不要自己做来吃、做酒喝", "不要自己炖、自己泡酒");
    let folder = content.0.path();
    let output = yaoan(&["content", "check", folder.to_str().unwrap(), "--reading"]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let named = |line: &&str| ["articles", "disclosures", "quiz"].iter().any(|one| line.contains(&format!(" {one}/")));
    let lines = said.lines().filter(named).count();
    assert_eq!(lines, reviewed(folder).lights.len());
    assert!(said.lines().any(|line| line.starts_with("黄 articles/aconite 生字")), "{said}");
}
