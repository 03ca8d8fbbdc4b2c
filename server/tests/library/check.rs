//! What `yaoan content check` finds: a test for each kind of fault, printed as an author reads it.
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use server::library::check;

use crate::content::{copy, own_content};

/// The repository's content with one change, and what the check says about it.
fn after(path: &str, change: impl Fn(&str) -> String) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&own_content(), folder.path());
    let file = folder.path().join(path);
    let text = fs::read_to_string(&file).unwrap_or_default();
    let changed = change(&text);
    assert_ne!(text, changed, "the change found nothing to change in {path}");
    fs::write(&file, changed).unwrap();
    told(folder.path())
}

/// The same with one more file.
fn added(path: &str, text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&own_content(), folder.path());
    let file = folder.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    told(folder.path())
}

fn told(folder: &Path) -> String {
    let root = format!("{}/", folder.display());
    let lines: Vec<String> = check(folder).iter().map(|fault| fault.to_string().replace(&root, "content/")).collect();
    lines.join("\n")
}

fn replaced(path: &str, from: &str, to: &str) -> String {
    after(path, |text| text.replacen(from, to, 1))
}

const ARTICLE: &str = "articles/approval-number.md";
const CASE: &str = "disclosures/market-stall-no-licence.md";

#[test]
fn the_repositorys_own_content_has_no_fault() {
    let faults: Vec<String> = check(&own_content()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_notice_that_names_no_unit_and_an_alert_of_ones_own() {
    let head = "+++\ntitle = \"停水通知\"\nsummary = \"明天停水。\"\nkeywords = [\"停水\"]\nunit = \"\"\n\
        reviewer = \"县局\"\nreviewed = \"2026-11-20\"\npublished = \"2026-11-20 09:00\"\n+++\n\n请备水。\n";
    assert_snapshot!(added("notices/no-water.md", head), @"content/notices/no-water.md:5: unit 没有填写");
    assert_snapshot!(added("alerts/no-water.md", &head.replace("unit = \"\"", "unit = \"云县市场监督管理局\"")), @"content/alerts/no-water.md:1: 风险提示只能转发：写明发布机关、网址（https:// 开头）和日期");
    assert_snapshot!(added("campaigns/没有水.md", "没有表头"), @r"
    content/campaigns/没有水.md:1: 文件名只用小写英文字母、数字和 -
    content/campaigns/没有水.md:1: 文件开头应有两行 +++，中间写标题、审核人等
    ");
}

#[test]
fn a_best_bet_that_leads_nowhere_or_twice() {
    let file = "words/best-bets.toml";
    let to = |line: &str| replaced(file, "article = \"approval-number\"", line);
    assert_snapshot!(to("article = \"nowhere\""), @"content/words/best-bets.toml:9: 没有 article/nowhere");
    assert_snapshot!(to("to = [\"check\", \"disclosure/nowhere\"]"), @"content/words/best-bets.toml:9: 没有 disclosure/nowhere");
    assert_snapshot!(to("to = [\"desk\"]"), @"content/words/best-bets.toml:9: “desk”不是本站文章、案例、通知提示或者页面的网址");
    assert_snapshot!(to(""), @"content/words/best-bets.toml:8: words 要有，article、to 写一个");
    assert_snapshot!(replaced(file, "\"批准文号\"", "\"旧 药\""), @"content/words/best-bets.toml:8: “旧 药”写了两次");
    assert_snapshot!(to("to = [\"check\", \"disclosure/market-stall-no-licence\", \"article/approval-number\"]"), @"");
}

#[test]
fn an_unknown_key() {
    assert_snapshot!(replaced(ARTICLE, "reviewer =", "colour = \"red\"\nreviewer ="), @"content/articles/approval-number.md:7: 不认识的键 colour");
}

#[test]
fn a_missing_key() {
    assert_snapshot!(replaced(ARTICLE, "reviewer = \"{bureau}\"\n", ""), @"content/articles/approval-number.md:2: 缺少键 reviewer");
}

#[test]
fn a_missing_source() {
    let without = |text: &str| {
        let (head, body) = text.split_once("\n[[source]]").unwrap();
        let (_, body) = body.split_once("\n+++\n").unwrap();
        format!("{head}\nsource = []\n+++\n{body}")
    };
    assert_snapshot!(after(ARTICLE, without), @"content/articles/approval-number.md:12: 缺少来源 [[source]]");
}

#[test]
fn a_source_that_is_neither_law_nor_place() {
    assert_snapshot!(replaced(ARTICLE, "checked = \"2026-11-18\"", "cheked = \"2026-11-18\""), @"content/articles/approval-number.md:12: [[source]] 应写 law 和 article，或者 name 和 checked（可加 url）");
}

#[test]
fn a_time_out_of_form() {
    assert_snapshot!(replaced(ARTICLE, "2026-11-18 09:00", "2026-11-18"), @"content/articles/approval-number.md:6: 时间应写成 2026-11-18 09:00，现在是 2026-11-18");
}

#[test]
fn a_dead_link() {
    assert_snapshot!(replaced("articles/compensation.md", "(adverse-reaction.md)", "(adverse-reactions.md)"), @"content/articles/compensation.md:53: 链接 adverse-reactions.md 没有对应的文件");
}

#[test]
fn a_dead_picture() {
    assert_snapshot!(replaced(ARTICLE, "medicine-box.svg", "medicine-bag.svg"), @"content/articles/approval-number.md:31: 图片 ../pictures/medicine-bag.svg 没有对应的文件");
}

#[test]
fn html_in_the_text() {
    assert_snapshot!(replaced(ARTICLE, "- H是化学药", "- H是<b>化学药</b>"), @"content/articles/approval-number.md:49: 正文里不能写 HTML");
}

#[test]
fn an_unknown_related_article() {
    assert_snapshot!(replaced(ARTICLE, "\"expiry-date\"]", "\"expiry\"]"), @"content/articles/approval-number.md:10: related 里的 expiry 不是别的文章的文件名");
}

#[test]
fn an_unknown_column() {
    assert_snapshot!(replaced(ARTICLE, "column = \"drugs\"", "column = \"medicine\""), @"content/articles/approval-number.md:4: 没有栏目收 medicine");
}

#[test]
fn an_unknown_law() {
    assert_snapshot!(replaced(ARTICLE, "law = \"drug-registration\"", "law = \"drug-registry\""), @"content/articles/approval-number.md:13: laws/laws.toml 里没有 drug-registry");
}

#[test]
fn a_law_out_of_force_on_the_reviewed_day() {
    let repealed = replaced(
        "articles/complain-or-report.md",
        "law = \"samr-121\"\narticle = \"第三条\"",
        "law = \"samr-20\"\narticle = \"第三条\"",
    );
    assert_snapshot!(repealed, @"content/articles/complain-or-report.md:13: 《市场监督管理投诉举报处理暂行办法》在审核日期 2026-11-20 没有施行或者已经失效");
}

#[test]
fn an_unknown_category() {
    assert_snapshot!(replaced(CASE, "category = \"D04\"", "category = \"D99\""), @"content/disclosures/market-stall-no-licence.md:4: laws/categories.toml 里没有类别 D99");
}

#[test]
fn an_unknown_region() {
    assert_snapshot!(replaced(CASE, "{region}", "530922999000"), @"content/disclosures/market-stall-no-licence.md:5: regions 里没有区划代码 530922999000");
}

#[test]
fn a_village_in_a_case() {
    assert_snapshot!(replaced(CASE, "{region}", "530922101001"), @"content/disclosures/market-stall-no-licence.md:5: 地点只写到乡镇，不能写到村（村能指向个人）");
}

#[test]
fn a_picture_without_words() {
    let silent = |text: &str| {
        let (before, rest) = text.split_once("![").unwrap();
        let (_, after) = rest.split_once("](").unwrap();
        format!("{before}![]({after}")
    };
    assert_snapshot!(after(ARTICLE, silent), @r#"content/articles/approval-number.md:31: 图片没有文字说明；写一句图里有什么；只是装饰的，写成 ![](图片 "装饰图")"#);
}

#[test]
fn a_sentence_that_goes_on_too_long() {
    let long = format!("- H是化学药，{}。", "也就是工厂里做出来的药，".repeat(3));
    assert_snapshot!(replaced(ARTICLE, "- H是化学药，", &long), @"content/articles/approval-number.md:49: 这句话有 42 个字，超过 40 个，请拆开");
}

#[test]
fn an_answer_that_is_too_long() {
    let long = format!("answer = \"{}。\"", "先找国药准字".repeat(5));
    assert_snapshot!(replaced(ARTICLE, "answer = \"买成药先找“国药准字”，找不到就先别买。\"", &long), @"content/articles/approval-number.md:3: 一句话结论有 31 个字，超过 30 个");
}

#[test]
fn an_article_without_steps() {
    assert_snapshot!(replaced(ARTICLE, "## 三步看药盒 {.steps}", "## 三步看药盒"), @r"
    content/articles/approval-number-hant.md:12: 简体版没有“步骤”块 {.steps}，这里有
    content/articles/approval-number.md:1: 缺少“怎么做”的步骤块 {.steps}
    ");
}

#[test]
fn an_unknown_block() {
    assert_snapshot!(replaced(ARTICLE, "{.steps}", "{.stpes}"), @"content/articles/approval-number.md:41: 不认识的块 {.stpes}，可以用 danger、steps、not-for、myths");
}

#[test]
fn a_review_due_before_the_review() {
    assert_snapshot!(replaced(ARTICLE, "review_due = \"2027-05-18\"", "review_due = \"2026-05-18\""), @"content/articles/approval-number.md:9: 下次复核日期 review_due 应在审核日期 reviewed 之后");
}

#[test]
fn an_empty_reviewer() {
    assert_snapshot!(replaced(ARTICLE, "reviewer = \"{bureau}\"", "reviewer = \" \""), @"content/articles/approval-number.md:7: reviewer 没有填写");
}

#[test]
fn a_mark_that_nobody_fills_in() {
    assert_snapshot!(replaced(CASE, "unit = \"{bureau}\"", "unit = \"{buero}药械股\""), @"content/disclosures/market-stall-no-licence.md:6: 不认识的 {buero}，可以用 {bureau}、{region}");
    assert_snapshot!(replaced(ARTICLE, "- H是化学药", "- 问{bureau}，H是化学药"), @"content/articles/approval-number.md:49: {bureau} 只能写在文件开头两行 +++ 中间，正文里不会换成名称");
}

#[test]
fn a_case_that_stands_too_long() {
    assert_snapshot!(replaced(CASE, "withdraw_by = \"2029-10-20\"", "withdraw_by = \"2029-10-21\""), @"content/disclosures/market-stall-no-licence.md:9: 撤下日期 withdraw_by 最晚是 2029-10-20");
}

#[test]
fn a_case_published_before_it_was_decided() {
    assert_snapshot!(replaced(CASE, "published = \"2026-11-12 09:00\"", "published = \"2026-10-12 09:00\""), @"content/disclosures/market-stall-no-licence.md:7: 发布日期早于处罚决定日期");
}

#[test]
fn a_case_without_its_facts_or_meaning() {
    let plain = |text: &str| text.replace(" {.facts}", "").replace(" {.meaning}", "");
    assert_snapshot!(after(CASE, plain), @r#"
    content/disclosures/market-stall-no-licence.md:1: 缺少“典型意义”块 {.meaning}
    content/disclosures/market-stall-no-licence.md:1: 缺少“基本案情”块 {.facts}
    "#);
}

#[test]
fn a_missing_header() {
    assert_snapshot!(after(ARTICLE, |_| "没有头的文章。\n".to_owned()), @"content/articles/approval-number.md:1: 文件开头应有两行 +++，中间写标题、审核人等");
}

#[test]
fn a_file_name_that_makes_no_address() {
    let folder = tempfile::tempdir().unwrap();
    copy(&own_content(), folder.path());
    fs::rename(folder.path().join("articles/aconite.md"), folder.path().join("articles/草乌.md")).unwrap();
    let root = format!("{}/", folder.path().display());
    let faults: Vec<String> =
        check(folder.path()).iter().map(|fault| fault.to_string().replace(&root, "content/")).collect();
    assert_snapshot!(faults.join("\n"), @r#"
    content/articles/fairs-and-lectures.md:10: related 里的 aconite 不是别的文章的文件名
    content/articles/草乌.md:1: 文件名只用小写英文字母、数字和 -
    content/quiz/aconite.toml:1: 没有文章 aconite
    "#);
}

#[test]
fn too_many_common_categories() {
    assert_snapshot!(replaced("laws/categories.toml", "code = \"D02\"", "code = \"D02\"\ncommon = true"), @"content/laws/categories.toml:19: common = true 的类别有 9 个，超过 8 个");
}

#[test]
fn a_category_written_twice() {
    assert_snapshot!(replaced("laws/categories.toml", "code = \"D02\"", "code = \"D01\""), @"content/laws/categories.toml:22: code D01 写了两次");
    assert_snapshot!(replaced("laws/sightings.toml", "key = \"bought\"", "key = \"on_sale\""), @"content/laws/sightings.toml:7: key on_sale 写了两次");
}

#[test]
fn a_notice_that_pages_need_is_missing() {
    assert_snapshot!(replaced("laws/notices.toml", "key = \"secrecy\"", "key = \"secret\""), @"content/laws/notices.toml:11: 缺少页面要用的告知 secrecy");
}

#[test]
fn a_clock_of_an_unknown_law() {
    assert_snapshot!(replaced("laws/clocks.toml", "law = \"samr-121\"\narticle = \"第十五条\"", "law = \"samr-122\"\narticle = \"第十五条\""), @"content/laws/clocks.toml:23: 时限 T1 依据的法规不在 laws.toml");
}

#[test]
fn a_region_row_out_of_form() {
    assert_snapshot!(replaced("regions/530922.csv", "530922101000,", "53092210100,"), @"content/regions/530922.csv:9: 区划代码应为 12 位数字");
}

#[test]
fn a_site_without_a_registering_unit() {
    assert_snapshot!(replaced("sites/yunxian.toml", "registers = true\n", ""), @"content/sites/yunxian.toml:1: unit 中应有一个 registers = true（负责录入12315的机构）");
}

#[test]
fn a_unit_that_owns_places_elsewhere() {
    assert_snapshot!(replaced("sites/yunxian.toml", "\"530922501\"", "\"530923501\""), @r"
    content/sites/yunxian.toml:113: 云县幸福农场（530922501）没有归哪个所
    content/sites/yunxian.toml:144: 幸福市场监管所（示例） 的区划 530923501 不在本地区划表里
    ");
}

#[test]
fn a_unit_twice_and_a_township_of_two_stations() {
    assert_snapshot!(replaced("sites/yunxian.toml", "key = \"shenpi\"", "key = \"fagui\""), @"content/sites/yunxian.toml:82: 承办单位代号 fagui 写了两次");
    assert_snapshot!(replaced("sites/yunxian.toml", "  \"530922102\", # 漫湾镇\n", "  \"530922101\",\n"), @r"
    content/sites/yunxian.toml:113: 云县漫湾镇（530922102）没有归哪个所
    content/sites/yunxian.toml:113: 云县爱华镇（530922101）归了几个所：爱华市场监管所（示例）、漫湾市场监管所（示例）
    ");
}

#[test]
fn a_place_of_the_bureaus_own_under_a_code_that_is_not() {
    let place = |code: &str| replaced("sites/huzhou.toml", "code = \"330502001902\"", &format!("code = \"{code}\""));
    for (code, what) in [
        ("330502001899", "place 的代码 330502001899 末三位应在 900 到 999 之间，别的号码留给国家的区划代码"),
        ("330502099902", "place 的代码 330502099902 前九位不是区划表里的乡镇、街道"),
        ("530922101902", "place 的代码 530922101902 不在本站的区划 3305 里"),
    ] {
        let told = place(code);
        assert!(told.starts_with("content/sites/huzhou.toml:") && told.ends_with(what), "{told}");
        assert!(!told.starts_with("content/sites/huzhou.toml:1:"), "{told}");
    }
    assert!(place("330502001901").ends_with("place 的代码 330502001901 写了两次"));
    assert!(place("33050200190").contains("区划代码应为 12 位数字"));
}

#[test]
fn officers_rules_out_of_form() {
    assert_snapshot!(replaced("officers/merits.toml", "form = \"help\"", "form = \"clue\""), @"content/officers/merits.toml:1: 同一种上报写了两次");
}

#[test]
fn a_picture_that_runs_a_script() {
    assert_snapshot!(replaced("pictures/medicine-box.svg", "</svg>", "<script/></svg>"), @"content/pictures/medicine-box.svg:1: 图片里不能有脚本、外部链接或者外部文件");
}

#[test]
fn faults_of_many_files_are_listed_together_in_order() {
    let folder = tempfile::tempdir().unwrap();
    copy(&own_content(), folder.path());
    for path in [ARTICLE, CASE, "articles/aconite.md"] {
        let file = folder.path().join(path);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("reviewer =", "reviwer =", 1)).unwrap();
    }
    let files: Vec<String> = check(folder.path()).into_iter().map(|fault| fault.file).collect();
    assert!(files.is_sorted(), "{files:?}");
    for path in [ARTICLE, CASE, "articles/aconite.md"] {
        assert!(files.iter().any(|file| file.ends_with(path)), "{path} in {files:?}");
    }
}

#[test]
fn a_letter_to_the_respondent_that_names_the_reporter() {
    assert_snapshot!(replaced("letters/mediation.toml", "关于{dispute}的投诉", "关于{reporter_name}的投诉"), @"content/letters/mediation.toml:83: 给被投诉人的文书里不能用 {reporter_name}");
}

#[test]
fn a_letter_to_the_respondent_that_tells_the_story() {
    assert_snapshot!(replaced("letters/mediation.toml", "关于{dispute}的投诉", "关于{story}的投诉"), @"content/letters/mediation.toml:83: 给被投诉人的文书里不能用 {story}");
}

#[test]
fn a_letter_with_an_unknown_field() {
    assert_snapshot!(replaced("letters/acceptance.toml", "{received_on}", "{recieved_on}"), @"content/letters/acceptance.toml:46: 不认识的字段 {recieved_on}");
}

#[test]
fn a_letter_that_cites_an_unknown_law() {
    assert_snapshot!(replaced("letters/acceptance.toml", "law = \"samr-121\"", "law = \"samr-122\""), @"content/letters/acceptance.toml:18: laws/laws.toml 里没有 samr-122");
}

#[test]
fn a_letter_that_cites_no_article() {
    assert_snapshot!(replaced("letters/acceptance.toml", "article = \"第十五条\"", "article = \"\""), @"content/letters/acceptance.toml:17: 引用 accept 没有写明第几条");
}

#[test]
fn a_letter_whose_key_is_not_its_file_name() {
    assert_snapshot!(replaced("letters/acceptance.toml", "key = \"acceptance\"", "key = \"accepting\""), @"content/letters/acceptance.toml:3: key 应和文件名一样：acceptance");
}

#[test]
fn two_letters_of_one_form() {
    assert_snapshot!(replaced("letters/acceptance.toml", "form = 5", "form = 6"), @"content/letters/refusal.toml:4: 文书式样 6 已经有别的模板");
}

const VARIANT: &str = "articles/approval-number-hant.md";

#[test]
fn a_variant_of_no_known_language_or_of_nothing() {
    let language = |to: &str| replaced(VARIANT, "language = \"zh-Hant\"\n", to);
    assert_snapshot!(language("language = \"xx\"\n"), @"content/articles/approval-number-hant.md:11: 不认识的文字 xx，认得的写在 words/languages.toml");
    assert_snapshot!(language(""), @"content/articles/approval-number-hant.md:1: 写了对应的简体文章，还要选文字");
    let of = |to: &str| replaced(VARIANT, "variant_of = \"approval-number\"\n", to);
    assert_snapshot!(of(""), @"content/articles/approval-number-hant.md:1: 选了文字，还要写对应的简体文章的网址名");
    assert_snapshot!(of("variant_of = \"approval\"\n"), @"content/articles/approval-number-hant.md:12: 没有网址名是 approval 的文章，要先有简体版");
    assert_snapshot!(of("variant_of = \"approval-number-hant\"\n"), @"content/articles/approval-number-hant.md:12: 对应的简体文章不能是它自己");
    assert_snapshot!(of("variant_of = \"foreign-medicine-hant\"\n"), @r"
    content/articles/approval-number-hant.md:12: foreign-medicine-hant 自己就是别种文字的，请写它的简体版 foreign-medicine
    content/articles/foreign-medicine-hant.md:12: 这篇文章有别种文字的版本，自己不能再改成别种文字
    ");
}

#[test]
fn two_variants_of_one_text_in_one_language() {
    assert_snapshot!(replaced("articles/foreign-medicine-hant.md", "variant_of = \"foreign-medicine\"", "variant_of = \"approval-number\""), @r"
    content/articles/approval-number-hant.md:11: 繁体中文版已经有了：foreign-medicine-hant
    content/articles/foreign-medicine-hant.md:11: 繁体中文版已经有了：approval-number-hant
    ");
}

#[test]
fn a_variant_that_lost_its_danger_card_or_a_step() {
    assert_snapshot!(replaced(VARIANT, " {.danger}", ""), @"content/articles/approval-number-hant.md:12: 简体版有“危险信号”块 {.danger}，这里没有");
    assert_snapshot!(replaced(VARIANT, "3. **上網核對。** 到國家藥監局網站「數據查詢」，看藥名和廠家對不對得上。\n", ""), @"content/articles/approval-number-hant.md:12: 步骤简体版有 3 条，这里有 2 条");
    assert_snapshot!(replaced(VARIANT, " {.not-for}", " {.danger}"), @r"
    content/articles/approval-number-hant.md:12: “危险信号”块 {.danger} 简体版有 1 个，这里有 2 个
    content/articles/approval-number-hant.md:12: 简体版有“不能用、不要做”块 {.not-for}，这里没有
    ");
}

#[test]
fn what_goes_with_texts_or_asks_about_them_is_in_plain_chinese() {
    assert_snapshot!(replaced(ARTICLE, "\"box-label\", ", "\"foreign-medicine-hant\", "), @"content/articles/approval-number.md:10: related 里的 foreign-medicine-hant 不是别的文章的文件名");
    assert_snapshot!(replaced("quiz/approval-number.toml", "\"approval-number\"", "\"approval-number-hant\""), @"content/quiz/approval-number.toml:1: 没有文章 approval-number-hant");
}

#[test]
fn a_list_of_languages_out_of_form() {
    let file = "words/languages.toml";
    assert_snapshot!(replaced(file, "tag = \"bo\"", "tag = \"ug\""), @"content/words/languages.toml:19: ug 写了两次");
    assert_snapshot!(replaced(file, "writing = \"vertical-lr\"", "writing = \"vertical\""), @"content/words/languages.toml:16: 不认识的值 vertical");
}
