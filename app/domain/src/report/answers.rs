use serde::{Deserialize, Serialize};

/// The answers as typed, one string a field: what a form posts, what is shown again after a
/// refusal, and what a draft keeps.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    pub wish: String,
    pub category: String,
    pub region: String,
    pub place: String,
    pub channel: String,
    pub platform_name: String,
    pub order_no: String,
    pub story: String,
    /// Keys of `content/laws/sightings.toml`, ticked instead of written.
    pub seen: Vec<String>,
    pub seen_when: String,
    pub happened_on: String,
    pub amount: String,
    pub respondent_name: String,
    pub respondent_address: String,
    pub requests: Vec<String>,
    pub drug_name: String,
    pub approval_no: String,
    pub batch_no: String,
    pub manufacturer: String,
    /// `anonymous`, `phone` or `named`.
    pub identity: String,
    pub reporter_name: String,
    pub reporter_phone: String,
    pub reporter_address: String,
    /// `yes`: somebody fills the form in for the person who reports.
    pub helper: String,
    pub helper_name: String,
    /// `yes`: it was read to the person, who agrees.
    pub helper_consent: String,
    pub publish_consent: String,
    pub mediation_consent: String,
}

/// The names under which forms post the answers; one place so that page, server and island agree.
pub mod field {
    pub const WISH: &str = "wish";
    pub const CATEGORY: &str = "category";
    pub const REGION: &str = "region";
    pub const PLACE: &str = "place";
    pub const CHANNEL: &str = "channel";
    pub const PLATFORM_NAME: &str = "platform_name";
    pub const ORDER_NO: &str = "order_no";
    pub const STORY: &str = "story";
    pub const SEEN: &str = "seen";
    pub const SEEN_WHEN: &str = "seen_when";
    pub const HAPPENED_ON: &str = "happened_on";
    pub const AMOUNT: &str = "amount";
    pub const RESPONDENT_NAME: &str = "respondent_name";
    pub const RESPONDENT_ADDRESS: &str = "respondent_address";
    pub const REQUESTS: &str = "requests";
    pub const DRUG_NAME: &str = "drug_name";
    pub const APPROVAL_NO: &str = "approval_no";
    pub const BATCH_NO: &str = "batch_no";
    pub const MANUFACTURER: &str = "manufacturer";
    pub const IDENTITY: &str = "identity";
    pub const REPORTER_NAME: &str = "reporter_name";
    pub const REPORTER_PHONE: &str = "reporter_phone";
    pub const REPORTER_ADDRESS: &str = "reporter_address";
    pub const HELPER: &str = "helper";
    pub const HELPER_NAME: &str = "helper_name";
    pub const HELPER_CONSENT: &str = "helper_consent";
    pub const PUBLISH_CONSENT: &str = "publish_consent";
    pub const MEDIATION_CONSENT: &str = "mediation_consent";
    pub const PHOTOS: &str = "photos";
    pub const VOICE: &str = "voice";
}

impl Answers {
    /// Takes one posted field in; a name the form does not have is given back.
    ///
    /// # Errors
    /// The unknown name.
    pub fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        let many = match name {
            field::REQUESTS => Some(&mut self.requests),
            field::SEEN => Some(&mut self.seen),
            _ => None,
        };
        if let Some(many) = many {
            many.push(value);
            return Ok(());
        }
        match self.slot(name) {
            Some(slot) => {
                *slot = value;
                Ok(())
            }
            None => Err(name.to_owned()),
        }
    }

    /// The same answers without characters that were refused, to be shown again.
    #[must_use]
    pub fn shown_again(mut self) -> Self {
        for name in TEXT_FIELDS {
            if let Some(slot) = self.slot(name) {
                *slot = crate::text::without_forbidden(slot);
            }
        }
        self
    }

    fn slot(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            field::WISH => &mut self.wish,
            field::CATEGORY => &mut self.category,
            field::REGION => &mut self.region,
            field::PLACE => &mut self.place,
            field::CHANNEL => &mut self.channel,
            field::PLATFORM_NAME => &mut self.platform_name,
            field::ORDER_NO => &mut self.order_no,
            field::STORY => &mut self.story,
            field::SEEN_WHEN => &mut self.seen_when,
            field::HAPPENED_ON => &mut self.happened_on,
            field::AMOUNT => &mut self.amount,
            field::RESPONDENT_NAME => &mut self.respondent_name,
            field::RESPONDENT_ADDRESS => &mut self.respondent_address,
            field::DRUG_NAME => &mut self.drug_name,
            field::APPROVAL_NO => &mut self.approval_no,
            field::BATCH_NO => &mut self.batch_no,
            field::MANUFACTURER => &mut self.manufacturer,
            field::IDENTITY => &mut self.identity,
            field::REPORTER_NAME => &mut self.reporter_name,
            field::REPORTER_PHONE => &mut self.reporter_phone,
            field::REPORTER_ADDRESS => &mut self.reporter_address,
            field::HELPER => &mut self.helper,
            field::HELPER_NAME => &mut self.helper_name,
            field::HELPER_CONSENT => &mut self.helper_consent,
            field::PUBLISH_CONSENT => &mut self.publish_consent,
            field::MEDIATION_CONSENT => &mut self.mediation_consent,
            _ => return None,
        })
    }
}

const TEXT_FIELDS: [&str; 13] = [
    field::PLACE,
    field::PLATFORM_NAME,
    field::ORDER_NO,
    field::STORY,
    field::RESPONDENT_NAME,
    field::RESPONDENT_ADDRESS,
    field::DRUG_NAME,
    field::APPROVAL_NO,
    field::BATCH_NO,
    field::MANUFACTURER,
    field::REPORTER_NAME,
    field::REPORTER_ADDRESS,
    field::HELPER_NAME,
];

// Answers hold a reporter's name and number, so they must not slip into a log through `{:?}`.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answers(…)")
    }
}
