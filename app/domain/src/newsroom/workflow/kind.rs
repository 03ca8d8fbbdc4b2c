use serde::{Deserialize, Serialize};

/// What the newsroom publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 科普文章
    Article,
    /// 典型案例
    Disclosure,
    /// 风险提示: another body's, with a link to it. A county may not issue its own (药品管理法 §107).
    Alert,
    /// 通知公告
    Notice,
    /// 专题
    Campaign,
    /// 海报
    Leaflet,
}

/// How far the text that is worked on has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Draft,
    /// 科室审核
    FirstReview,
    /// 保密和隐私审查
    SecrecyReview,
    /// 签发
    Signing,
    /// Given back with a reason.
    Rejected,
    /// Signed, waits for its time.
    Scheduled,
    Published,
    /// Taken down with a public reason.
    Withdrawn,
    /// Taken down because its time was over.
    Expired,
}

impl Kind {
    pub const ALL: [Self; 6] =
        [Self::Article, Self::Disclosure, Self::Alert, Self::Notice, Self::Campaign, Self::Leaflet];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Disclosure => "disclosure",
            Self::Alert => "alert",
            Self::Notice => "notice",
            Self::Campaign => "campaign",
            Self::Leaflet => "leaflet",
        }
    }

    /// The folder of a content tree its texts lie in.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Disclosure => "disclosures",
            Self::Alert => "alerts",
            Self::Notice => "notices",
            Self::Campaign => "campaigns",
            Self::Leaflet => "leaflets",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Article => "科普文章",
            Self::Disclosure => "典型案例",
            Self::Alert => "风险提示",
            Self::Notice => "通知公告",
            Self::Campaign => "专题",
            Self::Leaflet => "海报",
        }
    }
}

impl Stage {
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::FirstReview,
        Self::SecrecyReview,
        Self::Signing,
        Self::Rejected,
        Self::Scheduled,
        Self::Published,
        Self::Withdrawn,
        Self::Expired,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::FirstReview => "first_review",
            Self::SecrecyReview => "secrecy_review",
            Self::Signing => "signing",
            Self::Rejected => "rejected",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::FirstReview => "科室审核中",
            Self::SecrecyReview => "保密和隐私审查中",
            Self::Signing => "待签发",
            Self::Rejected => "退回修改",
            Self::Scheduled => "定时发布",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤下",
            Self::Expired => "到期撤下",
        }
    }

    /// Whether the text may be changed as it is; later, a change is a new version.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Rejected)
    }

    #[must_use]
    pub fn is_review(self) -> bool {
        matches!(self, Self::FirstReview | Self::SecrecyReview | Self::Signing)
    }

    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Expired)
    }
}
