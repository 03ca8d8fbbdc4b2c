use super::Sort;

/// What is done at the desk or the command line without being an event of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    SignedIn,
    SignInFailed,
    SignedOut,
    PasswordChanged,
    TotpSet,
    AccountAdded,
    AccountDisabled,
    AccountReset,
    DeputyNamed,
    DeputyEnded,
    KeyRotated,
    KeyRetired,
    PhoneSearched,
    /// Data left the system: a packet, a spreadsheet.
    Exported,
    /// A hand-over that had stopped was sent on again.
    Retried,
    AuditExported,
    AuditPruned,
    /// An entry of a transfer.
    TransferKept,
    /// An entry of a risk, a task or minutes.
    RiskKept,
    /// An entry of a reward; never who is rewarded.
    RewardKept,
    /// Personal data whose period was over was destroyed.
    DataDestroyed,
    /// A step of the newsroom.
    ItemKept,
    /// A picture was taken in, changed, put away or brought back.
    PictureKept,
    /// A recording of an article or a form was taken in, confirmed or taken down.
    RecordingKept,
    /// The site was tended: columns, menus, links passed over.
    SiteTended,
    /// A village officer was added, changed, let in no more or in again.
    OfficerKept,
    /// A one-time code for a phone.
    OfficerCode,
    PhoneBound,
    PhoneRevoked,
    /// What a village officer sent: a record, another version of one, a photo.
    FieldKept,
    /// A task or a broadcast to village officers.
    ErrandGiven,
    /// The ledger of outlets.
    OutletKept,
    /// A point that takes old medicine back.
    PointKept,
    /// A resident's reaction came in, or its filing was noted.
    ReactionKept,
    /// What a reaction says about a patient was looked at, or taken out as a table.
    ReactionOpened,
    /// A second person was asked for a look, or agreed to one.
    ReactionLook,
    /// A question of a resident came in, was answered, published or taken down.
    QuestionKept,
    /// Somebody looked at the phone number of a resident who asked.
    ContactSeen,
    /// A request to come and collect old medicine came in, was given to an officer, given back or ended.
    CollectKept,
    /// Somebody looked at the phone number and the way to the house in one.
    DoorSeen,
    /// Somebody listened to what a resident said: a voice tells who it is.
    VoiceHeard,
}

impl Deed {
    pub const ALL: &[Self] = &[
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::PasswordChanged,
        Self::TotpSet,
        Self::AccountAdded,
        Self::AccountDisabled,
        Self::AccountReset,
        Self::DeputyNamed,
        Self::DeputyEnded,
        Self::KeyRotated,
        Self::KeyRetired,
        Self::PhoneSearched,
        Self::Exported,
        Self::Retried,
        Self::AuditExported,
        Self::AuditPruned,
        Self::TransferKept,
        Self::RiskKept,
        Self::RewardKept,
        Self::DataDestroyed,
        Self::ItemKept,
        Self::PictureKept,
        Self::RecordingKept,
        Self::SiteTended,
        Self::OfficerKept,
        Self::OfficerCode,
        Self::PhoneBound,
        Self::PhoneRevoked,
        Self::FieldKept,
        Self::ErrandGiven,
        Self::OutletKept,
        Self::PointKept,
        Self::ReactionKept,
        Self::ReactionOpened,
        Self::ReactionLook,
        Self::QuestionKept,
        Self::ContactSeen,
        Self::CollectKept,
        Self::DoorSeen,
        Self::VoiceHeard,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::PasswordChanged => "password_changed",
            Self::TotpSet => "totp_set",
            Self::AccountAdded => "account_added",
            Self::AccountDisabled => "account_disabled",
            Self::AccountReset => "account_reset",
            Self::DeputyNamed => "deputy_named",
            Self::DeputyEnded => "deputy_ended",
            Self::KeyRotated => "key_rotated",
            Self::KeyRetired => "key_retired",
            Self::PhoneSearched => "phone_searched",
            Self::Exported => "exported",
            Self::Retried => "retried",
            Self::AuditExported => "audit_exported",
            Self::AuditPruned => "audit_pruned",
            Self::TransferKept => "transfer_kept",
            Self::RiskKept => "risk_kept",
            Self::RewardKept => "reward_kept",
            Self::DataDestroyed => "data_destroyed",
            Self::ItemKept => "item_kept",
            Self::PictureKept => "picture_kept",
            Self::RecordingKept => "recording_kept",
            Self::SiteTended => "site_tended",
            Self::OfficerKept => "officer_kept",
            Self::OfficerCode => "officer_code",
            Self::PhoneBound => "phone_bound",
            Self::PhoneRevoked => "phone_revoked",
            Self::FieldKept => "field_kept",
            Self::ErrandGiven => "errand_given",
            Self::OutletKept => "outlet_kept",
            Self::PointKept => "point_kept",
            Self::ReactionKept => "reaction_kept",
            Self::ReactionOpened => "reaction_opened",
            Self::ReactionLook => "reaction_look",
            Self::QuestionKept => "question_kept",
            Self::ContactSeen => "contact_seen",
            Self::CollectKept => "collect_kept",
            Self::DoorSeen => "door_seen",
            Self::VoiceHeard => "voice_heard",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::SignedIn => "登录",
            Self::SignInFailed => "登录没有成功",
            Self::SignedOut => "退出登录",
            Self::PasswordChanged => "改密码",
            Self::TotpSet => "绑定动态口令",
            Self::AccountAdded => "添加账号",
            Self::AccountDisabled => "停用账号",
            Self::AccountReset => "重置账号",
            Self::DeputyNamed => "请人代理",
            Self::DeputyEnded => "取消代理",
            Self::KeyRotated => "更换主密钥",
            Self::KeyRetired => "去掉旧主密钥",
            Self::PhoneSearched => "按电话查事项",
            Self::Exported => "导出",
            Self::Retried => "重新转送",
            Self::AuditExported => "导出审计记录",
            Self::AuditPruned => "清理到期的审计记录",
            Self::TransferKept => "登记移送",
            Self::RiskKept => "登记风险、任务",
            Self::RewardKept => "登记举报奖励",
            Self::DataDestroyed => "销毁到期的个人信息",
            Self::ItemKept => "采编",
            Self::PictureKept => "图片",
            Self::RecordingKept => "录音",
            Self::SiteTended => "栏目、搜索首选、链接",
            Self::OfficerKept => "登记信息员",
            Self::OfficerCode => "发信息员绑定码",
            Self::PhoneBound => "信息员绑定手机",
            Self::PhoneRevoked => "停用信息员手机",
            Self::FieldKept => "信息员上报",
            Self::ErrandGiven => "给信息员派任务、发通知",
            Self::OutletKept => "登记药店、卫生室台账",
            Self::PointKept => "登记过期药回收点",
            Self::ReactionKept => "不良反应登记",
            Self::ReactionOpened => "查看不良反应内容",
            Self::ReactionLook => "申请、同意查看不良反应",
            Self::QuestionKept => "咨询",
            Self::ContactSeen => "看咨询人的电话",
            Self::CollectKept => "上门收过期药",
            Self::DoorSeen => "看上门收药的电话、地址",
            Self::VoiceHeard => "听投诉举报的录音",
        }
    }

    #[must_use]
    pub fn sort(self) -> Sort {
        match self {
            Self::SignedIn | Self::SignInFailed | Self::SignedOut => Sort::SignIn,
            Self::PasswordChanged
            | Self::TotpSet
            | Self::AccountAdded
            | Self::AccountDisabled
            | Self::AccountReset
            | Self::DeputyNamed
            | Self::DeputyEnded
            | Self::KeyRotated
            | Self::KeyRetired
            | Self::OfficerKept
            | Self::OfficerCode
            | Self::PhoneBound
            | Self::PhoneRevoked => Sort::Account,
            Self::PhoneSearched
            | Self::DataDestroyed
            | Self::ReactionOpened
            | Self::ReactionLook
            | Self::ContactSeen
            | Self::DoorSeen
            | Self::VoiceHeard => Sort::Identity,
            Self::Exported => Sort::Export,
            Self::Retried
            | Self::TransferKept
            | Self::RiskKept
            | Self::RewardKept
            | Self::FieldKept
            | Self::ErrandGiven
            | Self::OutletKept
            | Self::PointKept
            | Self::ReactionKept
            | Self::QuestionKept
            | Self::CollectKept => Sort::Matter,
            Self::ItemKept | Self::PictureKept | Self::RecordingKept | Self::SiteTended => Sort::Newsroom,
            Self::AuditExported | Self::AuditPruned => Sort::Trail,
        }
    }
}
