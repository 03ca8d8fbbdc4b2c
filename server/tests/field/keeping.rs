//! Keys that open phones' reports.

use std::sync::Arc;

use server::clock::SystemRandom;
use server::keys::{Keyring, SealFault};

use super::crew::seal;

#[test]
fn a_report_sealed_to_an_older_key_opens_after_rotation_and_retirement() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    let open = || Keyring::open_or_create(&path, Arc::new(SystemRandom)).unwrap();
    let first = open();
    let old = first.sealing_key().clone();
    let sealed = seal(&old, "r", b"text");
    Keyring::add_master(&path, &SystemRandom).unwrap();
    let rotated = open();
    assert_ne!(rotated.sealing_key().id, old.id, "phones get a new key");
    assert_eq!(*rotated.open_report("r", &sealed).unwrap(), b"text");
    Keyring::drop_master(&path, &SystemRandom, first.current()).unwrap();
    let retired = open();
    assert_eq!(*retired.open_report("r", &sealed).unwrap(), b"text", "a phone may lie in a drawer for months");
    assert_eq!(retired.open_report("other", &sealed), Err(SealFault::DoesNotOpen));
    let mut foreign = sealed.clone();
    foreign[5] ^= 1;
    assert_eq!(retired.open_report("r", &foreign), Err(SealFault::UnknownKey));
    for cut in 0..sealed.len() {
        assert!(retired.open_report("r", &sealed[..cut]).is_err(), "cut at {cut}");
    }
}
