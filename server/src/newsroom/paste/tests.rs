use std::fmt::Write as _;

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::*;

fn markdown(html: &str) -> String {
    clean(html).unwrap().markdown
}

/// What `Word` puts on the clipboard, shortened.
const WORD: &str = r#"Version:1.0
StartHTML:0000000105
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>p.MsoNormal{margin:0cm}</style></head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='mso-pagination:lines-together'><span lang=EN-US>过期药</span>怎么办<o:p></o:p></h1>
<p class=MsoNormal style='text-indent:21.0pt'><b><span style='font-size:12.0pt;font-family:宋体'>不要吃：</span></b><span
style='font-family:宋体'>过期药可能
没有效。</span></p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>看有效期</p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;
</span></span>交到回收点</p>
<p class=MsoNormal>见<a href="https://www.nmpa.gov.cn/a(b)"><span>官网</span></a>。<o:p>&nbsp;</o:p></p>
<p class=MsoNormal><img width=200 src="file:///C:\\Users\\a\\image001.png" alt="药盒"></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>药名</p></td><td><p>数量</p></td></tr>
<tr><td><p>感冒药</p></td><td><p>2|3</p></td></tr></table>
<!--EndFragment--></body></html>"#;

#[test]
fn what_word_copies_becomes_markdown() {
    let pasted = clean(WORD).unwrap();
    assert_eq!(
        pasted.markdown,
        "## 过期药怎么办\n\n**不要吃**：过期药可能没有效。\n\n1. 看有效期\n2. 交到回收点\n\n\
         见[官网](https://www.nmpa.gov.cn/a%28b%29)。\n\n![药盒](paste:1)\n\n\
         | 药名 | 数量 |\n| --- | --- |\n| 感冒药 | 2\\|3 |\n"
    );
    let missing = PictureSource::Missing { name: "image001.png".into() };
    assert_eq!(pasted.pictures, [PastedPicture { alt: "药盒".into(), source: missing }]);
}

#[test]
fn scripts_styles_comments_and_hidden_words_are_gone() {
    for html in [
        "<script>alert(1)</script>好",
        "<style>p{color:red}</style>好",
        "<!-- 坏 -->好",
        "<span style=\"display: none\">坏</span>好",
        "<title>坏</title>好",
        "<head><title>坏</title><body>好",
        "<svg><text>坏</text></svg>好",
        "<p onclick=\"x()\">好</p>",
        "<iframe src=x>坏</iframe>好",
    ] {
        assert_eq!(markdown(html), "好\n", "{html}");
    }
}

#[test]
fn lists_nest_and_keep_their_kind() {
    let html = "<ol><li><p>一</p></li><li>二<ul><li>甲</li><li>乙</li></ul></li><li>三</li></ol><ul><li>点</li></ul>";
    assert_eq!(markdown(html), "1. 一\n2. 二\n   - 甲\n   - 乙\n3. 三\n\n- 点\n");
}

#[test]
fn bold_is_known_by_tag_and_by_style() {
    assert_eq!(markdown("<b>一</b>二<span style='font-weight:700'>三</span>"), "**一**二**三**\n");
    assert_eq!(markdown("<b style='font-weight:normal'>一</b>"), "一\n");
    assert_eq!(markdown("<strong>注意！</strong>看<b> </b>完"), "**注意**！看 完\n");
    assert_eq!(markdown("<b>一</b><b>二</b>"), "**一二**\n");
}

#[test]
fn links_that_do_anything_but_lead_are_dropped() {
    for html in
        ["<a href=\"javascript:alert(1)\">看</a>", "<a href=\"file:///etc/passwd\">看</a>", "<a name=top>看</a>"]
    {
        assert_eq!(markdown(html), "看\n", "{html}");
    }
    assert_eq!(markdown("<a href=\" https://x.gov.cn/a b\">看</a>"), "[看](https://x.gov.cn/a%20b)\n");
}

#[test]
fn words_that_look_like_markup_stay_words() {
    for (html, expected) in [
        ("1. 不是列表", "1\\. 不是列表\n"),
        ("# 不是标题", "\\# 不是标题\n"),
        ("- 不是", "\\- 不是\n"),
        ("a * b_c [d] &lt;i&gt; {x}", "a \\* b\\_c \\[d\\] \\<i> \\{x\\}\n"),
        ("&amp;lt;", "\\&lt;\n"),
        ("<h2>标题 #</h2>", "## 标题 \\#\n"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn a_table_of_one_column_is_a_frame_and_a_table_inside_is_words() {
    assert_eq!(markdown("<table><tr><td>一</td></tr><tr><td>二</td></tr></table>"), "一\n\n二\n");
    let inside = "<table><tr><td>甲<table><tr><td>一</td><td>二</td></tr></table></td><td>乙</td></tr></table>";
    assert_eq!(markdown(inside), "| 甲 一 二 | 乙 |\n| --- | --- |\n");
}

#[test]
fn pictures_keep_their_bytes_or_address() {
    let pasted =
        clean("<img src=\"data:image/png;base64,iVBORw==\"><img src=\"https://x.gov.cn/a.jpg\" alt=\"店 面\">")
            .unwrap();
    assert_eq!(pasted.markdown, "![](paste:1)![店 面](paste:2)\n");
    let inside = PictureSource::Inside { media_type: "image/png".into(), base64: "iVBORw==".into() };
    assert_eq!(pasted.pictures[0].source, inside);
    assert_eq!(pasted.pictures[1].source, PictureSource::Web { address: "https://x.gov.cn/a.jpg".into() });
}

#[test]
fn what_nests_without_end_is_read_once() {
    let deep = format!(
        "{}好{}",
        "<div><b><ul><li><table><tr><td>".repeat(40_000),
        "</td></tr></table></li></ul></b></div>".repeat(40_000)
    );
    assert!(markdown(&deep).contains('好'));
    let open = format!("{}好", "<p><b>".repeat(300_000));
    assert!(markdown(&open).contains('好'));
}

#[test]
fn a_paste_beyond_the_limit_is_refused_with_a_way_out() {
    let refused = clean(&"药".repeat(LARGEST / 3 + 1)).unwrap_err();
    assert!(refused.to_string().contains("分几次"));
}

#[test]
fn five_megabytes_are_read() {
    let mut html = String::new();
    while html.len() < LARGEST - 300 {
        let _ = write!(
            html,
            "<p class=MsoNormal><b>第{}段：</b>药要放在阴凉的地方。<a href=https://x.gov.cn>看</a></p>",
            html.len()
        );
    }
    let paragraphs = markdown(&html).matches("\n\n").count();
    assert!(paragraphs > 30_000, "{paragraphs}");
}

/// What a reader of the Markdown sees, and whether anything of it is not plain.
fn drawn(markdown: &str) -> (String, bool) {
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES;
    let mut words = String::new();
    let mut plain = true;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::Html(_) | Event::InlineHtml(_) => plain = false,
            Event::Start(Tag::Heading { level, classes, id, .. }) => {
                plain &= level != HeadingLevel::H1 && classes.is_empty() && id.is_none();
            }
            Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_)) => plain = false,
            _ => {}
        }
    }
    (words, plain)
}

fn html() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => "[药品安全一二#*_`|<>&\\[\\]{}!~=+.0-9a-z ()-]{0,12}",
        1 => "\\PC{0,8}",
        4 => proptest::sample::select(vec![
            "<p>", "</p>", "<b>", "</b>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>",
            "</table>", "<h1>", "</h1>", "<h3>", "<br>", "<a href='https://x.gov.cn/(1)'>", "</a>", "<img src='a.png' alt='[x](y)'>",
            "<span style='font-weight:bold'>", "</span>", "<!--", "-->", "<![if !x]>", "<o:p>", "<script>", "</script>",
            "<p style='mso-list:l0 level3'>", "<span style='mso-list:Ignore'>", "&nbsp;", "\n", "<td colspan=99999999999>", "&#0;",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_is_pasted_comes_out_plain(html in html()) {
        let markdown = markdown(&html);
        let (_, plain) = drawn(&markdown);
        prop_assert!(plain, "{}", markdown);
    }

    #[test]
    fn no_word_is_lost_or_changed(words in "[药品安全一二#*_`|<>&\\[\\]{}!~=+.0-9a-z ()\"'\\\\-]{0,40}", bold in any::<bool>()) {
        let text = words.replace('&', "&amp;").replace('<', "&lt;");
        let html = if bold { format!("<p>前<b>{text}</b></p>") } else { format!("<p>{text}</p>") };
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let expected = if bold { format!("前{words}") } else { words };
        prop_assert_eq!(squeezed(&drawn(&markdown(&html)).0), squeezed(&expected));
    }
}
