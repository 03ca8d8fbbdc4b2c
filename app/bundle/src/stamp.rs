//! Remembers from which inputs a part was made, so that an edit remakes only what depends on it.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::fault::{Outcome, While};
use crate::places::Places;

pub struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    pub fn of(places: &Places, step: &str, inputs: &[&[u8]]) -> Self {
        Self { path: folder(places).join(step), digest: digest(inputs) }
    }

    /// Whether the part was last made from the same inputs.
    pub fn holds(&self) -> bool {
        fs::read_to_string(&self.path).is_ok_and(|digest| digest == self.digest)
    }

    /// To be called when the part lies ready.
    pub fn set(&self) -> Outcome<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).during(folder.display())?;
        }
        fs::write(&self.path, &self.digest).during(self.path.display())
    }
}

pub fn forget_all(places: &Places) -> Outcome<()> {
    let folder = folder(places);
    if folder.exists() { fs::remove_dir_all(&folder).during(folder.display()) } else { Ok(()) }
}

fn folder(places: &Places) -> PathBuf {
    places.work.join("stamps")
}

/// Lengths go in as well, so that moving a byte from one input to the next changes the digest.
fn digest(inputs: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for input in inputs {
        hasher.update(input.len().to_string());
        hasher.update(":");
        hasher.update(input);
    }
    hex::encode(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_between_inputs_counts() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_eq!(digest(&[b"ab", b"c"]), digest(&[b"ab", b"c"]));
    }
}
