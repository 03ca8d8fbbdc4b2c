use domain::ports::Internal;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::{PartRow, StorageError};
use uuid::Uuid;

/// Which photo of which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub report: Uuid,
    pub photo: Uuid,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartState {
    /// Bytes that are here for good.
    pub here: u64,
    pub size: u64,
    /// What a list said before, if one did.
    pub media_type: Option<String>,
    /// When what is here is given up; `None` for evidence.
    pub expires_at: Option<Timestamp>,
    pub complete: bool,
}

/// What a sender says the bytes of one request add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checksum {
    Sha1(Vec<u8>),
    Sha256(Vec<u8>),
}

#[derive(Debug, thiserror::Error)]
pub enum UploadRefused {
    #[error("没有这份上报，请先上报文字")]
    UnknownReport,
    #[error("这份上报里没有这张照片")]
    NotListed,
    #[error("这张照片还没有开始传，或者隔得太久已经清掉了")]
    NotBegun,
    #[error("照片大小和上报时说的不一样，应为 {awaited} 字节")]
    OtherLength { awaited: u64 },
    #[error("已收到 {here} 字节，请从那里接着传")]
    OtherOffset { here: u64 },
    #[error("传来的比照片大")]
    TooLong,
    #[error("这张照片已经收到，不能再改")]
    Whole,
    #[error("这张表的照片太多")]
    TooMany,
    /// Without its form no more is taken for now.
    #[error("照片现在不能先传，请和表一起交")]
    Full,
    /// Bytes changed on the way; they were not kept.
    #[error("照片在路上变了样，请重传")]
    Mismatch,
    #[error(transparent)]
    Internal(#[from] Internal),
}

impl Place {
    /// What a sealed photo binds in.
    #[must_use]
    pub fn bound(self) -> String {
        format!("{}/{}", self.report, self.photo)
    }
}

impl PartState {
    #[must_use]
    pub fn of(part: &PartRow) -> Self {
        let complete = part.complete_at.is_some();
        Self {
            here: part.here,
            size: part.size,
            media_type: Some(part.media_type.clone()),
            expires_at: part.expires_at.filter(|_| !complete),
            complete,
        }
    }
}

impl Checksum {
    #[must_use]
    pub fn fits(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Sha1(expected) => sha1::Sha1::digest(bytes).as_slice() == expected,
            Self::Sha256(expected) => Sha256::digest(bytes).as_slice() == expected,
        }
    }
}

impl From<StorageError> for UploadRefused {
    fn from(error: StorageError) -> Self {
        Self::Internal(error.into())
    }
}
