//! Rules about the tables: laws, notices, categories, columns, calendars, sites and the places they add.

use std::collections::BTreeSet;

use domain::law::Laws;
use domain::matter::Rule;
use domain::region::PlaceFault;
use domain::site::{Site, UnitKind};
use typeset::Fault;

use crate::library::front_matter::line_of;
use crate::library::gather::Gathered;
use crate::library::shelf::{File, Shelf};
use crate::library::site::read_site;

/// Tiles on the first question of the report form; more do not fit one screen of a phone.
const MOST_COMMON: usize = 8;

/// Notices the program shows by name; a missing one would leave a hole in a page of legal weight.
pub const NOTICES: [&str; 36] = [
    "after.complaint",
    "after.tip",
    "ask.privacy",
    "channel",
    "check_number",
    "code.keep",
    "code.only_key",
    "collect.before",
    "collect.privacy",
    "complaint.identity",
    "complaint.no_identity",
    "complaint.refund",
    "complaint.routes",
    "demo",
    "helper",
    "leave_quickly",
    "lost_code",
    "photo.advice",
    "privacy",
    "reaction.after",
    "reaction.danger",
    "reaction.privacy",
    "reaction.what",
    "reward",
    "secrecy",
    "start.complaint",
    "start.emergency",
    "start.mixed",
    "start.not_here",
    "start.tip",
    "tip.anonymous",
    "tip.named",
    "tip.phone_only",
    "tip.truth",
    "voice",
    "who_sees",
];

pub fn faults(shelf: &Shelf, gathered: &Gathered) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(laws) = &gathered.laws {
        categories(shelf, laws, &mut faults);
        sightings(shelf, laws, &mut faults);
        notices(shelf, laws, &mut faults);
        clocks(shelf, laws, &mut faults);
        rules(shelf, laws, &mut faults);
    }
    for path in shelf.paths("sites", "toml") {
        match shelf.text(&path).map_err(|fault| vec![fault]).and_then(|file| Ok((read_site(&file)?, file))) {
            Ok((site, file)) => {
                places(&file, &site, gathered, &mut faults);
                units(&file, &site, gathered, &mut faults);
                stations(&file, &site, gathered, &mut faults);
            }
            Err(found) => faults.extend(found),
        }
    }
    faults
}

fn categories(shelf: &Shelf, laws: &Laws, faults: &mut Vec<Fault>) {
    let path = "laws/categories.toml";
    let common = laws.categories.iter().filter(|category| category.common).count();
    if common > MOST_COMMON {
        let what = format!("common = true 的类别有 {common} 个，超过 {MOST_COMMON} 个");
        faults.push(in_table(shelf, path, "common = true", what));
    }
    repeated(shelf, path, "code", laws.categories.iter().map(|category| category.code.as_str()), faults);
}

fn sightings(shelf: &Shelf, laws: &Laws, faults: &mut Vec<Fault>) {
    let all = laws.sightings.seen.iter().chain(&laws.sightings.when);
    repeated(shelf, "laws/sightings.toml", "key", all.map(|one| one.key.as_str()), faults);
}

fn notices(shelf: &Shelf, laws: &Laws, faults: &mut Vec<Fault>) {
    let path = "laws/notices.toml";
    for key in NOTICES.iter().filter(|key| !laws.notices.contains_key(**key)) {
        faults.push(in_table(shelf, path, "[[notice]]", format!("缺少页面要用的告知 {key}")));
    }
    for notice in laws.notices.values() {
        let needle = format!("key = \"{}\"", notice.key);
        if notice.text.trim().is_empty() {
            faults.push(in_table(shelf, path, &needle, format!("告知 {} 没有内容", notice.key)));
        }
        if notice.law.as_ref().is_some_and(|law| !laws.laws.contains_key(law)) {
            faults.push(in_table(shelf, path, &needle, format!("告知 {} 依据的法规不在 laws.toml", notice.key)));
        }
    }
}

fn clocks(shelf: &Shelf, laws: &Laws, faults: &mut Vec<Fault>) {
    let path = "laws/clocks.toml";
    for clock in laws.clocks.iter().filter(|clock| !laws.laws.contains_key(&clock.law)) {
        let needle = format!("id = \"{}\"", clock.id);
        faults.push(in_table(shelf, path, &needle, format!("时限 {} 依据的法规不在 laws.toml", clock.id)));
    }
    let unknown = |rules: &&String| !laws.laws.contains_key(*rules);
    for rules in laws.clocks.iter().filter_map(|clock| clock.rules.as_ref()).filter(unknown) {
        faults.push(in_table(shelf, path, &format!("rules = \"{rules}\""), format!("规则 {rules} 不在 laws.toml")));
    }
}

/// Every refusal the program knows has its words, and cites a law of the register.
fn rules(shelf: &Shelf, laws: &Laws, faults: &mut Vec<Fault>) {
    let path = "laws/rules.toml";
    for rule in Rule::ALL.iter().filter(|rule| !laws.rules.contains_key(rule.key())) {
        faults.push(in_table(shelf, path, "[[rule]]", format!("缺少规则 {}", rule.key())));
    }
    for rule in laws.rules.values() {
        if rule.law.as_ref().is_some_and(|law| !laws.laws.contains_key(law)) {
            let needle = format!("key = \"{}\"", rule.key);
            faults.push(in_table(shelf, path, &needle, format!("规则 {} 依据的法规不在 laws.toml", rule.key)));
        }
    }
}

/// A place of the bureau's own is never taken for an official one.
fn places(file: &File, site: &Site, gathered: &Gathered, faults: &mut Vec<Fault>) {
    let Some(mut regions) = gathered.regions.clone().filter(|_| !site.place.is_empty()) else { return };
    for PlaceFault { code, what } in regions.add(&site.place, &site.region) {
        faults.push(Fault::new(&file.label, line_of(&file.text, &format!("code = \"{code}\"")), what));
    }
}

/// Every unit has a key of its own, and owns places inside the site under codes the region table knows.
fn units(file: &File, site: &Site, gathered: &Gathered, faults: &mut Vec<Fault>) {
    let mut keys = BTreeSet::new();
    for unit in &site.unit {
        if !keys.insert(&unit.key) {
            let line = line_of(&file.text, &format!("key = \"{}\"", unit.key));
            faults.push(Fault::new(&file.label, line, format!("承办单位代号 {} 写了两次", unit.key)));
        }
        for prefix in &unit.regions {
            let inside = prefix.starts_with(&site.region);
            let known = gathered.regions.as_ref().is_none_or(|regions| regions.within(prefix).next().is_some());
            if !inside || !known {
                let what = format!("{} 的区划 {prefix} 不在本地区划表里", unit.name);
                faults.push(Fault::new(&file.label, line_of(&file.text, &format!("\"{prefix}\"")), what));
            }
        }
    }
}

/// Where a bureau has stations, each township is one station's: what comes from it would reach nobody, or two.
fn stations(file: &File, site: &Site, gathered: &Gathered, faults: &mut Vec<Fault>) {
    let stations: Vec<_> = site.unit.iter().filter(|unit| unit.kind == UnitKind::Station).collect();
    let Some(regions) = gathered.regions.as_ref().filter(|_| !stations.is_empty()) else { return };
    for town in regions.townships(&site.region) {
        let owners = stations.iter().filter(|unit| unit.regions.iter().any(|prefix| town.code.is_within(prefix)));
        let owners: Vec<_> = owners.map(|unit| unit.name.as_str()).collect();
        let place = format!("{}（{}）", regions.full_name(&town.code), town.code.prefix());
        let what = match owners.as_slice() {
            [_] => continue,
            [] => format!("{place}没有归哪个所"),
            several => format!("{place}归了几个所：{}", several.join("、")),
        };
        faults.push(Fault::new(&file.label, line_of(&file.text, "kind = \"station\""), what));
    }
}

fn repeated<'a>(shelf: &Shelf, path: &str, key: &str, values: impl Iterator<Item = &'a str>, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for value in values.filter(|value| !seen.insert(*value)) {
        faults.push(in_table(shelf, path, &format!("{key} = \"{value}\""), format!("{key} {value} 写了两次")));
    }
}

fn in_table(shelf: &Shelf, path: &str, needle: &str, what: String) -> Fault {
    let line = shelf.text(path).map_or(1, |file| line_of(&file.text, needle));
    Fault::new(&shelf.label(path), line, what)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_notice_the_program_names_is_asked_for() {
        let server = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut named = BTreeSet::new();
        for folder in ["src", "../app/domain/src", "../app/src"] {
            collect(&server.join(folder), &mut named);
        }
        assert!(named.contains("privacy"), "the search itself finds what is there: {named:?}");
        let missing: Vec<&String> = named.iter().filter(|key| !NOTICES.contains(&key.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// The keys in calls of `notice("…")` below a folder.
    fn collect(folder: &Path, named: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, named);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let calls = text.split(".notice(\"").skip(1);
                named.extend(calls.filter_map(|call| call.split('"').next()).map(str::to_owned));
            }
        }
    }
}
