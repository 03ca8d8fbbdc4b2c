//! What letters may say about a matter: a type for each audience, and the names its templates use.

use jiff::civil::Date;

use super::secrecy;
use crate::matter::MatterKind;
use crate::question::Amount;
use crate::text::written_day;

/// The bureau's side, known to everybody.
#[derive(Clone, Debug)]
pub struct Office {
    pub bureau: String,
    /// The unit that writes.
    pub unit: String,
    /// 经办人
    pub staff: String,
    /// The number that is one tap away on every page.
    pub hotline: String,
    pub today: Date,
}

/// All a letter to the respondent can know: nothing of the reporter, their words or their numbers,
/// and nothing that tells whether somebody informed on them (令121 §37).
#[derive(Clone, Debug)]
pub struct RespondentFacts {
    pub office: Office,
    pub name: Option<String>,
    pub address: Option<String>,
    pub accepted_on: Option<Date>,
    /// Last day of mediation.
    pub mediation_due: Option<Date>,
}

/// What of the sealed identity there is, without what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    pub name: bool,
    pub phone: bool,
    pub address: bool,
}

/// What a letter to whoever reported can know.
#[derive(Clone, Debug)]
pub struct ReporterFacts {
    pub office: Office,
    pub kind: MatterKind,
    pub identity: Known,
    pub number: String,
    pub registration_no: Option<String>,
    pub received_on: Date,
    pub respondent_name: Option<String>,
    pub respondent_address: Option<String>,
    pub accepted_on: Option<Date>,
    pub mediation_due: Option<Date>,
    /// 修理、退货…
    pub requests: Vec<String>,
}

/// What a form that stays in the bureau can know.
#[derive(Clone, Debug)]
pub struct InsideFacts {
    pub reporter: ReporterFacts,
    /// Last day of the next legal step.
    pub due: Option<Date>,
    pub category: String,
    pub region: String,
    pub place: Option<String>,
    pub channel: String,
    pub product: Option<String>,
    pub happened_on: Option<Date>,
    /// Fen.
    pub amount: Option<u64>,
    pub story: String,
    pub photos: u32,
    pub publish_consent: bool,
    pub mediation_consent: bool,
}

macro_rules! names {
    ($(#[$about:meta])* $of:ident { $($field:ident = $name:literal / $words:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $of { $($field,)* }

        impl $of {
            pub const ALL: &[Self] = &[$(Self::$field,)*];

            /// As templates name it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }

            /// As the desk names it.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$field => $words,)* }
            }

            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.as_str() == name)
            }
        }
    };
}

names! {
    /// What a template for the respondent may name.
    RespondentField {
        Bureau = "bureau" / "局名",
        Unit = "unit" / "单位",
        Staff = "staff" / "经办人",
        Hotline = "hotline" / "电话",
        Today = "today" / "日期",
        Recipient = "recipient" / "收件人名称",
        RespondentName = "respondent_name" / "被投诉人、被举报人的名称",
        RespondentAddress = "respondent_address" / "被投诉人、被举报人的地址",
        AcceptedOn = "accepted_on" / "受理日期",
        MediationDue = "mediation_due" / "调解期限",
    }
}

names! {
    /// What a template for whoever reported may name; all of [`RespondentField`] is among it.
    ReporterField {
        Bureau = "bureau" / "局名",
        Unit = "unit" / "单位",
        Staff = "staff" / "经办人",
        Hotline = "hotline" / "电话",
        Today = "today" / "日期",
        Recipient = "recipient" / "收件人名称",
        ReporterName = "reporter_name" / "投诉人、举报人的姓名",
        ReporterPhone = "reporter_phone" / "投诉人、举报人的电话",
        ReporterAddress = "reporter_address" / "投诉人、举报人的地址",
        Number = "number" / "编号",
        RegistrationNo = "registration_no" / "12315登记编号",
        ReceivedOn = "received_on" / "收到日期",
        RespondentName = "respondent_name" / "被投诉人、被举报人的名称",
        RespondentAddress = "respondent_address" / "被投诉人、被举报人的地址",
        AcceptedOn = "accepted_on" / "受理日期",
        MediationDue = "mediation_due" / "调解期限",
        Requests = "requests" / "投诉请求",
    }
}

names! {
    /// What only a form that stays in the bureau may name, besides [`ReporterField`].
    InsideField {
        Kind = "kind" / "种类",
        Due = "due" / "到期日",
        Category = "category" / "问题类别",
        Region = "region" / "区划",
        Place = "place" / "地点",
        Channel = "channel" / "购买方式",
        Product = "product" / "产品",
        HappenedOn = "happened_on" / "发生时间",
        Amount = "amount" / "金额",
        Story = "story" / "事实",
        Photos = "photos" / "照片",
        PublishConsent = "publish_consent" / "是否同意公示",
        MediationConsent = "mediation_consent" / "是否同意委托调解",
    }
}

impl RespondentFacts {
    /// Empty where it is not known.
    #[must_use]
    pub fn value(&self, field: RespondentField) -> String {
        match field {
            RespondentField::Bureau => self.office.bureau.clone(),
            RespondentField::Unit => self.office.unit.clone(),
            RespondentField::Staff => self.office.staff.clone(),
            RespondentField::Hotline => self.office.hotline.clone(),
            RespondentField::Today => written_day(self.office.today),
            RespondentField::Recipient | RespondentField::RespondentName => text(self.name.as_deref()),
            RespondentField::RespondentAddress => text(self.address.as_deref()),
            RespondentField::AcceptedOn => maybe_day(self.accepted_on),
            RespondentField::MediationDue => maybe_day(self.mediation_due),
        }
    }
}

impl ReporterFacts {
    /// Empty where it is not known; the identity stands in it as marks only.
    #[must_use]
    pub fn value(&self, field: ReporterField) -> String {
        match field {
            ReporterField::Bureau => self.office.bureau.clone(),
            ReporterField::Unit => self.office.unit.clone(),
            ReporterField::Staff => self.office.staff.clone(),
            ReporterField::Hotline => self.office.hotline.clone(),
            ReporterField::Today => written_day(self.office.today),
            ReporterField::Recipient => self.recipient(),
            ReporterField::ReporterName => mark(self.identity.name, secrecy::NAME),
            ReporterField::ReporterPhone => mark(self.identity.phone, secrecy::PHONE),
            ReporterField::ReporterAddress => mark(self.identity.address, secrecy::ADDRESS),
            ReporterField::Number => self.number.clone(),
            ReporterField::RegistrationNo => text(self.registration_no.as_deref()),
            ReporterField::ReceivedOn => written_day(self.received_on),
            ReporterField::RespondentName => text(self.respondent_name.as_deref()),
            ReporterField::RespondentAddress => text(self.respondent_address.as_deref()),
            ReporterField::AcceptedOn => maybe_day(self.accepted_on),
            ReporterField::MediationDue => maybe_day(self.mediation_due),
            ReporterField::Requests => self.requests.join("、"),
        }
    }

    /// Somebody who left a phone number only is addressed by what they are.
    fn recipient(&self) -> String {
        match (self.identity.name, self.kind) {
            (true, _) => secrecy::NAME.to_string(),
            (false, MatterKind::Complaint) => "投诉人".to_owned(),
            (false, MatterKind::Tip) => "举报人".to_owned(),
        }
    }
}

impl InsideFacts {
    /// Empty where it is not known.
    #[must_use]
    pub fn value(&self, field: InsideField) -> String {
        match field {
            InsideField::Kind => self.reporter.kind.words().to_owned(),
            InsideField::Due => maybe_day(self.due),
            InsideField::Category => self.category.clone(),
            InsideField::Region => self.region.clone(),
            InsideField::Place => text(self.place.as_deref()),
            InsideField::Channel => self.channel.clone(),
            InsideField::Product => text(self.product.as_deref()),
            InsideField::HappenedOn => maybe_day(self.happened_on),
            InsideField::Amount => {
                self.amount.map_or_else(String::new, |fen| format!("{}元", Amount::from_fen(fen).yuan()))
            }
            InsideField::Story => secrecy::without_marks(&self.story),
            InsideField::Photos => format!("{}张", self.photos),
            InsideField::PublishConsent => agreed(self.publish_consent),
            InsideField::MediationConsent => agreed(self.mediation_consent),
        }
    }
}

fn maybe_day(date: Option<Date>) -> String {
    date.map_or_else(String::new, written_day)
}

fn text(value: Option<&str>) -> String {
    secrecy::without_marks(value.unwrap_or_default())
}

fn mark(known: bool, mark: char) -> String {
    if known { mark.to_string() } else { String::new() }
}

fn agreed(yes: bool) -> String {
    if yes { "同意" } else { "不同意" }.to_owned()
}
