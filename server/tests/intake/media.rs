use std::time::{Duration, SystemTime};

use domain::ports::Shown;

use super::house::{House, files};
use super::sample::{photo, tip};

#[tokio::test]
async fn staff_get_a_copy_and_the_original_stays_as_it_came() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![photo(7)]).await.unwrap();
    let matter = house.store.matter_by_number(&receipt.matters[0].number).await.unwrap().unwrap();
    assert_eq!(house.store.attachments(matter.id).await.unwrap()[0].shown, Shown::Waiting);
    assert_eq!(house.make_copies().await, 1);
    let row = house.store.attachments(matter.id).await.unwrap().remove(0);
    assert_eq!((row.shown, row.shown_type.as_deref()), (Shown::Ready, Some("image/jpeg")));
    assert_eq!(house.gallery.original(&row).await.unwrap(), photo(7));
    let copy = house.gallery.shown(&row).await.unwrap();
    let copy = image::load_from_memory(&copy).unwrap();
    assert_eq!((copy.width(), copy.height()), (40, 30));
    assert_eq!(row.sha256.len(), 64);
}

#[tokio::test]
async fn a_photo_cut_off_on_the_way_is_marked_unreadable_and_kept() {
    let house = House::open().await;
    let mut cut = photo(7);
    cut.truncate(cut.len() - 20);
    let receipt = house.submit("a", &tip(), vec![cut.clone()]).await.unwrap();
    assert_eq!(house.make_copies().await, 1);
    let matter = house.store.matter_by_number(&receipt.matters[0].number).await.unwrap().unwrap();
    let row = house.store.attachments(matter.id).await.unwrap().remove(0);
    assert_eq!((row.shown, row.shown_type.as_deref()), (Shown::Unreadable, None));
    assert_eq!(house.gallery.original(&row).await.unwrap(), cut);
    house.gallery.make_shown(row.id).await.unwrap();
}

#[tokio::test]
async fn the_sweep_leaves_every_recorded_photo_and_copy() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![photo(1), photo(2)]).await.unwrap();
    house.make_copies().await;
    let orphan = house.gallery.keep(&checked(9), 1, house.now()).await.unwrap();
    let vault = house.folder().join("vault");
    assert_eq!(files(&vault).len(), 5);
    let later = SystemTime::now() + Duration::from_secs(60);
    assert_eq!(house.gallery.sweep(later).await.unwrap(), 1);
    assert!(!files(&vault).iter().any(|path| path.ends_with(orphan.id.simple().to_string())));
    let matter = house.store.matter_by_number(&receipt.matters[0].number).await.unwrap().unwrap();
    for row in house.store.attachments(matter.id).await.unwrap() {
        assert!(house.gallery.original(&row).await.is_ok() && house.gallery.shown(&row).await.is_ok());
    }
}

#[tokio::test]
async fn a_sealed_file_does_not_open_in_the_place_of_another() {
    let house = House::open().await;
    let receipt = house.submit("a", &tip(), vec![photo(1), photo(2)]).await.unwrap();
    let matter = house.store.matter_by_number(&receipt.matters[0].number).await.unwrap().unwrap();
    let rows = house.store.attachments(matter.id).await.unwrap();
    let paths = files(&house.folder().join("vault"));
    let bytes = std::fs::read(&paths[0]).unwrap();
    std::fs::copy(&paths[1], &paths[0]).unwrap();
    std::fs::write(&paths[1], bytes).unwrap();
    for row in &rows {
        assert!(house.gallery.original(row).await.is_err(), "a swapped file was taken for the original");
    }
}

fn checked(number: u8) -> server::media::CheckedPhoto {
    let photo = domain::ports::Photo { bytes: photo(number) };
    server::media::Gallery::check(vec![photo]).unwrap().remove(0)
}
