use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::keyring::Secret;
use super::sealing::{Unsealing, scalar_of};
use super::{Cipher, Keyring};
use crate::clock::Random;

/// Why the key file cannot be used: one line for the person at the console.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("密钥文件 {path} 的权限太宽，别的用户也能读；请运行：chmod 600 {path}", path = .0.display())]
    Readable(PathBuf),
    #[error("密钥文件 {path} 读不懂：{what}；请用备份恢复，不要新建，否则已存的内容打不开", path = .path.display())]
    Malformed { path: PathBuf, what: String },
    #[error("密钥文件 {path} 无法读写：{source}", path = .path.display())]
    Io { path: PathBuf, source: io::Error },
}

const HEAD: &str = "# 药安的密钥。请另存一份备份：丢了它，身份信息、照片和查询码都打不开；泄露了它，等于泄露这些内容。\n\
     # cipher 可以是 \"aes-256-gcm\" 或 \"sm4-gcm\"，只影响以后新存的内容。\n";

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    version: u32,
    #[serde(default)]
    cipher: Cipher,
    current: String,
    lookup: String,
    links: String,
    master: Vec<Master>,
    /// What opens reports sealed for master keys that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sealing: Vec<Master>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Master {
    id: String,
    key: String,
}

pub(super) fn open_or_create(path: &Path, random: Arc<dyn Random>) -> Result<Keyring, KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    let text = match read(path) {
        Err(KeyFileError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
            create(path, &*random).map_err(io)?;
            read(path)?
        }
        other => other?,
    };
    parse(&text, random).map_err(|what| KeyFileError::Malformed { path: path.to_owned(), what })
}

/// Adds a fresh master key and makes it the current one; answers its id. Older ones stay for opening.
///
/// # Errors
/// [`KeyFileError`]; the file is then as it was.
pub(super) fn add_master(path: &Path, random: &dyn Random) -> Result<String, KeyFileError> {
    let id = short_id(random);
    change(path, random, |file| {
        file.master.push(Master { id: id.clone(), key: secret(random).to_string() });
        file.current.clone_from(&id);
        Ok(())
    })?;
    Ok(id)
}

/// Takes a master key out of the file; what it sealed can never be opened again.
///
/// # Errors
/// [`KeyFileError`] for the current key or one that is not there.
pub(super) fn drop_master(path: &Path, random: &dyn Random, id: &str) -> Result<(), KeyFileError> {
    change(path, random, |file| {
        let before = file.master.len();
        let gone = file.master.iter().find(|master| master.id == id && file.current != id);
        // Phones may hold reports sealed for it, and those are never given up.
        let kept = gone.map(sealing_of).transpose()?;
        file.sealing.extend(kept);
        file.master.retain(|master| master.id != id);
        match file.master.len() {
            _ if file.current == id => Err(format!("{id} 是现在用的主密钥，不能去掉")),
            after if after == before => Err(format!("没有主密钥 {id}")),
            _ => Ok(()),
        }
    })
}

/// What of a master key goes on opening reports when the rest of it is forgotten.
fn sealing_of(master: &Master) -> Result<Master, String> {
    let key = decode(master.key.clone(), "master.key")?;
    let scalar = scalar_of(&key).ok_or_else(|| "这把主密钥推不出上报用的密钥".to_owned())?;
    Ok(Master { id: master.id.clone(), key: STANDARD.encode(scalar.as_slice()) })
}

/// Writes the changed file beside the old one and puts it in its place, so that a crash leaves one
/// whole file.
fn change(
    path: &Path,
    random: &dyn Random,
    edit: impl FnOnce(&mut KeyFile) -> Result<(), String>,
) -> Result<(), KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    let malformed = |what| KeyFileError::Malformed { path: path.to_owned(), what };
    let mut file = fields(&read(path)?).map_err(malformed)?;
    edit(&mut file).map_err(malformed)?;
    let text = Zeroizing::new(toml::to_string(&file).map_err(|error| malformed(error.to_string()))?);
    let draft = path.with_extension(format!("new-{}", short_id(random)));
    write_whole(&draft, &format!("{HEAD}{}", *text)).map_err(io)?;
    std::fs::rename(&draft, path).map_err(io)?;
    sync_folder(path).map_err(io)
}

fn read(path: &Path) -> Result<Zeroizing<String>, KeyFileError> {
    let io = |source| KeyFileError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(io)?;
    if file.metadata().map_err(io)?.permissions().mode() & 0o077 != 0 {
        return Err(KeyFileError::Readable(path.to_owned()));
    }
    let mut text = Zeroizing::new(String::new());
    match file.read_to_string(&mut text) {
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(KeyFileError::Malformed { path: path.to_owned(), what: "不是文本".to_owned() })
        }
        other => other.map(|_| text).map_err(io),
    }
}

/// Writes a whole new file beside the place and links it in, so that two servers starting at once
/// agree on one file and a crash leaves either none or a whole one.
fn create(path: &Path, random: &dyn Random) -> io::Result<()> {
    let draft = path.with_extension(format!("new-{}", short_id(random)));
    write_whole(&draft, &fresh(random))?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder(path)
}

fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn fresh(random: &dyn Random) -> Zeroizing<String> {
    let id = short_id(random);
    let [lookup, links, key] = [secret(random), secret(random), secret(random)];
    let mut text = Zeroizing::new(String::from(HEAD));
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "version = 1\ncipher = \"{cipher}\"\ncurrent = \"{id}\"\nlookup = \"{lookup}\"\nlinks = \"{links}\"\n\n\
         [[master]]\nid = \"{id}\"\nkey = \"{key}\"\n",
        cipher = Cipher::default().as_str(),
        lookup = *lookup,
        links = *links,
        key = *key,
    );
    text
}

fn secret(random: &dyn Random) -> Zeroizing<String> {
    let mut bytes = Secret::default();
    random.fill(bytes.as_mut_slice());
    Zeroizing::new(STANDARD.encode(bytes.as_slice()))
}

fn short_id(random: &dyn Random) -> String {
    let mut bytes = [0; 4];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

/// The error's own display quotes the faulty line, which may hold a key.
fn fields(text: &str) -> Result<KeyFile, String> {
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.lines().count().max(1));
        format!("第 {line} 行附近，{}", error.message())
    })
}

fn parse(text: &str, random: Arc<dyn Random>) -> Result<Keyring, String> {
    let file = fields(text)?;
    if file.version != 1 {
        return Err(format!("version 是 {}，这个程序只认得 1", file.version));
    }
    let mut masters = BTreeMap::new();
    for master in file.master {
        let key = decode(master.key, "master.key")?;
        if masters.insert(master.id, key).is_some() {
            return Err("两个 master 用了同一个 id".to_owned());
        }
    }
    let current = masters.get(&file.current).ok_or_else(|| "current 指的主密钥不在 [[master]] 里".to_owned())?;
    let kept: Vec<Secret> =
        file.sealing.into_iter().map(|one| decode(one.key, "sealing.key")).collect::<Result<_, _>>()?;
    let unsealing = Unsealing::new(current, &masters, &kept).ok_or_else(|| "推不出上报用的密钥".to_owned())?;
    Ok(Keyring {
        cipher: file.cipher,
        current: file.current,
        masters,
        lookup: decode(file.lookup, "lookup")?,
        links: decode(file.links, "links")?,
        unsealing,
        random,
    })
}

fn decode(mut text: String, name: &str) -> Result<Secret, String> {
    let bytes = STANDARD.decode(&text).map(Zeroizing::new);
    text.zeroize();
    let bytes = bytes.map_err(|_| format!("{name} 不是 base64"))?;
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| format!("{name} 应为 32 字节"))?;
    Ok(Secret::new(key))
}
