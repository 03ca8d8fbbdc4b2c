use serde::{Deserialize, Serialize};

use super::Place;

/// Something that points at a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub kind: HitKind,
    #[serde(flatten)]
    pub place: Place,
    /// First byte in the text.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    pub text: String,
    /// What may stand there instead.
    pub mask: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Name,
    IdNumber,
    Phone,
    Plate,
    /// Finer than a township.
    Address,
    Village,
    BirthDate,
    BankCard,
    /// WeChat, QQ and the like.
    Account,
    Email,
    /// What tells of somebody under 18: age, school, class.
    Minor,
    /// Tells that somebody reported it (投诉举报处理办法 §37).
    Reporter,
}

impl HitKind {
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::IdNumber,
        Self::Phone,
        Self::Plate,
        Self::Address,
        Self::Village,
        Self::BirthDate,
        Self::BankCard,
        Self::Account,
        Self::Email,
        Self::Minor,
        Self::Reporter,
    ];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "姓名",
            Self::IdNumber => "身份证号",
            Self::Phone => "电话",
            Self::Plate => "车牌",
            Self::Address => "乡镇以下的地址",
            Self::Village => "村、社区名",
            Self::BirthDate => "出生日期",
            Self::BankCard => "银行卡号",
            Self::Account => "微信、QQ等账号",
            Self::Email => "电子邮箱",
            Self::Minor => "未成年人信息",
            Self::Reporter => "透露有人举报",
        }
    }

    /// Known by its form alone: once masked, nothing of the kind is found again. Names are guessed
    /// from the words around them.
    #[must_use]
    pub fn is_strict(self) -> bool {
        !matches!(self, Self::Name)
    }
}
