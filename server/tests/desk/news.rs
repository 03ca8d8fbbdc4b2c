//! The newsroom through its door: written, checked by others, signed, published, corrected, taken down.

use domain::access::Role;
use jiff::SignedDuration;

use super::office::{Office, STATION};
use crate::page::{between, unescaped};
use crate::portal::{Answer, Visitor};

pub const BUREAU: &str = "bureau";

pub const ARTICLE: [(&str, &str); 11] = [
    ("title", "吃剩的药水不要留"),
    ("answer", "开封的药水放久了会坏，不要再喝。"),
    ("column", "drugs"),
    ("keywords", "药水、开封"),
    ("reviewer", "县局药械股"),
    ("reviewed", "2026-11-20"),
    ("review_due", "2027-05-20"),
    ("related", ""),
    ("source", "《药品管理法》第九十八条"),
    ("slug", "opened-syrup"),
    ("body", "药水开封以后，空气和水会进去。\n\n## 三步 {.steps}\n\n1. 看日期。\n2. 看颜色。\n3. 坏了就扔。\n"),
];

const NOTICE: [(&str, &str); 9] = [
    ("title", "赶集日设过期药回收点"),
    ("summary", "每逢赶集日，集市东头收过期药。"),
    ("keywords", "过期药、回收"),
    ("unit", "云县市场监督管理局"),
    ("reviewer", "县局药械股"),
    ("reviewed", "2026-11-20"),
    ("until", "2027-06-30"),
    ("slug", "market-day"),
    ("body", "把家里的过期药带来，有人登记。\n"),
];

/// A bureau whose newsroom is open.
pub async fn newsroom() -> Office {
    let office = Office::open().await;
    let house = &office.portal.house;
    let brought = house.newsroom.open(&house.shelf, office.portal.services.now()).await.unwrap();
    assert!(brought > 50, "the files became items: {brought}");
    office
}

/// Begins an item; answers its address.
pub async fn begin(visitor: &mut Visitor, kind: &str, fields: &[(&str, &str)]) -> String {
    let id = uuid::Uuid::new_v4().to_string();
    let fields: Vec<_> = fields.iter().copied().chain([("form_id", id.as_str())]).collect();
    let answer = visitor.post_form(&format!("desk/news/new/{kind}"), &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.location().trim_end_matches("?done=saved").to_owned()
}

/// Takes a step about the text the page shows.
pub async fn step(visitor: &mut Visitor, at: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    let page = visitor.get(at).await.text();
    let read = read_of(&page);
    let fields: Vec<_> = fields.iter().copied().chain([("step", step), ("read", read.as_str())]).collect();
    visitor.post_form(at, &fields).await
}

pub async fn done(visitor: &mut Visitor, at: &str, name: &str, fields: &[(&str, &str)]) {
    let answer = step(visitor, at, name, fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{name}: {}", answer.text());
}

fn read_of(page: &str) -> String {
    between(page, "name=\"read\" value=\"", "\"").unwrap_or_default().to_owned()
}

/// Everything between handing in and signing, by the head of the unit.
pub async fn reviewed(lead: &mut Visitor, at: &str) {
    for proof in ["content", "wording", "layout"] {
        done(lead, at, "proof", &[("proof", proof)]).await;
    }
    done(lead, at, "first", &[("first_note", "可以")]).await;
    done(lead, at, "secrecy", &[]).await;
}

pub fn with<'f>(fields: &[(&'f str, &'f str)], name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(own, old)| (*own, if *own == name { value } else { *old })).collect()
}

#[tokio::test]
async fn an_article_goes_from_its_first_draft_to_its_withdrawal() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let at = begin(&mut author, "article", &ARTICLE).await;
    done(&mut author, &at, "submit", &[]).await;
    assert_eq!(step(&mut author, &at, "first", &[]).await.status.as_u16(), 403, "nobody reviews without the role");
    reviewed(&mut lead, &at).await;

    let past = step(&mut leader, &at, "sign", &[("release_at", "2026-11-20T09:00")]).await;
    assert!(past.status.as_u16() == 422 && past.text().contains("定时发布的时间已经过了"), "{}", past.text());
    done(&mut leader, &at, "sign", &[("release_at", "2026-11-20T12:00")]).await;
    assert_eq!(resident.get("article/opened-syrup").await.status.as_u16(), 404, "not before its time");

    office.portal.clock.turn(SignedDuration::from_hours(3));
    office.portal.run_jobs().await;
    // Sessions have ended meanwhile.
    let mut author = office.at_desk("handler.suo-aihua").await;
    let mut lead = office.at_desk("lead.suo-aihua").await;
    let mut leader = office.at_desk("leader.bureau").await;
    let page = resident.get("article/opened-syrup").await;
    assert_eq!(page.status.as_u16(), 200);
    let published = between(&page.text(), "name=\"PubDate\" content=\"", "\"").unwrap().to_owned();
    assert_eq!(published, "2026-11-20 13:00", "it went out when the clock looked");
    for list in ["column/drugs", "feed.atom", "feed.json", "sitemap.xml", "search?q=%E8%8D%AF%E6%B0%B4"] {
        assert!(resident.get(list).await.text().contains("opened-syrup"), "{list}");
    }
    assert!(leader.get("desk/news").await.text().contains("上次检查"), "the clock's last look is told");

    done(&mut author, &at, "correct", &[]).await;
    let form = author.get(&format!("{at}/edit")).await.text();
    let began = between(&form, "name=\"began_with\" value=\"", "\"").unwrap().to_owned();
    let mut fields = with(&ARTICLE, "answer", "开封的药水放久了会坏，别再喝。");
    fields.push(("began_with", &began));
    assert_eq!(author.post_form(&format!("{at}/edit"), &fields).await.status.as_u16(), 303);
    assert!(resident.get("article/opened-syrup").await.text().contains("不要再喝"), "the old one stays up");
    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    let without = step(&mut leader, &at, "sign", &[]).await;
    assert_eq!(without.status.as_u16(), 422, "a correction says what was corrected");
    office.portal.clock.turn(SignedDuration::from_mins(5));
    done(&mut leader, &at, "sign", &[("correction", "改正了结论")]).await;
    let page = resident.get("article/opened-syrup").await.text();
    assert!(
        page.contains("别再喝") && page.contains("更正") && page.contains("改正了结论") && page.contains("更新："),
        "{page}"
    );
    assert_eq!(between(&page, "name=\"PubDate\" content=\"", "\"").unwrap(), published, "PubDate never changes");

    done(&mut lead, &at, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "数字不对")]).await;
    let gone = resident.get("article/opened-syrup").await;
    assert!(gone.status.as_u16() == 410 && gone.text().contains("内容有误"), "{}", gone.text());
    assert!(!gone.text().contains("数字不对"), "what is for the house stays in it");
    for list in ["column/drugs", "feed.atom", "feed.json", "sitemap.xml", "search?q=%E8%8D%AF%E6%B0%B4"] {
        assert!(!resident.get(list).await.text().contains("opened-syrup"), "{list}");
    }
    let findings = office.portal.house.keeper.verify().await.unwrap().checked.findings;
    assert!(findings.is_whole(), "every step has its row: {:?}", findings.faults);
}

#[tokio::test]
async fn a_notice_is_found_by_its_words_once_it_is_signed() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let search = "search?q=%E8%B5%B6%E9%9B%86%E6%97%A5"; // 赶集日
    let at = begin(&mut author, "notice", &NOTICE).await;
    assert!(!resident.get(search).await.text().contains("notice/market-day"));
    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    done(&mut leader, &at, "sign", &[]).await;
    let found = resident.get(search).await.text();
    assert!(found.contains("通知和提示 1 条") && found.contains("notice/market-day"), "{found}");
}

#[tokio::test]
async fn whoever_saves_second_sees_both_texts_and_loses_nothing() {
    let office = newsroom().await;
    let mut one = office.person(Role::Handler, STATION).await;
    let mut other = office.person(Role::Lead, STATION).await;
    let at = format!("{}/edit", begin(&mut one, "article", &ARTICLE).await);
    let began = between(&one.get(&at).await.text(), "name=\"began_with\" value=\"", "\"").unwrap().to_owned();
    let save = |body: &'static str| {
        let mut fields = with(&ARTICLE, "body", body);
        fields.push(("began_with", began.as_str()));
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let post = async |visitor: &mut Visitor, fields: &[(String, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        visitor.post_form(&at, &fields).await
    };
    assert_eq!(post(&mut other, &save("他写的一段。")).await.status.as_u16(), 303);
    let refused = post(&mut one, &save("我写的一段。")).await;
    let page = unescaped(&refused.text());
    assert_eq!(refused.status.as_u16(), 409);
    assert!(page.contains("他写的一段。") && page.contains("我写的一段。"), "both texts are on the page");
    let theirs = between(&page, "name=\"began_with\" value=\"", "\"").unwrap().to_owned();
    let mut again = save("我写的一段。他写的一段。");
    again.retain(|(name, _)| name != "began_with");
    again.push(("began_with".to_owned(), theirs));
    assert_eq!(post(&mut one, &again).await.status.as_u16(), 303, "having seen theirs, one may go on");
    let history = one.get(&at.replace("/edit", "/history")).await.text();
    assert_eq!(history.matches("恢复成这一稿").count(), 2, "all three texts are kept");
}

#[tokio::test]
async fn bad_input_is_told_at_its_field_and_loses_nothing() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let post = async |author: &mut Visitor, name: &str, value: &str| {
        let fields: Vec<_> = ARTICLE.iter().map(|(own, old)| (*own, if *own == name { value } else { *old })).collect();
        author.post_form("desk/news/new/article", &fields).await
    };
    let date = post(&mut author, "reviewed", "2026-13-45").await;
    let page = date.text();
    assert!(date.status.as_u16() == 422 && page.contains("请填写审核日期") && page.contains("2026-13-45"), "{page}");
    let slug = post(&mut author, "slug", "expiry-date").await;
    assert!(slug.status.as_u16() == 422 && slug.text().contains("已经用过"), "{}", slug.text());
    assert!(slug.text().contains("看颜色"), "what was typed is still there");
    let long = post(&mut author, "body", &"药".repeat(1_700_000)).await;
    assert!(long.status.as_u16() == 422 && long.text().contains("稿件最多"), "5 MB are told, not dropped");
    assert!(long.bytes.len() > 5_000_000, "and come back");
    let script = begin(&mut author, "article", &with(&ARTICLE, "body", "<script>alert(1)</script>")).await;
    let page = author.get(&script).await.text();
    assert!(page.contains("正文里不能写 HTML") && !page.contains("<script>alert"), "{page}");
    let refused = step(&mut author, &script, "submit", &[]).await;
    assert_eq!(refused.status.as_u16(), 422, "what cannot be drawn is not handed in");
}

#[tokio::test]
async fn a_case_needs_a_decision_on_everybody_it_points_at_and_no_mere_warning() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let case = [
        ("title", "集市摆摊卖药被处罚"),
        ("category", "D04"),
        ("region", "530922101000"),
        ("unit", "云县市场监督管理局"),
        ("decided", "2026-10-14"),
        ("withdraw_by", "2029-10-14"),
        ("document_no", "云市监处罚〔2026〕8号"),
        ("keywords", "摆摊、卖药"),
        ("source_of_case", "日常检查"),
        ("party", "张某某"),
        ("outcome", "没收药品，罚款"),
        ("transferred", ""),
        ("reviewer", "县局法规股"),
        ("reviewed", "2026-11-20"),
        ("related", ""),
        ("violated", "《药品管理法》第五十一条"),
        ("penalty_basis", "《药品管理法》第一百一十五条"),
        ("slug", "stall"),
        ("body", "## 基本案情 {.facts}\n\n当事人电话13987654321。\n\n## 典型意义 {.meaning}\n\n摆摊卖药违法。\n"),
    ];
    let at = begin(&mut author, "disclosure", &case).await;
    let warned = step(&mut author, &at, "submit", &[("penalty", "warning_only"), ("case", "in_effect")]).await;
    assert!(warned.status.as_u16() == 422 && warned.text().contains("只给警告的处罚不公示"), "{}", warned.text());
    done(&mut author, &at, "submit", &[("penalty", "other"), ("case", "in_effect")]).await;
    done(&mut lead, &at, "first", &[]).await;
    let undecided = step(&mut lead, &at, "secrecy", &[]).await;
    assert!(undecided.status.as_u16() == 422 && undecided.text().contains("逐条决定"), "{}", undecided.text());
    let hit =
        |decision| [("hit_kind", "phone"), ("hit_text", "13987654321"), ("decision", decision), ("keep_reason", "")];
    let no_reason = step(&mut lead, &at, "decide", &hit("keep")).await;
    assert_eq!(no_reason.status.as_u16(), 422, "what is kept has its reason");
    done(&mut lead, &at, "decide", &hit("mask")).await;
    for proof in ["content", "wording", "layout"] {
        done(&mut lead, &at, "proof", &[("proof", proof)]).await;
    }
    done(&mut lead, &at, "secrecy", &[]).await;
    let masked = step(&mut leader, &at, "sign", &[]).await;
    assert!(masked.status.as_u16() == 422 && masked.text().contains("决定隐去的内容还在正文里"), "{}", masked.text());
    done(&mut lead, &at, "reject", &[("reject_reason", "把电话去掉")]).await;
    assert!(author.get(&at).await.text().contains("把电话去掉"));
}

#[tokio::test]
async fn a_link_lets_a_pharmacist_read_and_remark_without_an_account() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let at = begin(&mut author, "article", &ARTICLE).await;
    let late = step(&mut author, &at, "share", &[("share_label", "某药师"), ("share_until", "2026-11-01")]).await;
    assert!(late.status.as_u16() == 422 && late.text().contains("有效期已经过了"), "{}", late.text());
    let made =
        step(&mut author, &at, "share", &[("share_label", "某药师"), ("share_until", "2026-11-22")]).await.text();
    let address = between(&made, "<code class=\"address\">", "</code>").unwrap().to_owned();
    let path = format!("shared/{}", address.rsplit('/').next().unwrap());
    let mut pharmacist = office.portal.visitor();
    let page = pharmacist.get(&path).await;
    assert!(page.status.as_u16() == 200 && page.text().contains("看颜色"), "{}", page.text());
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let said = pharmacist.post_form(&path, &[("name", "某药师"), ("text", "第二步应写看沉淀")]).await;
    assert_eq!(said.status.as_u16(), 303);
    let empty = pharmacist.post_form(&path, &[("name", ""), ("text", "还有")]).await.text();
    assert!(empty.contains("请写您的姓名") && empty.contains("还有"), "{empty}");
    assert!(author.get(&at).await.text().contains("第二步应写看沉淀"));
    assert_eq!(pharmacist.get("shared/0000").await.status.as_u16(), 410);
    office.portal.clock.turn(SignedDuration::from_hours(72));
    assert_eq!(pharmacist.get(&path).await.status.as_u16(), 410, "over is over");
}

#[tokio::test]
async fn what_one_server_publishes_is_on_the_other_at_its_next_look() {
    let folder = tempfile::tempdir().unwrap();
    let database = match std::env::var("YAOAN_TEST_POSTGRES") {
        Ok(admin) => {
            let name = format!("yaoan_{}", uuid::Uuid::new_v4().simple());
            crate::simulation::say(&admin, format!("CREATE DATABASE {name}")).await;
            crate::simulation::with_database(&admin, &name)
        }
        Err(_) => format!("sqlite:{}", folder.path().join("shared.db").display()),
    };
    let one = Office::with(|settings| settings.database = Some(database.clone())).await;
    let other = crate::portal::TestPortal::with(|settings| settings.database = Some(database.clone())).await;
    for house in [&one.portal.house, &other.house] {
        house.newsroom.open(&house.shelf, one.portal.services.now()).await.unwrap();
    }
    let mut reader = other.visitor();
    assert!(!reader.get("feed.json").await.text().contains("opened-syrup"), "and the list is kept packed now");
    let mut author = one.person(Role::Handler, STATION).await;
    let mut lead = one.person(Role::Lead, STATION).await;
    let mut leader = one.person(Role::Leader, BUREAU).await;
    let at = begin(&mut author, "article", &ARTICLE).await;
    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    done(&mut leader, &at, "sign", &[]).await;
    assert!(other.house.newsroom.press.refresh().await.unwrap(), "the other server sees that there is something new");
    assert_eq!(reader.get("article/opened-syrup").await.status.as_u16(), 200);
    assert!(reader.get("feed.json").await.text().contains("opened-syrup"), "what was kept is dropped");
    done(&mut lead, &at, "withdraw", &[("withdraw_reason", "outdated"), ("withdraw_note", "过时")]).await;
    other.house.newsroom.press.refresh().await.unwrap();
    assert_eq!(reader.get("article/opened-syrup").await.status.as_u16(), 410);
    assert!(!other.house.newsroom.press.refresh().await.unwrap(), "nothing new, nothing drawn");
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_and_one_of_another_shape_nowhere() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let at = begin(&mut author, "article", &ARTICLE).await;
    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    done(&mut leader, &at, "sign", &[]).await;
    done(&mut author, &at, "correct", &[]).await;
    let form = author.get(&format!("{at}/edit")).await.text();
    let began = between(&form, "name=\"began_with\" value=\"", "\"").unwrap().to_owned();
    let mut fields = with(&ARTICLE, "slug", "old-syrup");
    fields.push(("began_with", &began));
    assert_eq!(author.post_form(&format!("{at}/edit"), &fields).await.status.as_u16(), 303);
    let (here, there) = (resident.get("article/opened-syrup").await, resident.get("article/old-syrup").await);
    assert_eq!((here.status.as_u16(), there.status.as_u16()), (200, 404), "nothing moves before it is signed");
    assert!(author.get(&at).await.text().contains("签发后的网址名"), "but whoever works on it is told");
    let taken = author.post_form("desk/news/new/article", &with(&ARTICLE, "slug", "old-syrup")).await;
    assert!(taken.status.as_u16() == 422 && taken.text().contains("这个网址名已经用过"), "{}", taken.text());

    done(&mut author, &at, "submit", &[]).await;
    reviewed(&mut lead, &at).await;
    done(&mut leader, &at, "sign", &[("correction", "换了网址")]).await;
    let moved = resident.get("article/old-syrup").await;
    assert!(moved.status.as_u16() == 200 && moved.text().contains("不要再喝"), "the text under the new address");
    let old = resident.get("article/opened-syrup").await;
    assert_eq!((old.status.as_u16(), old.location().as_str()), (301, "article/old-syrup"));

    for nowhere in ["desk/news/no-id", "desk/news/no-id/edit", "desk/pictures/no-id", "desk/uses/no-id"] {
        let answer = leader.get(nowhere).await;
        assert!(answer.status.as_u16() == 404 && answer.text().contains("没有找到"), "{nowhere}: {}", answer.status);
    }
}

#[tokio::test]
async fn what_is_carried_out_is_what_was_brought_in_byte_for_byte() {
    let office = newsroom().await;
    let house = &office.portal.house;
    let folder = tempfile::tempdir().unwrap();
    let carried = house.newsroom.carried(&house.shelf).await.unwrap();
    let own = crate::content::own_content();
    for file in &carried {
        assert_eq!(std::fs::read(own.join(&file.path)).unwrap(), file.bytes, "{}", file.path);
        let to = folder.path().join(&file.path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, &file.bytes).unwrap();
    }
    assert_eq!(carried.len(), house.shelf.all().len(), "nothing is left behind");
    let shelf = server::library::Shelf::Folder(folder.path().to_owned());
    let now = office.portal.services.now();
    let again = house.newsroom.import(&shelf, false, now).await.unwrap();
    assert!(again.iter().all(|(_, outcome)| *outcome == server::newsroom::Outcome::Same), "{again:?}");

    let other = Office::open().await;
    let brought = other.portal.house.newsroom.import(&shelf, true, now).await.unwrap();
    assert!(brought.iter().all(|(_, outcome)| *outcome == server::newsroom::Outcome::Published), "{brought:?}");
    assert_eq!(other.portal.house.newsroom.carried(&shelf).await.unwrap(), carried, "and out again elsewhere");

    let article = folder.path().join("articles/aconite.md");
    let text = std::fs::read_to_string(&article).unwrap();
    std::fs::write(&article, text.replace("天冷了", "天凉了")).unwrap();
    std::fs::write(folder.path().join("articles/broken.md"), "+++\ntitle = \"甲\"\npublished = \"昨天\"\n+++\n")
        .unwrap();
    let changed = house.newsroom.import(&shelf, false, now).await.unwrap();
    let of = |name: &str| changed.iter().find(|(own, _)| own == name).unwrap().1.clone();
    assert_eq!(of("articles/aconite.md"), server::newsroom::Outcome::Changed);
    assert!(matches!(of("articles/broken.md"), server::newsroom::Outcome::Refused(why) if why.contains("第 3 行")));
    let page = office.portal.visitor().get("article/aconite").await.text();
    assert!(page.contains("天冷了"), "a file that was changed waits for its review");
}
