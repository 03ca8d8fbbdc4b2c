use serde::Serialize;

use super::state::Signature;
use super::{ItemState, Proof};

/// A line of the checklist an item carries: 三审三校, and the review of secrecy and privacy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub key: CheckKey,
    pub done: Option<Signature>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKey {
    /// 一审: who wrote it
    Author,
    /// 二审: the section
    Section,
    Secrecy,
    ProofContent,
    ProofWording,
    ProofLayout,
    /// 三审: who answers for it
    Signing,
}

impl CheckKey {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Author => "一审：采写人自审",
            Self::Section => "二审：科室、股审核",
            Self::Secrecy => "保密和隐私审查",
            Self::ProofContent => "一校：内容",
            Self::ProofWording => "二校：文字",
            Self::ProofLayout => "三校：格式和链接",
            Self::Signing => "三审：分管领导签发",
        }
    }
}

impl ItemState {
    /// What was done for the text under review, and by whom.
    #[must_use]
    pub fn checklist(&self) -> Vec<Check> {
        let proof = |proof: Proof| self.proofs.get(&proof).cloned();
        let lines = [
            (CheckKey::Author, self.submitted_by.clone()),
            (CheckKey::Section, self.first.clone()),
            (CheckKey::Secrecy, self.secrecy.clone()),
            (CheckKey::ProofContent, proof(Proof::Content)),
            (CheckKey::ProofWording, proof(Proof::Wording)),
            (CheckKey::ProofLayout, proof(Proof::Layout)),
            (CheckKey::Signing, self.signed.clone()),
        ];
        lines.into_iter().map(|(key, done)| Check { key, done }).collect()
    }
}
