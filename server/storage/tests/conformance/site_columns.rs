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
