//! Several portals in one process: told apart by host and base path, with nothing in common.

use axum::Router;
use axum::http::StatusCode;
use domain::calendar::DayUnit;
use domain::ports::Filter;
use jiff::civil::date;
use server::doors::{self, Street};
use server::settings::Partial;
use storage::View;

use crate::portal::{TestPortal, Visitor};
use crate::sheet::{Sheet, code_in, key_in};

const SITES: [&str; 5] = ["yunxian", "lufeng", "huzhou", "ningxia", "genhe"];

async fn portal(site: &str, base: &str, url: &str) -> TestPortal {
    TestPortal::with(|settings: &mut Partial| {
        settings.site = Some(site.into());
        settings.base_path = Some(base.to_owned());
        settings.public_url = Some(url.to_owned());
    })
    .await
}

fn street(portals: &[&TestPortal]) -> Result<Router, String> {
    let fronts = portals.iter().map(|portal| doors::router(portal.services.clone())).collect();
    Street::new(fronts).map(|street| Router::new().fallback_service(street)).map_err(|clash| clash.to_string())
}

fn village(portal: &TestPortal) -> String {
    let regions = &portal.services.regions;
    let site = &portal.services.site.region;
    // The starter list of 宁夏 ends at its townships.
    let place = regions.villages(site).next().or_else(|| regions.townships(site).next()).unwrap();
    place.code.to_string()
}

async fn matters(portal: &TestPortal) -> u64 {
    let view = View { regions: vec![portal.services.site.region.clone()], unit: None };
    portal.services.store.inbox(&view, &Filter::default(), None, 10).await.unwrap().total
}

#[tokio::test]
async fn portals_under_one_host_are_told_apart_by_their_path_and_share_nothing() {
    let yunxian = portal("yunxian", "/", "http://www.a.gov.cn").await;
    let lufeng = portal("lufeng", "/lufeng/", "http://www.a.gov.cn").await;
    let router = street(&[&yunxian, &lufeng]).unwrap();
    let at = |base: &str| Visitor::new(router.clone(), base.to_owned()).sending("host", "www.a.gov.cn");
    let (mut here, mut there) = (at("/"), at("/lufeng/"));
    assert!(here.get("").await.text().contains("云县市场监督管理局"));
    assert!(there.get("").await.text().contains("陆丰市市场监督管理局"));

    let receipt = Sheet::tip().with("region", &village(&lufeng)).send(&mut there).await;
    assert_eq!(receipt.status, StatusCode::SEE_OTHER, "{}", receipt.text());
    assert_eq!((matters(&yunxian).await, matters(&lufeng).await), (0, 1));
    let receipt = receipt.location();
    let code = code_in(&there.get(receipt.trim_start_matches("lufeng/")).await.text());
    assert_eq!(there.post_form("track", &[("code", &code)]).await.status, StatusCode::OK);
    let elsewhere = here.post_form("track", &[("code", &code)]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "a code opens nothing at another portal");
}

#[tokio::test]
async fn columns_and_menu_of_one_portal_are_nothing_to_the_other() {
    let yunxian = portal("yunxian", "/", "http://www.a.gov.cn").await;
    let lufeng = portal("lufeng", "/lufeng/", "http://www.a.gov.cn").await;
    for one in [&yunxian, &lufeng] {
        one.house.newsroom.open(&one.house.shelf, one.services.now()).await.unwrap();
    }
    let mut visitor =
        Visitor::new(street(&[&yunxian, &lufeng]).unwrap(), "/".to_owned()).sending("host", "www.a.gov.cn");
    let leader = [("login", "leader"), ("password", "yanshi-leader")];
    assert_eq!(visitor.post_form("lufeng/desk/sign-in", &leader).await.status, StatusCode::SEE_OTHER);
    for path in ["1/hide?seen=0", "menu/5/drop?seen=1"] {
        let changed = visitor.post_form(&format!("lufeng/desk/news/columns/{path}"), &[]).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    }
    assert_eq!(visitor.get("lufeng/column/drugs").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("column/drugs").await.status, StatusCode::OK);
    let tile = |base: &str| format!("<a href=\"{base}search\"><svg");
    assert!(!visitor.get("lufeng/").await.text().contains(&tile("/lufeng/")));
    assert!(visitor.get("").await.text().contains(&tile("/")));
}

#[tokio::test]
async fn every_page_says_where_a_fault_of_it_is_told_and_makes_up_no_code() {
    for (site, line) in [
        ("lufeng", "政务服务便民热线 12345"),
        ("huzhou", "政务服务便民热线 12345"),
        ("ningxia", "政务服务便民热线 12345"),
        ("genhe", "便民热线 12345"),
    ] {
        let portal = portal(site, "/", "http://www.a.gov.cn").await;
        for path in ["", "article/expired-medicine", "report", "search?q=x", "nowhere"] {
            let page = portal.visitor().get(path).await.text();
            let told = format!("这一页有错？请打<a href=\"tel:12345\">{line}</a>，说清是哪一页、错在哪里。");
            assert!(page.contains(&told), "{site} {path}: {page}");
            assert!(!page.contains("jiucuo") && !page.contains("SiteIDCode"), "{site} {path}");
        }
    }
    let yunxian = portal("yunxian", "/", "http://www.a.gov.cn").await;
    let page = yunxian.visitor().get("report").await.text();
    let link = "jiucuo.html?site_code=5309220056&amp;url=http%3A//www.a.gov.cn/report\"";
    assert!(page.contains(link) && !page.contains("这一页有错"), "{page}");
}

#[tokio::test]
async fn being_signed_in_at_one_portal_is_nothing_to_the_other() {
    let yunxian = portal("yunxian", "/", "http://www.a.gov.cn").await;
    let genhe = portal("genhe", "/genhe/", "http://www.a.gov.cn").await;
    let mut visitor =
        Visitor::new(street(&[&yunxian, &genhe]).unwrap(), "/".to_owned()).sending("host", "www.a.gov.cn");
    let clerk = [("login", "clerk"), ("password", "yanshi-clerk")];
    assert_eq!(visitor.post_form("desk/sign-in", &clerk).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get("desk").await.status, StatusCode::OK);
    assert_eq!(visitor.get("genhe/desk").await.status, StatusCode::SEE_OTHER, "to sign in there");
    assert_eq!(visitor.post_form("genhe/desk/sign-in", &clerk).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get("desk").await.status, StatusCode::OK, "signing in there signs nobody out here");
    assert_eq!(visitor.cookies().len(), 2);
}

#[tokio::test]
async fn portals_are_told_apart_by_their_host_and_a_stranger_is_told() {
    let yunxian = portal("yunxian", "/", "http://yunxian.example.cn").await;
    let genhe = portal("genhe", "/yaoan/", "http://GENHE.example.cn:8080").await;
    let router = street(&[&yunxian, &genhe]).unwrap();
    let at = |host: &str| Visitor::new(router.clone(), "/".to_owned()).sending("host", host);
    assert!(at("yunxian.example.cn:3000").get("").await.text().contains("云县"));
    assert!(at("genhe.example.cn").get("yaoan/").await.text().contains("根河"));
    assert_eq!(at("genhe.example.cn").get("").await.location(), "yaoan/", "outside the base path: the way home");
    assert!(at("10.0.0.8").get("yaoan/").await.text().contains("根河"), "a proxy that hides the host leaves the path");
    let stranger = at("www.elsewhere.cn").get("").await;
    assert_eq!(stranger.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(stranger.text().contains("没有对应的站点"));
}

#[tokio::test]
async fn two_portals_at_one_address_are_refused() {
    let one = portal("yunxian", "/", "http://www.a.gov.cn").await;
    let other = portal("genhe", "/", "http://www.a.gov.cn:8080").await;
    assert!(street(&[&one, &other]).unwrap_err().contains("http://www.a.gov.cn:8080/"));
}

#[tokio::test]
async fn each_of_the_five_sites_opens_with_its_own_places_and_units() {
    for site in SITES {
        let portal = portal(site, "/", "http://127.0.0.1:3000").await;
        let mut visitor = portal.visitor();
        let home = visitor.get("").await;
        let bureau = portal.services.site.bureau.clone();
        assert!(home.status == StatusCode::OK && home.text().contains(&bureau), "{site}: {bureau}");
        let village = village(&portal);
        // Where places are many the township is chosen first.
        let form = visitor.get(&format!("report/new?wish=tip&township={village}")).await;
        let sheet = Sheet::tip().with("region", &village).form(&key_in(&form.text()));
        let receipt = visitor.post_multipart("report/new", &sheet).await;
        assert_eq!(receipt.status, StatusCode::SEE_OTHER, "{site}: {}", receipt.text());
        assert_eq!(matters(&portal).await, 1, "{site}");
    }
}

/// What a text leaves to its site is filled in, and nobody reads of a bureau that is not theirs.
#[tokio::test]
async fn no_site_publishes_the_names_of_another() {
    const PLACES: [&str; 5] = ["云县", "陆丰", "湖州", "宁夏", "根河"];
    for (site, own) in SITES.into_iter().zip(PLACES) {
        let portal = portal(site, "/", "http://127.0.0.1:3000").await;
        let (bureau, library) = (&portal.services.site.bureau, &portal.services.library);
        let mut visitor = portal.visitor();
        let of_files = library.article("expired-medicine").unwrap().head.reviewer.clone();
        portal.house.newsroom.open(&portal.house.shelf, portal.services.now()).await.unwrap();
        let of_newsroom = library.article("expired-medicine").unwrap().head.reviewer.clone();
        assert_eq!([&of_files, &of_newsroom], [bureau, bureau]);
        for path in pages(&mut visitor).await {
            let page = visitor.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{site}: {path}");
            let page = page.text();
            let others = PLACES.into_iter().filter(|place| *place != own).chain(["县局", "{bureau}", "{region}"]);
            let named: Vec<&str> = others.filter(|name| page.contains(name)).collect();
            assert!(named.is_empty(), "{site}: {path} names {named:?}");
        }
        let case = library.disclosure("expired-drugs-on-shelf").unwrap();
        let place = portal.services.regions.full_name(&case.head.region);
        assert!(place.contains(own) && portal.services.site.covers(&case.head.region), "{site}: {place}");
        let case = visitor.get("disclosure/expired-drugs-on-shelf").await.text();
        for (label, value) in [("地点", &place), ("办案单位", bureau)] {
            assert!(case.contains(&format!("<dt>{label}</dt><dd>{value}</dd>")), "{site}: {label}");
        }
        let article = visitor.get("article/expired-medicine").await.text();
        assert!(article.contains(&format!("审核：{bureau}<")), "{site}");
    }
}

/// Every page that is the same for everybody, what other programs read of them, and what is read out.
async fn pages(visitor: &mut Visitor) -> Vec<String> {
    let map = visitor.get("sitemap.xml").await.text();
    let map = map.split("<loc>http://127.0.0.1:3000/").skip(1).filter_map(|rest| rest.split_once("</loc>"));
    let mut pages: Vec<String> = map.map(|(path, _)| path.to_owned()).collect();
    let texts = |kind: &str| -> Vec<String> {
        pages.iter().filter_map(|path| Some(path.strip_prefix(kind)?.strip_prefix('/')?.to_owned())).collect()
    };
    let (articles, cases) = (texts("article"), texts("disclosure"));
    assert!(articles.len() > 60 && cases.len() > 10);
    for slug in articles {
        let loudspeaker = format!("article/{slug}/loudspeaker");
        // What a loudspeaker reads is measured for plain Chinese: texts in other scripts have none.
        if visitor.get(&format!("article/{slug}")).await.text().contains(&loudspeaker) {
            pages.push(loudspeaker);
        }
        pages.push(format!("api/v1/articles/{slug}"));
    }
    pages.extend(cases.into_iter().map(|slug| format!("api/v1/disclosures/{slug}")));
    pages.extend(["feed.atom", "feed.json", "sitemap.xml", "search?q=%E8%8D%AF%E5%BA%97"].map(str::to_owned));
    pages
}

/// 开斋节 2026 falls on a Friday: 宁夏 counts from the Monday after, provisionally, since the region's
/// notice was not at hand.
#[tokio::test]
async fn ningxia_counts_with_holidays_of_its_own_and_others_do_not() {
    let mut ends = Vec::new();
    for site in ["ningxia", "genhe"] {
        let portal = portal(site, "/", "http://127.0.0.1:3000").await;
        let due = portal.services.calendar.due(date(2026, 3, 19), 1, DayUnit::Working, &[]).unwrap();
        ends.push((due.date, due.provisional));
    }
    assert_eq!(ends, [(date(2026, 3, 23), true), (date(2026, 3, 20), false)]);
}
