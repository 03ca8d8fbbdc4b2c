//! Reads everything on a shelf, and notes whatever cannot be read.

use std::collections::BTreeSet;

use domain::bets::Bets;
use domain::calendar::CalendarYear;
use domain::columns::Columns;
use domain::law::{
    Bodies, CategoryFile, ClockFile, GroundFile, LawFile, LawTables, Laws, NoticeFile, Platform12315, RequestFile,
    RetentionFile, RewardRules, RuleFile, Sightings,
};
use domain::newsroom::workflow::Kind;
use domain::printed_number::Numbers;
use domain::reading::{ArticleHead, DisclosureHead, PostHead};
use domain::region::{RegionError, Regions};
use domain::site::Site;
use domain::variant::Languages;
use serde::de::DeserializeOwned;
use typeset::{Around, Fault, Origin, Text};

use super::drug_names::{DrugName, drug_names};
use super::letters::{self, Form};
use super::pictures::{self, Pictures};
use super::quizzes::{self, QuizFile};
use super::shelf::{File, Shelf};
use super::{bets, columns, front_matter, languages, numbers, toml_file};

/// A Markdown file with its header and text.
pub struct Page<H> {
    pub file: File,
    pub head: H,
    pub text: Text,
}

/// What could be read; a missing part has its fault.
pub struct Gathered {
    pub laws: Option<Laws>,
    pub letters: Vec<Form>,
    /// With the path of each.
    pub years: Vec<(String, CalendarYear)>,
    /// Nothing unless every table could be read.
    pub regions: Option<Regions>,
    pub columns: Option<Columns>,
    pub numbers: Option<Numbers>,
    pub drugs: Option<Vec<DrugName>>,
    pub bets: Option<Bets>,
    pub languages: Option<Languages>,
    pub pictures: Pictures,
    pub quizzes: Vec<QuizFile>,
    /// All articles there are, also those that could not be read.
    pub article_names: BTreeSet<String>,
    pub articles: Vec<Page<ArticleHead>>,
    pub disclosures: Vec<Page<DisclosureHead>>,
    pub faults: Vec<Fault>,
}

impl Gathered {
    /// Names of the articles in plain Chinese, also of those that could not be read.
    pub fn plain_names(&self) -> BTreeSet<String> {
        plain(&self.article_names, &self.articles)
    }
}

impl<H> Page<H> {
    pub fn slug(&self) -> &str {
        &self.file.stem
    }

    /// The line of the file a word of the header stands on.
    pub fn line_of(&self, needle: &str) -> usize {
        front_matter::line_of(&self.file.text, needle)
    }

    pub fn fault(&self, needle: &str, what: impl Into<String>) -> Fault {
        Fault::new(&self.file.label, self.line_of(needle), what)
    }
}

pub fn gather(shelf: &Shelf, site: &Site) -> Gathered {
    let mut faults = Vec::new();
    let pictures = pictures::gather(shelf, &mut faults);
    let articles = names(shelf, "articles", &mut faults);
    let disclosures = names(shelf, "disclosures", &mut faults);
    let around = |kind| Around {
        kind,
        base_path: &site.base_path,
        articles: &articles,
        disclosures: &disclosures,
        pictures: &pictures.shown,
    };
    let article_pages = pages(shelf, site, &around(Kind::Article), &mut faults);
    let disclosure_pages = pages(shelf, site, &around(Kind::Disclosure), &mut faults);
    Gathered {
        laws: laws(shelf, &mut faults),
        letters: letters::gather(shelf, &mut faults),
        years: years(shelf, &mut faults),
        regions: regions(shelf, &mut faults),
        columns: columns::read(shelf).map_err(|found| faults.extend(found)).ok(),
        numbers: numbers(shelf).map_err(|found| faults.extend(found)).ok(),
        drugs: keep(drug_names(shelf), &mut faults),
        bets: bets::read(shelf).map_err(|found| faults.extend(found)).ok(),
        languages: languages::read(shelf).map_err(|found| faults.extend(found)).ok(),
        quizzes: quizzes::gather(shelf, &plain(&articles, &article_pages), &mut faults),
        articles: article_pages,
        disclosures: disclosure_pages,
        article_names: articles,
        pictures,
        faults,
    }
}

/// Alerts, notices, campaigns and leaflets. A running portal has them from its newsroom; as files they
/// lie in a folder that was carried out, or is about to be brought in.
pub fn posts(shelf: &Shelf, site: &Site, gathered: &Gathered, faults: &mut Vec<Fault>) -> Vec<(Kind, Page<PostHead>)> {
    let disclosures: BTreeSet<String> = gathered.disclosures.iter().map(|page| page.slug().to_owned()).collect();
    let around = |kind| Around {
        kind,
        base_path: &site.base_path,
        articles: &gathered.article_names,
        disclosures: &disclosures,
        pictures: &gathered.pictures.shown,
    };
    let mut posts = Vec::new();
    for kind in [Kind::Alert, Kind::Notice, Kind::Campaign, Kind::Leaflet] {
        names(shelf, kind.folder(), faults);
        let read = pages(shelf, site, &around(kind), faults);
        posts.extend(read.into_iter().map(|page| (kind, page)));
    }
    posts
}

fn plain(names: &BTreeSet<String>, pages: &[Page<ArticleHead>]) -> BTreeSet<String> {
    let variants = pages.iter().filter(|page| page.head.is_variant()).map(|page| page.slug().to_owned());
    names - &variants.collect()
}

/// The file names of a folder, which are the addresses of its texts.
fn names(shelf: &Shelf, folder: &str, faults: &mut Vec<Fault>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in shelf.paths(folder, "md") {
        let name = path.trim_start_matches(folder).trim_matches('/').trim_end_matches(".md");
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain || name.is_empty() {
            faults.push(Fault::new(&shelf.label(&path), 1, "文件名只用小写英文字母、数字和 -"));
        }
        names.insert(name.to_owned());
    }
    names
}

fn pages<H: DeserializeOwned>(
    shelf: &Shelf,
    site: &Site,
    around: &Around<'_>,
    faults: &mut Vec<Fault>,
) -> Vec<Page<H>> {
    let mut pages = Vec::new();
    for path in shelf.paths(around.kind.folder(), "md") {
        match page(shelf, &path, site, around) {
            Ok(page) => pages.push(page),
            Err(found) => faults.extend(found),
        }
    }
    pages
}

fn page<H: DeserializeOwned>(
    shelf: &Shelf,
    path: &str,
    site: &Site,
    around: &Around<'_>,
) -> Result<Page<H>, Vec<Fault>> {
    let file = shelf.text(path).map_err(|fault| vec![fault])?;
    let parts = front_matter::split(&file).map_err(|fault| vec![fault])?;
    let head = front_matter::parse(&file, &parts, site);
    let origin = Origin { label: &file.label, first_line: parts.body_line, around };
    let text = typeset::read(parts.body, &origin);
    match (head, text) {
        (Ok(head), Ok(text)) => Ok(Page { file, head, text }),
        (Ok(_), Err(faults)) => Err(faults),
        (Err(fault), text) => Err([vec![fault], text.err().unwrap_or_default()].concat()),
    }
}

fn laws(shelf: &Shelf, faults: &mut Vec<Fault>) -> Option<Laws> {
    let register = keep(table::<LawFile>(shelf, "laws/laws.toml"), faults);
    let clocks = keep(table::<ClockFile>(shelf, "laws/clocks.toml"), faults);
    let categories = keep(table::<CategoryFile>(shelf, "laws/categories.toml"), faults);
    let requests = keep(table::<RequestFile>(shelf, "laws/requests.toml"), faults);
    let sightings = keep(table::<Sightings>(shelf, "laws/sightings.toml"), faults);
    let notices = keep(table::<NoticeFile>(shelf, "laws/notices.toml"), faults);
    let grounds = keep(table::<GroundFile>(shelf, "laws/grounds.toml"), faults);
    let rules = keep(table::<RuleFile>(shelf, "laws/rules.toml"), faults);
    let platform = keep(table::<Platform12315>(shelf, "laws/platform-12315.toml"), faults);
    let bodies = keep(table::<Bodies>(shelf, "laws/bodies.toml"), faults);
    let rewards = keep(table::<RewardRules>(shelf, "laws/rewards.toml"), faults);
    let retention = keep(table::<RetentionFile>(shelf, "laws/retention.toml"), faults);
    Some(Laws::new(LawTables {
        laws: register?,
        clocks: clocks?,
        categories: categories?,
        requests: requests?,
        sightings: sightings?,
        notices: notices?,
        grounds: grounds?,
        rules: rules?,
        platform: platform?,
        bodies: bodies?,
        rewards: rewards?,
        retention: retention?,
    }))
}

/// National years, then what regions lay over them, each with its path.
fn years(shelf: &Shelf, faults: &mut Vec<Fault>) -> Vec<(String, CalendarYear)> {
    let national = shelf.paths("calendar", "toml").into_iter();
    let paths = national.chain(shelf.paths("calendar/regions", "toml"));
    let read = |path: String| table(shelf, &path).map(|year| (path, year));
    paths.filter_map(|path| keep(read(path), faults)).collect()
}

pub fn regions(shelf: &Shelf, faults: &mut Vec<Fault>) -> Option<Regions> {
    let mut all = Some(Regions::default());
    for path in shelf.paths("regions", "csv") {
        let read = shelf.text(&path).and_then(|file| {
            Regions::parse(&file.text).map_err(|error| match error {
                RegionError::Table { line, what } => Fault::new(&file.label, line, what),
                other @ RegionError::Malformed => Fault::new(&file.label, 1, other.to_string()),
            })
        });
        match read {
            Ok(regions) => all.iter_mut().for_each(|all| all.extend(regions.clone())),
            Err(fault) => {
                faults.push(fault);
                all = None;
            }
        }
    }
    all
}

fn table<T: DeserializeOwned>(shelf: &Shelf, path: &str) -> Result<T, Fault> {
    let file = shelf.text(path)?;
    toml_file::parse(&file.label, &file.text, 1)
}

fn keep<T>(read: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}
