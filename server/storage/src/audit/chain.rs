//! What is hashed, byte for byte. Every field stands behind its length, so that no two rows run
//! together; every kind of text begins with its own name, so that none passes for another.
//!
//! A field is its length as eight bytes, the highest first, and its bytes: text as UTF-8, a number
//! as eight bytes in two's complement, the highest first. Where the row of an event has matter and
//! number, the row of a ledger's entry has record and number, any other row the empty text and 0.

use sha2::{Digest, Sha256};

/// SHA-256.
pub(crate) type Hash = [u8; 32];

/// What the first row follows.
pub(crate) const START: Hash = [0; 32];

/// What a row says, as it is hashed.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub seq: i64,
    pub at: i64,
    pub actor: &'a str,
    pub person: &'a str,
    pub what: &'a str,
    pub subject: &'a str,
    /// Of the matter, or of the ledger's record.
    pub matter: Option<&'a str>,
    /// Number of the event, or of the entry.
    pub event: Option<i64>,
    pub digest: &'a [u8],
    pub previous: &'a [u8],
}

/// Of an event exactly as its row keeps it.
pub(crate) fn event_digest(matter: &str, seq: i64, at: i64, actor: &str, kind: &str) -> Hash {
    Fields::of("yaoan-audit-event-1").text(matter).number(seq).number(at).text(actor).text(kind).hash()
}

/// An entry of a ledger exactly as it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub ledger: &'a str,
    pub seq: i64,
    pub at: i64,
    pub happened: i64,
    pub actor: &'a str,
    pub step: &'a str,
}

/// Of a ledger's entry, with the words its row has of its own.
pub(crate) fn entry_digest(entry: &Written<'_>, detail: &str) -> Hash {
    Fields::of("yaoan-audit-entry-1")
        .text(entry.ledger)
        .number(entry.seq)
        .number(entry.at)
        .number(entry.happened)
        .text(entry.actor)
        .text(entry.step)
        .text(detail)
        .hash()
}

/// Of the words of a row that belongs to neither event nor entry.
pub(crate) fn act_digest(detail: &str) -> Hash {
    Fields::of("yaoan-audit-act-1").text(detail).hash()
}

pub(crate) fn row_hash(said: &Said<'_>) -> Hash {
    Fields::of("yaoan-audit-row-1")
        .number(said.seq)
        .number(said.at)
        .text(said.actor)
        .text(said.person)
        .text(said.what)
        .text(said.subject)
        .text(said.matter.unwrap_or_default())
        .number(said.event.unwrap_or_default())
        .bytes(said.digest)
        .bytes(said.previous)
        .hash()
}

/// What a seal's keyed hash is over.
#[must_use]
pub fn seal_text(seq: i64, at: i64, hash: &[u8]) -> Vec<u8> {
    Fields::of("yaoan-audit-seal-1").number(seq).number(at).bytes(hash).0
}

/// What the keyed hash of a removal's mark is over.
pub(crate) fn cut_text(seq: i64, at: i64, hash: &[u8], events: i64, events_digest: &[u8]) -> Vec<u8> {
    Fields::of("yaoan-audit-cut-1").number(seq).number(at).bytes(hash).number(events).bytes(events_digest).0
}

/// The digests of many events, in the order of matter and number, as one.
pub(crate) struct Heap {
    pub count: i64,
    hasher: Sha256,
}

impl Heap {
    pub(crate) fn new() -> Self {
        Self { count: 0, hasher: Sha256::new() }
    }

    pub(crate) fn add(&mut self, digest: &Hash) {
        self.count += 1;
        self.hasher.update(digest);
    }

    pub(crate) fn digest(self) -> Hash {
        self.hasher.finalize().into()
    }
}

struct Fields(Vec<u8>);

impl Fields {
    fn of(kind: &str) -> Self {
        Self(Vec::with_capacity(512)).text(kind)
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    fn hash(&self) -> Hash {
        Sha256::digest(&self.0).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written down so that whoever checks an exported trail elsewhere can compare, and so that no
    /// change of this file breaks the chains that exist.
    #[test]
    fn the_hashes_of_a_known_row_never_change() {
        let digest = event_digest("0198c5b2-0000-7000-8000-000000000001", 1, 1_795_233_600_000_000, "{}", "{}");
        let said = Said {
            seq: 1,
            at: 1_795_233_600_000_000,
            actor: r#"{"who":"reporter"}"#,
            person: "",
            what: "received",
            subject: "YX-2026-000001",
            matter: Some("0198c5b2-0000-7000-8000-000000000001"),
            event: Some(1),
            digest: &digest,
            previous: &START,
        };
        assert_eq!(hex::encode(digest), "c3c390f784a720e592b78fc54757ed3a71b042e2594420c141ef9b52f8ffee54");
        assert_eq!(hex::encode(row_hash(&said)), "ed2f6d601903cb6207be9a8d2cf47292210c3eeb9dee5d38301e0c2b2ddaad24");
        let written = Written { ledger: "l", seq: 1, at: 2, happened: 1, actor: "{}", step: "{}" };
        assert_eq!(
            hex::encode(entry_digest(&written, "x")),
            "e17585d3c4c058f9defda954aa98f72d6ed335e61fc99c047efb7e94b05fd8b6"
        );
        assert_eq!(hex::encode(act_digest("")), "7431c98cb31d65df5454025654a8ec68b54354a46d912d1a9b1a9a4e4c964d2a");
    }

    #[test]
    fn no_two_different_rows_are_hashed_alike() {
        let said = Said {
            seq: 1,
            at: 2,
            actor: "a",
            person: "b",
            what: "c",
            subject: "d",
            matter: None,
            event: None,
            digest: &START,
            previous: &START,
        };
        let others = [
            Said { actor: "ab", person: "", ..said },
            Said { actor: "", person: "ab", ..said },
            Said { what: "", subject: "cd", ..said },
            Said { seq: 2, at: 1, ..said },
            Said { event: Some(1), ..said },
            Said { matter: Some("d"), subject: "", ..said },
        ];
        for other in others {
            assert_ne!(row_hash(&said), row_hash(&other));
        }
    }
}
