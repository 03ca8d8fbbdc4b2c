//! Region codes are the map: a scope is a prefix of a 12-digit statistical code.

mod place;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use place::{Place, PlaceFault};

/// A 12-digit statistical region code (统计用区划代码): 6 digits to the county (GB/T 2260),
/// 3 for the township (GB/T 10114), 3 for the village.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

/// What a code names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    City,
    County,
    Township,
    Village,
}

/// One row of the region table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub code: RegionCode,
    pub name: String,
    pub level: Level,
}

/// The region table of a site: `content/regions/*.csv` and what the bureau adds ([`Place`]).
#[derive(Clone, Debug, Default)]
pub struct Regions {
    by_code: BTreeMap<String, Region>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    #[error("区划代码应为 12 位数字")]
    Malformed,
    #[error("第 {line} 行：{what}")]
    Table { line: usize, what: &'static str },
}

impl RegionCode {
    /// # Errors
    /// [`RegionError::Malformed`] unless the text is 12 digits.
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        if text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RegionError::Malformed)
        }
    }

    /// Twelve zeros: no place at all.
    #[must_use]
    pub fn nowhere() -> Self {
        Self("0".repeat(12))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this place lies in the area a prefix names (`530922` holds `530922101200`).
    #[must_use]
    pub fn is_within(&self, prefix: &str) -> bool {
        !prefix.is_empty() && self.0.starts_with(prefix)
    }

    #[must_use]
    pub fn level(&self) -> Level {
        let ends_in = |zeros: usize| self.0.bytes().rev().take(zeros).all(|b| b == b'0');
        match () {
            () if ends_in(10) => Level::Province,
            () if ends_in(8) => Level::City,
            () if ends_in(6) => Level::County,
            () if ends_in(3) => Level::Township,
            () => Level::Village,
        }
    }

    /// The digits that all places inside share.
    #[must_use]
    pub fn prefix(&self) -> &str {
        let length = match self.level() {
            Level::Province => 2,
            Level::City => 4,
            Level::County => 6,
            Level::Township => 9,
            Level::Village => 12,
        };
        self.0.get(..length).unwrap_or(&self.0)
    }

    /// The township a village lies in; a township is its own.
    #[must_use]
    pub fn township(&self) -> Option<Self> {
        let head = self.0.get(..9)?;
        (self.level() >= Level::Township).then(|| Self(format!("{head}000")))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RegionCode {
    type Error = RegionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

impl Regions {
    /// Reads `code,name,level` rows; lines that begin with `#` and the head row are passed over.
    ///
    /// # Errors
    /// [`RegionError::Table`] names the line (counted from 1) that cannot be read.
    pub fn parse(csv: &str) -> Result<Self, RegionError> {
        let mut by_code = BTreeMap::new();
        for (index, line) in csv.lines().enumerate() {
            let at = |what| RegionError::Table { line: index + 1, what };
            if line.is_empty() || line.starts_with('#') || line.starts_with("code,") {
                continue;
            }
            let mut cells = line.split(',').map(str::trim);
            let (Some(code), Some(name)) = (cells.next(), cells.next()) else {
                return Err(at("缺少代码或名称"));
            };
            let code = RegionCode::parse(code).map_err(|_| at("区划代码应为 12 位数字"))?;
            let region = Region { level: code.level(), name: name.to_owned(), code };
            by_code.insert(region.code.as_str().to_owned(), region);
        }
        Ok(Self { by_code })
    }

    /// Takes the rows of another table in.
    pub fn extend(&mut self, other: Self) {
        self.by_code.extend(other.by_code);
    }

    #[must_use]
    pub fn get(&self, code: &RegionCode) -> Option<&Region> {
        self.by_code.get(code.as_str())
    }

    /// Every place of the table, in code order.
    pub fn all(&self) -> impl Iterator<Item = &Region> {
        self.by_code.values()
    }

    /// Every place inside the area, itself included, in code order.
    pub fn within<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Region> {
        self.by_code
            .range(prefix.to_owned()..)
            .map(|(_, region)| region)
            .take_while(move |region| region.code.is_within(prefix))
    }

    /// Townships of an area in code order: subdistricts, towns, and last what is run like a township
    /// without being one, such as farms and prisons (GB/T 10114, 4xx and 5xx).
    pub fn townships<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Region> {
        self.within(prefix).filter(|region| region.level == Level::Township)
    }

    /// Villages of an area in code order, without those the statistical table makes up for towns that have no
    /// committee (虚拟社区, 虚拟生活区): nobody says that he lives there.
    pub fn villages<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Region> {
        self.within(prefix).filter(|region| region.level == Level::Village && !region.name.contains("虚拟"))
    }

    /// A place as people say it, from the county down: `云县爱华镇草皮街社区居委会`.
    #[must_use]
    pub fn full_name(&self, code: &RegionCode) -> String {
        let mut parts = Vec::new();
        for length in [6, 9, 12] {
            let Some(head) = code.as_str().get(..length) else { continue };
            let Some(region) = self.by_code.get(&format!("{head:0<12}")) else { continue };
            if parts.last() != Some(&region.name.as_str()) {
                parts.push(&region.name);
            }
        }
        parts.concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# 来源\ncode,name,level\n530922000000,云县,county\n530922101000,爱华镇,township\n530922101001,草皮街社区,village\n530923000000,永德县,county\n";

    #[test]
    fn level_and_prefix_follow_the_zeros() {
        let township = RegionCode::parse("530922101000").unwrap();
        assert_eq!((township.level(), township.prefix()), (Level::Township, "530922101"));
        let village = RegionCode::parse("530922101001").unwrap();
        assert_eq!(village.township(), Some(township));
    }

    #[test]
    fn within_stops_at_the_border() {
        let regions = Regions::parse(TABLE).unwrap();
        let names: Vec<_> = regions.within("530922").map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["云县", "爱华镇", "草皮街社区"]);
    }

    #[test]
    fn what_the_table_makes_up_is_no_village_but_still_known() {
        let regions =
            Regions::parse("code,name,level\n530922401000,监狱,township\n530922401498,监狱虚拟社区,village\n");
        let regions = regions.unwrap();
        assert_eq!(regions.villages("530922401").count(), 0);
        assert!(regions.get(&RegionCode::parse("530922401498").unwrap()).is_some());
    }

    #[test]
    fn full_name_reads_from_the_county_down() {
        let regions = Regions::parse(TABLE).unwrap();
        let village = RegionCode::parse("530922101001").unwrap();
        assert_eq!(regions.full_name(&village), "云县爱华镇草皮街社区");
    }

    #[test]
    fn a_bad_row_is_named() {
        let error = Regions::parse("code,name,level\n53x,云县,county").unwrap_err();
        assert_eq!(error.to_string(), "第 2 行：区划代码应为 12 位数字");
    }
}
