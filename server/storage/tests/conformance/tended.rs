use domain::bets::{Bet, Bets, Goal};
use domain::columns::{BuiltIn, Columns, MenuEntry, Target};
use domain::event::Actor;
use jiff::Timestamp;
use storage::{AuditFilter, Store};

fn menu(label: &str) -> Columns {
    Columns { menu: vec![MenuEntry { label: label.into(), to: Target::Page(BuiltIn::Read) }], ..Columns::default() }
}

pub async fn columns_are_changed_by_whoever_saw_them_as_they_are(place: &Store) {
    let by = (&Actor::System, Timestamp::UNIX_EPOCH);
    assert_eq!(place.site_columns().await.unwrap(), None);
    let before = place.item_revision().await.unwrap();
    let first = menu("看一看");
    assert!(place.keep_site_columns(0, &first, ("看一看", "加进导航"), by).await.unwrap());
    assert_eq!(place.site_columns().await.unwrap(), Some((1, first.clone())));
    let revision = place.item_revision().await.unwrap();
    assert!(revision > before, "every server looks again");
    let trail = place.audit_rows(&AuditFilter::default(), 1).await.unwrap();
    assert_eq!((trail[0].what.as_str(), trail[0].subject.as_str()), ("site_tended", "看一看"));
    assert_eq!(trail[0].detail, "加进导航");
    for stale in [0, 2] {
        assert!(!place.keep_site_columns(stale, &menu("别的"), ("别的", "改导航"), by).await.unwrap());
    }
    assert_eq!(place.site_columns().await.unwrap(), Some((1, first)), "what was kept stays");
    assert_eq!(place.item_revision().await.unwrap(), revision, "a refused change is none");
    let (left, right) = (menu("左"), menu("右"));
    let both = tokio::join!(
        place.keep_site_columns(1, &left, ("左", "改导航"), by),
        place.keep_site_columns(1, &right, ("右", "改导航"), by)
    );
    assert_ne!(both.0.unwrap(), both.1.unwrap(), "of two at once one wins");
    assert_eq!(place.site_columns().await.unwrap().unwrap().0, 2);
}

pub async fn what_comes_first_in_searches_is_kept_beside_the_columns(place: &Store) {
    let by = (&Actor::System, Timestamp::UNIX_EPOCH);
    let bets = |word: &str| Bets { all: vec![Bet { words: vec![word.into()], to: vec![Goal::Page(BuiltIn::Check)] }] };
    assert!(place.keep_site_columns(0, &menu("看一看"), ("看一看", "加进导航"), by).await.unwrap());
    assert_eq!(place.best_bets().await.unwrap(), None, "columns are another matter");
    let before = place.item_revision().await.unwrap();
    assert!(place.keep_best_bets(0, &bets("号码"), ("号码", "新建搜索首选"), by).await.unwrap());
    assert!(place.item_revision().await.unwrap() > before, "every server looks again");
    assert!(!place.keep_best_bets(0, &bets("别的"), ("别的", "新建搜索首选"), by).await.unwrap());
    assert_eq!(place.best_bets().await.unwrap(), Some((1, bets("号码"))));
    let trail = place.audit_rows(&AuditFilter::default(), 1).await.unwrap();
    assert_eq!((trail[0].subject.as_str(), trail[0].detail.as_str()), ("号码", "新建搜索首选"));
}
