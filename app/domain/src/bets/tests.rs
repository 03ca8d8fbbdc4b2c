use super::*;
use crate::columns::{BuiltIn, ChangeRefused};
use crate::newsroom::workflow::Kind;

fn article(slug: &str) -> Goal {
    Goal::Text { kind: Kind::Article, slug: slug.into() }
}

fn bet(words: &[&str], to: &[Goal]) -> Bet {
    Bet { words: words.iter().map(|word| (*word).into()).collect(), to: to.to_vec() }
}

/// 过期药 with two goals, and 号码.
fn site() -> Bets {
    let old = bet(&["过期药", "旧药"], &[article("expired-medicine"), Goal::Page(BuiltIn::TakeBack)]);
    Bets { all: vec![old, bet(&["号码"], &[Goal::Page(BuiltIn::Check)])] }
}

fn fields(refused: Result<Bets, ChangeRefused>) -> Vec<String> {
    match refused {
        Err(ChangeRefused::Faults(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_is_read_as_it_stands_in_a_browser_or_a_file() {
    for address in ["article/aconite", "/article/aconite/", "https://a.gov.cn/aqyy/article/aconite?from=x#top"] {
        assert_eq!(Goal::at(address), Ok(article("aconite")), "{address}");
    }
    for address in ["take-back", "/take-back", "http://127.0.0.1:3000/take-back?page=2"] {
        assert_eq!(Goal::at(address), Ok(Goal::Page(BuiltIn::TakeBack)), "{address}");
    }
    for address in ["", "/", "desk", "article/", "article", "nothing/aconite", "https://a.gov.cn/"] {
        assert_eq!(Goal::at(address), Err(NoGoal(address.to_owned())), "{address}");
    }
}

#[test]
fn what_is_kept_reads_again() {
    let kept = serde_json::to_string(&site()).unwrap();
    assert!(kept.contains(r#""to":["article/expired-medicine","take-back"]"#), "{kept}");
    assert_eq!(serde_json::from_str::<Bets>(&kept).unwrap(), site());
    assert!(serde_json::from_str::<Bets>(r#"[{"words":["x"],"to":["desk"]}]"#).is_err());
}

#[test]
fn a_search_is_compared_without_blanks_and_capitals() {
    let bets = site().changed(&Change::Add(bet(&["OTC 药"], &[article("otc")]))).unwrap();
    let found = bets.by_words();
    assert_eq!(found[&folded("otc药")], [article("otc")]);
    assert_eq!(found[&folded("旧 药")], [article("expired-medicine"), Goal::Page(BuiltIn::TakeBack)]);
    assert_eq!(found.get(&folded("旧药怎么办")), None, "only the whole of what was typed");
}

#[test]
fn they_are_added_changed_and_removed() {
    let more = site().changed(&Change::Add(bet(&["草乌"], &[article("aconite")]))).unwrap();
    assert_eq!(more.all[2].name(), "草乌");
    let own = Change::Edit(0, bet(&["过期药"], &[article("expired-medicine")]));
    assert_eq!(more.changed(&own).unwrap().all[0].to.len(), 1, "its own words are not taken");
    assert_eq!(more.changed(&Change::Drop(1)).unwrap().all[1].name(), "草乌");
    for gone in [Change::Drop(9), Change::Edit(9, bet(&["x"], &[article("x")]))] {
        assert_eq!(site().changed(&gone), Err(ChangeRefused::Gone));
    }
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let long = "药".repeat(WORD_MOST + 1);
    let many: Vec<String> = (0..=WORDS_MOST).map(|number| format!("词{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let crowd: Vec<Goal> = (0..=GOALS_MOST).map(|number| article(&number.to_string())).collect();
    let goal = [article("x")];
    let wrong: [&[&str]; 6] = [&[], &many, &[&long], &["看不\u{202e}见"], &["旧 药"], &["甲", "乙", "甲"]];
    for words in wrong {
        assert_eq!(fields(site().changed(&Change::Add(bet(words, &goal)))), ["words"], "{words:?}");
    }
    let wrong: [&[Goal]; 3] = [&[], &crowd, &[article("x"), article("x")]];
    for to in wrong {
        assert_eq!(fields(site().changed(&Change::Add(bet(&["新词"], to)))), ["to"], "{to:?}");
    }
    let ChangeRefused::Faults(faults) = site().changed(&Change::Edit(1, bet(&["旧药"], &goal))).unwrap_err() else {
        panic!()
    };
    assert_eq!(faults[0].message, "“旧药”已经写在“过期药”那一条里，请先从那一条里去掉");
    let full = Bets { all: (0..BETS_MOST).map(|number| bet(&[&number.to_string()], &goal)).collect() };
    assert!(matches!(full.changed(&Change::Add(bet(&["新词"], &goal))), Err(ChangeRefused::NotNow(_))));
}

#[test]
fn what_leads_nowhere_is_left_out() {
    let left = site().leading(|goal| *goal == Goal::Page(BuiltIn::TakeBack));
    assert_eq!(left.all, [bet(&["过期药", "旧药"], &[Goal::Page(BuiltIn::TakeBack)])]);
}
