use domain::region::RegionCode;
use jiff::civil::date;
use storage::Store;

pub async fn a_paper_counts_once_for_its_township_and_year(place: &Store) {
    let town = |code: &str| RegionCode::parse(code).unwrap();
    let (one, other) = (town("530922100000"), town("530922101000"));
    let day = date(2026, 11, 20);
    assert!(place.count_paper(&[1; 32], &one, day).await.unwrap());
    assert!(!place.count_paper(&[1; 32], &one, day).await.unwrap(), "sent twice");
    assert!(!place.count_paper(&[1; 32], &other, day).await.unwrap(), "sent again for another township");
    assert!(place.count_paper(&[2; 32], &one, day).await.unwrap());
    assert!(place.count_paper(&[3; 32], &other, day).await.unwrap());
    assert!(place.count_paper(&[4; 32], &other, date(2027, 1, 1)).await.unwrap());
    assert_eq!(place.paper_sums(2026).await.unwrap(), [(one, 2), (other.clone(), 1)]);
    assert_eq!(place.paper_sums(2027).await.unwrap(), [(other, 1)]);
    assert_eq!(place.paper_sums(2025).await.unwrap(), []);
}
