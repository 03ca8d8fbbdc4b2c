use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use super::*;

fn vault() -> (tempfile::TempDir, Vault) {
    let dir = tempfile::tempdir().unwrap();
    let vault = Vault::open(dir.path().join("vault")).unwrap();
    (dir, vault)
}

fn later() -> SystemTime {
    SystemTime::now() + Duration::from_secs(60)
}

#[tokio::test]
async fn what_was_put_is_got_and_only_we_can_read_it() {
    let (_dir, vault) = vault();
    let id = Uuid::from_u128(0x1234);
    vault.put(id, vec![1, 2, 3]).await.unwrap();
    assert_eq!(vault.get(id).await.unwrap(), [1, 2, 3]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = place(&vault.root, id);
    assert_eq!((mode(&path), mode(path.parent().unwrap()), mode(&vault.root)), (0o600, 0o700, 0o700));
    vault.remove(id).await.unwrap();
    vault.remove(id).await.unwrap();
    assert_eq!(vault.get(id).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_put_that_fails_leaves_nothing() {
    let (_dir, vault) = vault();
    let id = Uuid::from_u128(0xab);
    // A folder in the file's place makes the rename fail, as a full disk makes the write fail.
    fs::create_dir_all(place(&vault.root, id)).unwrap();
    assert!(vault.put(id, vec![1]).await.is_err());
    let left = fs::read_dir(place(&vault.root, id).parent().unwrap()).unwrap().count();
    assert_eq!(left, 1, "only the folder itself is there");
}

#[tokio::test]
async fn the_sweep_takes_orphans_and_half_written_files_and_nothing_else() {
    let (_dir, vault) = vault();
    let [known, orphan] = [Uuid::from_u128(1), Uuid::from_u128(2)];
    for id in [known, shown_id(known), orphan, shown_id(orphan)] {
        vault.put(id, vec![0]).await.unwrap();
    }
    let draft = place(&vault.root, known).with_extension("7.part");
    let foreign = place(&vault.root, known).with_file_name("README");
    fs::write(&draft, b"half").unwrap();
    fs::write(&foreign, b"not ours").unwrap();
    let young = SystemTime::now() - Duration::from_secs(60);
    assert_eq!(vault.sweep(HashSet::from([known]), young).await.unwrap(), 0, "a file of this minute may be on its way");
    assert_eq!(vault.sweep(HashSet::from([known]), later()).await.unwrap(), 3);
    assert!(vault.get(known).await.is_ok() && vault.get(shown_id(known)).await.is_ok());
    assert!(vault.get(orphan).await.is_err() && !draft.exists() && foreign.exists());
}
