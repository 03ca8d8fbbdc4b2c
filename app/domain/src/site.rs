//! A site: one bureau's names, units, hotlines and switches, from `content/sites/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::law::{Clock, Group};
use crate::letter::agency_mark;
use crate::recording::LANGUAGE_MAX;
use crate::region::{Place, RegionCode};
use crate::text::length;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    pub key: String,
    pub name: String,
    pub short_name: String,
    pub bureau: String,
    /// 主办
    pub host_org: String,
    /// Region prefix: 6 digits for a county, 4 for a city, 2 for a province.
    pub region: String,
    pub number_prefix: String,
    pub time_zone: String,
    /// Begins and ends with `/`; every link in the product starts with it.
    pub base_path: String,
    /// Scheme and host under which people reach the portal, without a trailing slash.
    pub public_url: String,
    /// Origins that may show the portal in a frame.
    #[serde(default)]
    pub frame_ancestors: Vec<String>,
    /// 政府网站标识码
    pub site_id_code: String,
    pub icp: String,
    pub police_record: String,
    pub police_record_code: String,
    #[serde(default)]
    pub conac_id: String,
    pub hotline: Vec<Hotline>,
    pub unit: Vec<Unit>,
    /// Villages and communities the national table does not know.
    #[serde(default)]
    pub place: Vec<Place>,
    /// 本局内部时限: no law sets these.
    #[serde(default)]
    pub limit: Vec<Clock>,
    pub handover: Handover,
    pub desk: Desk,
    #[serde(default)]
    pub letters: Letters,
    #[serde(default)]
    pub tending: Tending,
    #[serde(default)]
    pub officers: Officers,
    #[serde(default)]
    pub reading: Reading,
    #[serde(default)]
    pub listening: Listening,
}

/// What the site is looked through for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tending {
    /// Keys of the units that hand in a typical case each month.
    pub case_units: Vec<String>,
    /// The day of the month before which they do; 1 to 28.
    pub case_day: Option<i8>,
    /// Links out of the site are tried at night: this machine may reach the open net.
    pub outside_links: bool,
}

/// Village officers' phones.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officers {
    /// Rung before an urgent report; the number that leads every page where absent.
    #[serde(default)]
    pub duty_phone: Option<String>,
    /// Tells phones to throw away the worker that keeps pages: the way out of a broken release.
    #[serde(default)]
    pub stop_worker: bool,
}

/// What residents read, on their phones.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// Tells phones to throw away the worker that keeps texts: the way out of a broken release.
    pub stop_worker: bool,
}

/// Recordings of articles and forms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Listening {
    /// What is spoken here beside Mandarin: offered to whoever takes a recording in, who may name another.
    pub languages: Vec<String>,
}

/// 机关代字 in document numbers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letters {
    /// The bureau's; made from its name where absent.
    #[serde(default)]
    pub mark: Option<String>,
    /// Units that number letters on their own, by key.
    #[serde(default)]
    pub units: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub name: String,
    pub number: String,
    /// The number that is one tap away on every page.
    #[serde(default)]
    pub lead: bool,
    #[serde(default)]
    pub kind: Option<HotlineKind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HotlineKind {
    Emergency,
}

/// A unit (单位) of the bureau and the region prefixes it owns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub regions: Vec<String>,
    #[serde(default)]
    pub duties: Vec<Group>,
    /// Enters matters in 12315 and dispatches them.
    #[serde(default)]
    pub registers: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    Bureau,
    Section,
    Brigade,
    Station,
}

/// How matters reach 12315.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    pub adapter: Adapter,
    #[serde(default)]
    pub gateway: Gateway,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Adapter {
    /// A clerk types the packet into 12315.
    Packet,
    /// Spreadsheet out, the platform's export back in.
    Batch,
    /// Signed HTTP to a gateway of the province or city.
    Gateway,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    pub url: String,
    /// Minutes an attachment link stays open.
    pub link_minutes: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    pub totp_required: bool,
    /// A look at an identity needs the consent of a second person.
    #[serde(default)]
    pub identity_second_person: bool,
    /// Working days before a limit at which its owner is reminded; 0 is the day itself.
    #[serde(default = "remind_days")]
    pub remind_days: Vec<u8>,
    /// Hour of the working day (Beijing time) at which reminders are made.
    #[serde(default = "remind_hour")]
    pub remind_hour: i8,
    /// A unit is pointed out that was late this often…
    #[serde(default = "late_times")]
    pub late_times: u32,
    /// …within this many days.
    #[serde(default = "late_days")]
    pub late_days: u16,
}

fn remind_days() -> Vec<u8> {
    vec![3, 1, 0]
}

fn remind_hour() -> i8 {
    8
}

fn late_times() -> u32 {
    3
}

fn late_days() -> u16 {
    90
}

impl Site {
    /// Whether a report about this place is this site's business.
    #[must_use]
    pub fn covers(&self, place: &RegionCode) -> bool {
        place.is_within(&self.region)
    }

    #[must_use]
    pub fn unit(&self, key: &str) -> Option<&Unit> {
        self.unit.iter().find(|unit| unit.key == key)
    }

    /// 机关代字 of letters a unit writes: its own, or the bureau's.
    #[must_use]
    pub fn letter_mark(&self, unit: &str) -> String {
        let named = self.letters.units.get(unit).or(self.letters.mark.as_ref());
        named.cloned().unwrap_or_else(|| agency_mark(&self.bureau))
    }

    /// The unit that enters matters in 12315.
    #[must_use]
    pub fn registering_unit(&self) -> Option<&Unit> {
        self.unit.iter().find(|unit| unit.registers)
    }

    /// What an officer rings first when somebody is hurt.
    #[must_use]
    pub fn duty_phone(&self) -> &str {
        let own = self.officers.duty_phone.as_deref();
        let lead = || self.hotline.iter().find(|line| line.lead).map(|line| line.number.as_str());
        own.or_else(lead).unwrap_or_default()
    }

    /// Words with the bureau's name, its telephone and the code of its place for {bureau}, {phone} and {region}: one
    /// content serves many sites.
    #[must_use]
    pub fn naming(&self, words: &str) -> String {
        let named = words.replace("{bureau}", &self.bureau).replace("{phone}", self.phone());
        named.replace("{region}", &format!("{:0<12}", self.region))
    }

    /// The bureau's own telephone; the number that leads every page where it gives none.
    fn phone(&self) -> &str {
        let own = self.hotline.iter().find(|line| line.kind.is_none() && !line.lead && line.number.contains('-'));
        let line = own.or_else(|| self.hotline.iter().find(|line| line.lead));
        line.map(|line| line.number.as_str()).unwrap_or_default()
    }

    /// The number for what no other number is for: a site names its numbers from the most special to the most
    /// general, and 120 apart.
    #[must_use]
    pub fn line_for_anything(&self) -> Option<&Hotline> {
        self.hotline.iter().rev().find(|line| line.kind.is_none())
    }

    /// A link inside the product: the base path and a path without a leading slash.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        format!("{}{}", self.base_path, path.trim_start_matches('/'))
    }

    /// The same link as people outside reach it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{}", self.public_url, self.path(path))
    }

    /// The faults of a site file, each in words that name the key.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut fault = |bad: bool, what: &str| {
            if bad {
                faults.push(what.to_owned());
            }
        };
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        fault(self.key.is_empty() || !self.key.bytes().all(plain), "key 应只有小写字母和数字");
        // The name is filled into quoted words of content files.
        let quoting = |c: char| c.is_control() || matches!(c, '"' | '\\');
        fault(self.bureau.is_empty() || self.bureau.contains(quoting), "bureau 应是名称，不能有引号、反斜杠");
        let base = &self.base_path;
        fault(!base.starts_with('/') || !base.ends_with('/'), "base_path 应以 / 开头并以 / 结尾");
        fault(self.public_url.ends_with('/'), "public_url 末尾不要带 /");
        fault(!self.public_url.starts_with("http"), "public_url 应以 http:// 或 https:// 开头");
        fault(self.region.is_empty() || self.region.bytes().any(|b| !b.is_ascii_digit()), "region 应为区划代码前缀");
        fault(self.time_zone != "Asia/Shanghai", "time_zone 只支持 Asia/Shanghai");
        fault(self.registering_unit().is_none(), "unit 中应有一个 registers = true（负责录入12315的机构）");
        fault(!self.hotline.iter().any(|line| line.lead), "hotline 中应有一个 lead = true");
        fault(self.letters.units.keys().any(|key| self.unit(key).is_none()), "letters.units 里有 unit 中没有的单位");
        fault(!(0..24).contains(&self.desk.remind_hour), "remind_hour 应在 0 到 23 之间");
        fault(self.tending.case_units.iter().any(|key| self.unit(key).is_none()), "case_units 里有 unit 中没有的单位");
        fault(self.tending.case_day.is_some_and(|day| !(1..=28).contains(&day)), "case_day 应在 1 到 28 之间");
        let named = |language: &String| !language.is_empty() && length(language) <= LANGUAGE_MAX;
        fault(!self.listening.languages.iter().all(named), "listening.languages 里的名称应有 1 到 12 个字");
        fault(
            self.handover.adapter == Adapter::Gateway && self.handover.gateway.url.is_empty(),
            "handover.gateway.url 没有填写",
        );
        faults
    }
}
