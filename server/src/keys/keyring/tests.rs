use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;
use crate::clock::SystemRandom;

fn place() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("keys.toml");
    (dir, path)
}

fn open(path: &Path) -> Result<Keyring, KeyFileError> {
    Keyring::open_or_create(path, Arc::new(SystemRandom))
}

#[test]
fn the_first_start_makes_a_private_file_and_the_second_reads_it() {
    let (_dir, path) = place();
    let first = open(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let sealed = first.seal(Purpose::Identity, Uuid::nil(), "张三".as_bytes()).unwrap();
    let second = open(&path).unwrap();
    assert_eq!(second.open(Purpose::Identity, Uuid::nil(), &sealed).unwrap().as_slice(), "张三".as_bytes());
    assert_eq!(first.mac("query-code", b"1"), second.mac("query-code", b"1"));
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn a_file_others_can_read_is_refused_with_the_command_that_mends_it() {
    let (_dir, path) = place();
    open(&path).unwrap();
    for mode in [0o640, 0o604, 0o644, 0o660] {
        set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let line = open(&path).unwrap_err().to_string();
        assert!(line.contains(&format!("chmod 600 {}", path.display())), "{line}");
        assert!(!line.contains('\n'));
    }
    set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    assert!(open(&path).is_ok());
}

#[test]
fn a_malformed_file_is_named_and_its_secrets_are_not_quoted() {
    let (_dir, path) = place();
    open(&path).unwrap();
    let good = std::fs::read_to_string(&path).unwrap();
    let secret = good.lines().find_map(|line| line.strip_prefix("lookup = ")).unwrap().trim_matches('"').to_owned();
    let bad = [
        String::new(),
        good.replace("lookup = \"", "lookup = "),
        good.replace("version = 1", "version = 2"),
        good.replace("[[master]]\nid = \"", "[[master]]\nid = \"x"),
        good.replace("current", "corrent"),
        good.replace(&secret, "AAAA"),
        good.replace("aes-256-gcm\"\n", "rot13\"\n"),
    ];
    for text in bad {
        std::fs::write(&path, &text).unwrap();
        let line = open(&path).unwrap_err().to_string();
        assert!(line.contains(&path.display().to_string()) && line.contains("读不懂"), "{line}");
        assert!(!line.contains(&secret), "a secret in the message");
    }
}

#[test]
fn servers_that_start_at_once_agree_on_one_file() {
    let (_dir, path) = place();
    let macs: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| open(&path).unwrap().mac("x", b"y"))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(macs.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn sealed_content_opens_only_for_its_owner_and_purpose_and_unchanged() {
    let (_dir, path) = place();
    for cipher in [Cipher::Aes256Gcm, Cipher::Sm4Gcm] {
        let keys = Keyring { cipher, ..open(&path).unwrap() };
        let owner = Uuid::from_u128(7);
        let sealed = keys.seal(Purpose::Identity, owner, b"secret").unwrap();
        assert!(!sealed.blob.windows(6).any(|window| window == b"secret"));
        assert_eq!(keys.open(Purpose::Identity, owner, &sealed).unwrap().as_slice(), b"secret");
        assert!(keys.open(Purpose::Totp, owner, &sealed).is_err());
        assert!(keys.open(Purpose::Identity, Uuid::from_u128(8), &sealed).is_err());
        for place in 0..sealed.blob.len() {
            let mut changed = sealed.clone();
            changed.blob[place] ^= 1;
            assert!(keys.open(Purpose::Identity, owner, &changed).is_err(), "byte {place} of {cipher:?}");
        }
        for length in 0..sealed.blob.len() {
            let mut cut = sealed.clone();
            cut.blob.truncate(length);
            assert!(keys.open(Purpose::Identity, owner, &cut).is_err(), "{length} bytes of {cipher:?}");
        }
    }
}

#[test]
fn content_of_an_older_master_key_and_the_other_cipher_still_opens() {
    let (_dir, path) = place();
    let old = open(&path).unwrap();
    let sealed = old.seal(Purpose::Identity, Uuid::nil(), b"old").unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let newer = text
        .replace("cipher = \"aes-256-gcm\"", "cipher = \"sm4-gcm\"")
        .replace(&format!("current = \"{}\"", old.current), "current = \"newer\"")
        + "\n[[master]]\nid = \"newer\"\nkey = \"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"\n";
    std::fs::write(&path, newer).unwrap();
    let new = open(&path).unwrap();
    assert_eq!(new.open(Purpose::Identity, Uuid::nil(), &sealed).unwrap().as_slice(), b"old");
    assert_eq!(new.seal(Purpose::Identity, Uuid::nil(), b"new").unwrap().key_id, "newer");
}

#[test]
fn hashes_of_one_text_differ_by_purpose_and_key() {
    let (_dir, path) = place();
    let keys = open(&path).unwrap();
    assert_ne!(keys.mac("a", b"b"), keys.mac("ab", b""));
    assert_ne!(keys.mac("a", b"b"), keys.mac("b", b"b"));
    assert_ne!(keys.mac("a", b"b"), keys.link_mac("a", b"b"));
}
