use jiff::civil::Date;

use super::clue::Clue;
use super::form::FormKind;
use super::given::Given;
use super::help::Help;
use super::household::Household;
use super::outlet::LedgerOutlet;
use super::patrol::Patrol;
use super::publicity::Publicity;
use super::reaction::Reaction;
use super::take_back::TakeBack;
use super::urgency::Urgency;
use super::version;
use crate::law::Laws;
use crate::region::{RegionCode, Regions};
use crate::report::FieldError;
use crate::site::Site;

/// A report that passed the rules of its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    Clue(Clue),
    Reaction(Reaction),
    Patrol(Patrol),
    Publicity(Publicity),
    Household(Household),
    TakeBack(TakeBack),
    Help(Box<Help>),
}

/// What the answers are held to.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    pub laws: &'a Laws,
    pub regions: &'a Regions,
    pub site: &'a Site,
    /// The server's day in Beijing: a phone's clock decides nothing.
    pub today: Date,
    /// The officer's own, the main one first.
    pub villages: &'a [RegionCode],
    pub officer_name: &'a str,
    /// The one the answers choose, as it stands in the ledger, in whatever village.
    pub outlet: Option<&'a LedgerOutlet>,
    /// Photos the report lists.
    pub photos: usize,
    /// Whether it lists a voice note.
    pub voice: bool,
}

impl Record {
    /// Holds the answers to the rules of the form, all faults at once.
    ///
    /// # Errors
    /// One entry a fault, in the order of the form; `form_ver` for a form that is too old.
    pub fn check(form: FormKind, form_ver: u32, given: &Given, rules: &Rules<'_>) -> Result<Self, Vec<FieldError>> {
        let fault = |field: &str, message: String| vec![FieldError { field: field.to_owned(), message }];
        version::accepted(form_ver, rules.today).map_err(|message| fault("form_ver", message.to_owned()))?;
        if rules.photos > form.photos_max() {
            return Err(fault("photos", format!("照片最多 {} 张", form.photos_max())));
        }
        if rules.voice && !form.takes_voice() {
            return Err(fault("photos", "这份表不收语音，请写文字".to_owned()));
        }
        match form {
            FormKind::Clue => Clue::check(given, rules).map(Self::Clue),
            FormKind::Reaction => Reaction::check(given, rules).map(Self::Reaction),
            FormKind::Patrol => Patrol::check(given, rules).map(Self::Patrol),
            FormKind::Publicity => Publicity::check(given, rules).map(Self::Publicity),
            FormKind::Household => Household::check(given, rules).map(Self::Household),
            FormKind::TakeBack => TakeBack::check(given, rules).map(Self::TakeBack),
            FormKind::Help => Help::check(given, rules).map(|help| Self::Help(Box::new(help))),
        }
    }

    #[must_use]
    pub fn form(&self) -> FormKind {
        match self {
            Self::Clue(_) => FormKind::Clue,
            Self::Reaction(_) => FormKind::Reaction,
            Self::Patrol(_) => FormKind::Patrol,
            Self::Publicity(_) => FormKind::Publicity,
            Self::Household(_) => FormKind::Household,
            Self::TakeBack(_) => FormKind::TakeBack,
            Self::Help(_) => FormKind::Help,
        }
    }

    /// Where it belongs: a village, or a township for what happened between villages.
    #[must_use]
    pub fn region(&self) -> &RegionCode {
        match self {
            Self::Clue(record) => &record.village,
            Self::Reaction(record) => &record.village,
            Self::Patrol(record) => &record.village,
            Self::Publicity(record) => &record.village,
            Self::Household(record) => &record.village,
            Self::TakeBack(record) => &record.village,
            Self::Help(record) => &record.report.facts.region,
        }
    }

    /// The day the officer gave, if any.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Clue(record) => record.happened_on,
            Self::Reaction(_) | Self::Help(_) => None,
            Self::Patrol(record) => record.on,
            Self::Publicity(record) => record.on,
            Self::Household(record) => record.on,
            Self::TakeBack(record) => record.on,
        }
    }

    /// Why somebody must look at once; empty for most.
    #[must_use]
    pub fn urgent(&self) -> Vec<Urgency> {
        match self {
            Self::Clue(record) => record.urgent.clone(),
            Self::Reaction(record) => record.urgent(),
            _ => Vec::new(),
        }
    }

    /// Whether the coordinator has something to look into: a patrol that saw a problem, medicine of unknown sellers.
    #[must_use]
    pub fn shows_a_problem(&self) -> bool {
        match self {
            Self::Patrol(record) => record.shows_a_problem(),
            Self::Household(record) => record.shows_a_problem(),
            _ => !self.urgent().is_empty(),
        }
    }

    /// One line for lists. Holds nothing about a patient or a villager who filed.
    #[must_use]
    pub fn summary(&self) -> String {
        match self {
            Self::Clue(record) => record.summary(),
            Self::Reaction(record) => record.summary(),
            Self::Patrol(record) => record.summary(),
            Self::Publicity(record) => record.summary(),
            Self::Household(record) => record.summary(),
            Self::TakeBack(record) => record.summary(),
            Self::Help(record) => record.report.wish.kinds().first().map_or("代录", |kind| kind.words()).to_owned(),
        }
    }
}
