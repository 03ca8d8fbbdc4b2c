//! The folder a server keeps its database, vault and keys in. One server holds it at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held while a server runs; the system lets go of it when the process ends, however it ends.
pub struct Hold(#[expect(dead_code, reason = "the open file is the lock")] File);

/// Takes the folder for this server. Commands such as `yaoan user` do not: the databases bear
/// several processes, and the bureau adds people while the portal runs.
///
/// # Errors
/// One line for the console when another server holds the folder, or it cannot be written.
pub fn hold(folder: &Path) -> Result<Hold, String> {
    let path = folder.join("serve.lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| format!("{}：{error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Hold(file)),
        Err(TryLockError::WouldBlock) => {
            Err(format!("{} 正被另一个 yaoan serve 使用，一个数据目录只能开一个", folder.display()))
        }
        Err(TryLockError::Error(error)) => Err(format!("{}：{error}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_server_is_told_and_a_later_one_is_let_in() {
        let folder = tempfile::tempdir().unwrap();
        let first = hold(folder.path()).unwrap();
        assert!(hold(folder.path()).err().unwrap().contains("只能开一个"));
        drop(first);
        assert!(hold(folder.path()).is_ok());
    }
}
