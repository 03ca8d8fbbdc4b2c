use std::collections::BTreeSet;

use domain::newsroom::workflow::Kind;
use domain::reading::Myth;

use super::*;
use crate::{Picture, Pictures};

fn read_at(body: &str, kind: Kind) -> Result<Text, Vec<Fault>> {
    let articles = BTreeSet::from(["expiry-date".to_owned()]);
    let disclosures = BTreeSet::from(["market-stall".to_owned()]);
    let picture = Picture { width: 360, height: 220, copies: Vec::new(), alt: None, credited: true, card: None };
    let copies = vec![(360, "aa.jpg".to_owned()), (720, "bb.jpg".to_owned()), (1080, "cc.jpg".to_owned())];
    let photo = |alt: &str| {
        let (alt, card) = (Some(alt.to_owned()), Some("card.jpg".to_owned()));
        Picture { width: 1080, height: 600, copies: copies.clone(), alt, credited: true, card }
    };
    let pasted = Picture { alt: None, credited: false, ..photo("") };
    let pictures = Pictures::from([
        ("box.svg".to_owned(), picture),
        ("photo.jpg".to_owned(), photo("药盒正面")),
        ("frame.jpg".to_owned(), photo("")),
        ("pasted.jpg".to_owned(), pasted),
    ]);
    let around =
        Around { kind, base_path: "/aqyy/", articles: &articles, disclosures: &disclosures, pictures: &pictures };
    read(body, &Origin { label: "a.md", first_line: 11, around: &around })
}

fn blocks(body: &str) -> Vec<Block> {
    read_at(body, Kind::Article).unwrap().blocks
}

fn faults(body: &str) -> Vec<String> {
    read_at(body, Kind::Article).unwrap_err().iter().map(ToString::to_string).collect()
}

fn prose(body: &str) -> String {
    match blocks(body).as_slice() {
        [Block::Prose { html }] => html.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn headings_carry_their_block() {
    let body = "开头。\n\n## 拨打120 {.danger}\n\n- 憋气\n\n## 三步 {.steps}\n\n1. **看。** 看盒子。\n2. 问。\n\n## 怎么管\n\n有规定。\n";
    assert_eq!(
        blocks(body),
        [
            Block::Prose { html: "<p>开头。</p>".into() },
            Block::Danger { title: "拨打120".into(), html: "<ul>\n<li>憋气</li>\n</ul>".into() },
            Block::Steps {
                title: "三步".into(), items: vec!["<strong>看。</strong> 看盒子。".into(), "问。".into()]
            },
            Block::Section { title: "怎么管".into(), class: None, html: "<p>有规定。</p>".into() },
        ]
    );
}

#[test]
fn myths_are_pairs() {
    let body = "## 误会 {.myths}\n\n- ✗ 没效果就是假药。\n  ✓ 要查过才知道。\n";
    let pair = Myth { wrong: "没效果就是假药。".into(), right: "要查过才知道。".into() };
    assert_eq!(blocks(body), [Block::Myths { title: "误会".into(), pairs: vec![pair] }]);
}

#[test]
fn links_get_the_base_path_and_external_ones_are_marked() {
    assert_eq!(
        prose("看[这篇](expiry-date.md)、[案例](../disclosures/market-stall.md)和[官网](https://www.nmpa.gov.cn/)。"),
        "<p>看<a href=\"/aqyy/article/expiry-date\">这篇</a>、<a href=\"/aqyy/disclosure/market-stall\">案例</a>和<a href=\"https://www.nmpa.gov.cn/\" rel=\"external\">官网</a>。</p>"
    );
}

#[test]
fn a_picture_on_its_own_is_a_figure_with_its_size() {
    assert_eq!(
        prose("![药盒“正面”](../pictures/box.svg)"),
        "<figure><img src=\"/aqyy/pictures/box.svg\" alt=\"药盒“正面”\" width=\"360\" height=\"220\"></figure>"
    );
}

#[test]
fn only_a_decoration_may_be_silent() {
    let silent = |body| read_at(body, Kind::Article).unwrap().silent_pictures;
    assert_eq!(silent("前\n\n![](../pictures/box.svg)"), [13]);
    assert!(silent("![](../pictures/box.svg \"装饰图\")").is_empty());
}

#[test]
fn a_picture_out_of_a_paste_waits_for_its_source_and_one_that_was_left_out_is_missed() {
    let uncredited = faults("前\n\n![药盒](../pictures/pasted.jpg)");
    assert_eq!(uncredited, ["a.md:13: 图片 ../pictures/pasted.jpg 还没有写来源，在“图片”里补上谁拍的、从哪里来"]);
    let left_out = faults("![这里少一张图：浏览器读不到](paste:1)");
    assert_eq!(left_out, ["a.md:11: 这里少一张图：照方括号里的话补上，或者把这一行删掉"]);
}

#[test]
fn what_looks_like_markup_in_a_text_is_escaped() {
    assert_eq!(prose("1 < 2 & \"甲\""), "<p>1 &lt; 2 &amp; &quot;甲&quot;</p>".replace("&quot;", "\""));
}

#[test]
fn html_is_refused() {
    assert_eq!(faults("好\n\n<script>alert(1)</script>\n"), ["a.md:13: 正文里不能写 HTML"]);
    assert_eq!(faults("一<b>二</b>"), ["a.md:11: 正文里不能写 HTML", "a.md:11: 正文里不能写 HTML"]);
}

#[test]
fn a_smaller_heading_brings_nothing_but_its_words() {
    assert_eq!(prose("### 小节 {#top .danger onclick=alert(1)}"), "<h3>小节</h3>");
}

#[test]
fn links_that_lead_nowhere_are_refused() {
    for bad in [
        "missing.md",
        "/report",
        "javascript:alert(1)",
        "../../etc/passwd",
        "#top",
        "../pictures/box.svg",
        "tel:1 or 2",
    ] {
        let found = read_at(&format!("[甲](<{bad}>)"), Kind::Article);
        assert_eq!(found.unwrap_err().len(), 1, "{bad}");
    }
}

#[test]
fn blocks_out_of_form_are_named() {
    assert_eq!(faults("## 三步 {.steps}\n\n一段话。\n"), ["a.md:11: {.steps} 里只能有一个编号列表"]);
    assert_eq!(faults("## 误会 {.myths}\n\n- 只有一半\n"), ["a.md:11: {.myths} 的每一项应先写 ✗ 误会，再写 ✓ 实情"]);
    assert_eq!(faults("## 甲 {.stpes}\n"), ["a.md:11: 不认识的块 {.stpes}，可以用 danger、steps、not-for、myths"]);
    assert_eq!(faults("# 大标题\n"), ["a.md:11: 正文小标题从 ## 开始，# 留给文章标题"]);
}

#[test]
fn passages_know_their_lines() {
    let text = read_at("一。\n\n- 二。\n- 三。\n", Kind::Article).unwrap();
    let places: Vec<_> = text.passages.iter().filter_map(|passage| passage.pieces.first()).collect();
    let places: Vec<_> = places.iter().map(|piece| (piece.place.line, piece.place.column)).collect();
    assert_eq!(places, [(11, 1), (13, 3), (14, 3)]);
}

#[test]
fn only_links_that_leave_the_site_are_noted() {
    let text = read_at("看[这篇](expiry-date.md)\n和[官网](https://www.nmpa.gov.cn/)。", Kind::Article).unwrap();
    let links: Vec<_> = text.links.iter().map(|link| (link.place.line, link.target.as_str())).collect();
    assert_eq!(links, [(12, "https://www.nmpa.gov.cn/")]);
}

#[test]
fn a_table_is_drawn_and_each_cell_is_read_by_itself() {
    let body = "| 药名 | 数量 |\n| --- | --- |\n| 感冒药 | 2 |\n";
    assert!(prose(body).starts_with("<table>"));
    let text = read_at(body, Kind::Article).unwrap();
    let cells: Vec<_> = text.passages.iter().map(|passage| passage.pieces[0].text.as_str()).collect();
    assert_eq!(cells, ["药名", "数量", "感冒药", "2"]);
}

#[test]
fn the_first_photo_is_passed_on_and_a_drawing_is_not() {
    let card = |body| read_at(body, Kind::Article).unwrap().card;
    assert_eq!(card("![盒](../pictures/box.svg)"), None);
    let steps = "![盒](../pictures/box.svg)\n\n## 三步 {.steps}\n\n1. ![盒](../pictures/photo.jpg)\n";
    assert_eq!(card(steps).as_deref(), Some("pictures/card.jpg"));
}

#[test]
fn a_photo_comes_in_the_size_a_phone_needs_and_the_second_only_when_it_is_near() {
    let html = prose("![盒子](../pictures/photo.jpg)\n\n![](../pictures/photo.jpg)\n\n![](../pictures/frame.jpg)");
    let lines: Vec<&str> = html.lines().collect();
    assert_eq!(
        lines[0],
        "<figure><img src=\"/aqyy/pictures/bb.jpg\" srcset=\"/aqyy/pictures/aa.jpg 360w, /aqyy/pictures/bb.jpg 720w, \
         /aqyy/pictures/cc.jpg 1080w\" sizes=\"(max-width: 40em) 100vw, 612px\" alt=\"盒子\" width=\"1080\" height=\"600\"></figure>"
    );
    assert!(
        lines[1].contains("alt=\"药盒正面\"") && lines[1].contains("loading=\"lazy\""),
        "its own words: {}",
        lines[1]
    );
    assert!(lines[2].contains("alt=\"\""), "decoration");
}
