use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answered::{self, Identity, missing};
use super::answers::{Answers, field};
use super::told::{self, Evidence};
use super::{Channel, Drug, Facts, Report, Reporter, Respondent, Wish};
use crate::law::Laws;
use crate::question::{
    Amount, ApprovalNo, BatchNo, DrugName, HappenedOn, Manufacturer, PersonName, Phone, Place, PostalAddress, Refused,
    RespondentAddress, RespondentName, Story,
};
use crate::region::{RegionCode, Regions};
use crate::site::Site;

/// A refused answer: the form's field and one sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// What a report is held to: the law's data, the site's area and the day it came in.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    pub laws: &'a Laws,
    pub regions: &'a Regions,
    pub site: &'a Site,
    pub today: Date,
    /// What came beside the answers; nothing where words alone are asked for.
    pub evidence: Option<Evidence>,
}

impl Report {
    /// Holds the answers to every rule at once, so that all faults are shown together.
    ///
    /// # Errors
    /// One entry a fault, in the order of the form.
    pub fn check(answers: &Answers, rules: Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let mut sheet = Sheet { answers, rules, errors: Vec::new() };
        let wish = sheet.wish();
        let report = Self { wish, facts: sheet.facts(wish), reporter: sheet.reporter(wish) };
        if sheet.errors.is_empty() { Ok(report) } else { Err(sheet.errors) }
    }
}

struct Sheet<'a> {
    answers: &'a Answers,
    rules: Rules<'a>,
    errors: Vec<FieldError>,
}

impl Sheet<'_> {
    fn wish(&mut self) -> Wish {
        Wish::parse(&self.answers.wish).unwrap_or_else(|| {
            self.refuse(field::WISH, missing::WISH);
            Wish::Tip
        })
    }

    fn facts(&mut self, wish: Wish) -> Facts {
        let a = self.answers;
        let category = self.category(wish);
        let channel = self.channel();
        Facts {
            category,
            region: self.region(),
            place: self.answer(field::PLACE, Place::parse(&a.place)).map(Place::into_string),
            channel,
            platform_name: self.platform_name(channel),
            order_no: self.answer(field::ORDER_NO, answered::order_no(&a.order_no)),
            story: self.story(wish),
            happened_on: self
                .answer(field::HAPPENED_ON, HappenedOn::parse(&a.happened_on, self.rules.today))
                .map(HappenedOn::date),
            amount: self.answer(field::AMOUNT, Amount::parse(&a.amount)).map(Amount::fen),
            respondent: self.respondent(wish),
            requests: self.requests(wish),
            drug: self.drug(),
            publish_consent: a.publish_consent == "yes",
            mediation_consent: a.mediation_consent == "yes",
        }
    }

    fn category(&mut self, wish: Wish) -> String {
        let code = self.answers.category.trim();
        match self.rules.laws.category(code) {
            None if code.is_empty() => self.refuse(field::CATEGORY, missing::CATEGORY),
            None => self.refuse(field::CATEGORY, "没有这一类问题，请重新选择"),
            Some(category) => {
                if let Some(elsewhere) = &category.elsewhere {
                    self.refuse(field::CATEGORY, elsewhere);
                } else if !wish.kinds().iter().any(|kind| category.kinds.contains(kind)) {
                    self.refuse(field::CATEGORY, "这类问题请用“举报”反映");
                }
            }
        }
        code.to_owned()
    }

    fn region(&mut self) -> RegionCode {
        let site = self.rules.site;
        let typed = self.answers.region.trim();
        let parsed = RegionCode::parse(typed);
        match &parsed {
            Err(_) if typed.is_empty() => self.refuse(field::REGION, missing::REGION),
            Err(_) => self.refuse(field::REGION, "地区代码应为 12 位数字"),
            Ok(code) if !site.covers(code) => {
                let name = &site.bureau;
                self.refuse(field::REGION, &format!("这个地方不归{name}管，请拨打 12315 或到当地反映"));
            }
            Ok(code) if self.rules.regions.get(code).is_none() => {
                self.refuse(field::REGION, "没有这个地方，请重新选择");
            }
            Ok(_) => {}
        }
        // With an error on the sheet the report is never handed out, so the stand-in is never seen.
        parsed.unwrap_or_else(|_| RegionCode::nowhere())
    }

    fn channel(&mut self) -> Channel {
        let typed = self.answers.channel.trim();
        if typed.is_empty() {
            return Channel::Unsure;
        }
        Channel::parse(typed).unwrap_or_else(|| {
            self.refuse(field::CHANNEL, "请从列出的选项里选择");
            Channel::Unsure
        })
    }

    fn platform_name(&mut self, channel: Channel) -> Option<String> {
        let max = self.rules.laws.platform.platform_name_max;
        let read = answered::platform_name(&self.answers.platform_name, Some(channel), max);
        self.answer(field::PLATFORM_NAME, read)
    }

    fn story(&mut self, wish: Wish) -> String {
        let story = told::story(self.answers, self.rules.evidence, wish, &self.rules.laws.sightings).map(Some);
        self.answer(field::STORY, story).map(Story::into_string).unwrap_or_default()
    }

    fn respondent(&mut self, wish: Wish) -> Respondent {
        let a = self.answers;
        let name = answered::respondent_name(&a.respondent_name, wish);
        let address = answered::respondent_address(&a.respondent_address, wish);
        Respondent {
            name: self.answer(field::RESPONDENT_NAME, name).map(RespondentName::into_string),
            address: self.answer(field::RESPONDENT_ADDRESS, address).map(RespondentAddress::into_string),
        }
    }

    fn requests(&mut self, wish: Wish) -> Vec<String> {
        if !wish.asks_for_redress() {
            return Vec::new();
        }
        let known = &self.rules.laws.requests;
        let mut chosen: Vec<String> = Vec::new();
        for typed in &self.answers.requests {
            // The API sends the words (退货), the form the key.
            match known.iter().find(|r| r.key == *typed || r.text == *typed) {
                Some(request) if chosen.contains(&request.key) => {}
                Some(request) => chosen.push(request.key.clone()),
                None => {
                    self.refuse(field::REQUESTS, "请从列出的要求里选择");
                    return chosen;
                }
            }
        }
        if let Err(Refused(message)) = answered::requests(&chosen, wish) {
            self.refuse(field::REQUESTS, &message);
        }
        chosen
    }

    fn drug(&mut self) -> Drug {
        let a = self.answers;
        Drug {
            name: self.answer(field::DRUG_NAME, DrugName::parse(&a.drug_name)).map(DrugName::into_string),
            approval_no: self
                .answer(field::APPROVAL_NO, ApprovalNo::parse(&a.approval_no))
                .map(ApprovalNo::into_string),
            batch_no: self.answer(field::BATCH_NO, BatchNo::parse(&a.batch_no)).map(BatchNo::into_string),
            manufacturer: self
                .answer(field::MANUFACTURER, Manufacturer::parse(&a.manufacturer))
                .map(Manufacturer::into_string),
        }
    }

    /// A complaint needs name, phone and address (令121 §10); a tip may be anonymous, leave only a
    /// phone, or be named.
    fn reporter(&mut self, wish: Wish) -> Option<Reporter> {
        let identity = answered::identity(&self.answers.identity, wish).map(Some);
        match self.answer(field::IDENTITY, identity)? {
            Identity::Anonymous => None,
            Identity::PhoneOnly => {
                Some(Reporter { name: None, phone: self.phone(), address: None, helper: self.helper() })
            }
            Identity::Named => Some(self.named_reporter(wish)),
        }
    }

    fn named_reporter(&mut self, wish: Wish) -> Reporter {
        let a = self.answers;
        let name = answered::reporter_name(&a.reporter_name, wish);
        let address = answered::reporter_address(&a.reporter_address, wish);
        Reporter {
            name: self.answer(field::REPORTER_NAME, name).map(PersonName::into_string),
            phone: self.phone(),
            address: self.answer(field::REPORTER_ADDRESS, address).map(PostalAddress::into_string),
            helper: self.helper(),
        }
    }

    fn helper(&mut self) -> Option<String> {
        self.answer(field::HELPER_CONSENT, answered::helper_consent(self.answers).map(Some));
        self.answer(field::HELPER_NAME, answered::helper_name(self.answers)).map(PersonName::into_string)
    }

    fn phone(&mut self) -> String {
        let phone = answered::reporter_phone(&self.answers.reporter_phone).map(Some);
        self.answer(field::REPORTER_PHONE, phone).map(Phone::into_string).unwrap_or_default()
    }

    fn answer<T>(&mut self, name: &str, read: Result<Option<T>, Refused>) -> Option<T> {
        match read {
            Ok(answer) => answer,
            Err(Refused(message)) => {
                self.refuse(name, &message);
                None
            }
        }
    }

    fn refuse(&mut self, name: &str, message: &str) {
        self.errors.push(FieldError { field: name.to_owned(), message: message.to_owned() });
    }
}
