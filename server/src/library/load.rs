use std::sync::Arc;

use domain::bets::Bets;
use domain::calendar::Calendar;
use domain::columns::Columns;
use domain::law::Laws;
use domain::letter::Template;
use domain::printed_number::Numbers;
use domain::reading::{Article, Block, Disclosure, Post};
use domain::region::Regions;
use domain::site::Site;
use domain::variant::Languages;
use typeset::Fault;

use super::drug_names::DrugName;
use super::gather::{Gathered, Page, gather};
use super::pictures::Pictures;
use super::quizzes::{self, Quizzes};
use super::shelf::{Shelf, Stamp};
use super::site::any_site;
use super::{plain, references};

/// How much of a plain Chinese text a slow reader takes in, in characters a minute.
const READ_A_MINUTE: usize = 300;

/// Everything on a shelf but the site files.
pub struct Loaded {
    pub laws: Arc<Laws>,
    /// The forms of letters, in their official order.
    pub letters: Arc<[Template]>,
    pub calendar: Arc<Calendar>,
    pub regions: Arc<Regions>,
    pub reading: Reading,
    /// Whose words its texts were filled with.
    pub(super) site: Arc<Site>,
    /// The shelf as it was before the first file was read.
    pub(super) stamp: Stamp,
}

/// What residents read, newest first.
#[derive(Clone)]
pub struct Reading {
    pub columns: Arc<Columns>,
    pub articles: Vec<Arc<Article>>,
    /// Articles in other languages and scripts.
    pub variants: Vec<Arc<Article>>,
    pub languages: Arc<Languages>,
    pub disclosures: Vec<Arc<Disclosure>>,
    pub posts: Vec<Arc<Post>>,
    pub numbers: Arc<Numbers>,
    pub(super) drugs: Vec<DrugName>,
    /// What comes first in searches.
    pub(super) bets: Arc<Bets>,
    pub(super) pictures: Pictures,
    pub(super) quizzes: Quizzes,
    pub(super) site: Arc<Site>,
}

/// Loads a shelf for a site: its links begin with the site's path, and what its texts leave to the site they are shown
/// at is filled in.
///
/// # Errors
/// Everything that keeps a page from being drawn. Rules about language and review are
/// [`super::check`]'s: they must not take a running portal down.
pub fn load(shelf: &Shelf, site: &Arc<Site>) -> Result<Loaded, Vec<Fault>> {
    let stamp = shelf.stamp();
    let mut gathered = gather(shelf, site);
    let mut faults = std::mem::take(&mut gathered.faults);
    faults.extend(references::faults(&gathered));
    let refused = gathered.regions.as_mut().map(|regions| regions.add(&site.place, &site.region));
    // The site was read from a file that may lie anywhere; the content check names the line.
    let label = format!("站点 {}", site.key);
    faults.extend(refused.into_iter().flatten().map(|fault| Fault::new(&label, 1, fault.what)));
    faults.sort();
    let numbers = gathered.numbers.take().map(Arc::new);
    let words = numbers.zip(gathered.drugs.take()).zip(gathered.bets.take());
    let listed = gathered.columns.take().zip(gathered.languages.take());
    match (gathered.laws.take(), gathered.regions.take(), listed, words) {
        (Some(laws), Some(regions), Some(listed), Some(words)) if faults.is_empty() => Ok(Loaded {
            laws: Arc::new(laws),
            letters: std::mem::take(&mut gathered.letters).into_iter().map(|form| form.template).collect(),
            calendar: Arc::new(Calendar::new(gathered.years.drain(..).map(|(_, year)| year))),
            regions: Arc::new(regions),
            reading: reading(gathered, listed, words, site.clone()),
            site: site.clone(),
            stamp,
        }),
        _ => Err(faults),
    }
}

/// Loads a shelf to look something up in it that no site changes.
///
/// # Errors
/// As [`load`].
pub fn load_for_no_site(shelf: &Shelf) -> Result<Loaded, Vec<Fault>> {
    load(shelf, &Arc::new(any_site(shelf)?))
}

fn reading(
    gathered: Gathered,
    (columns, languages): (Columns, Languages),
    ((numbers, drugs), bets): ((Arc<Numbers>, Vec<DrugName>), Bets),
    site: Arc<Site>,
) -> Reading {
    let articles = gathered.articles.into_iter().map(|page| Arc::new(article(page)));
    let (variants, articles) = articles.partition(|article| article.head.is_variant());
    let disclosures: Vec<_> = gathered.disclosures.into_iter().map(|page| Arc::new(disclosure(page))).collect();
    let mut reading = Reading {
        columns: Arc::new(columns),
        articles,
        variants,
        languages: Arc::new(languages),
        disclosures,
        posts: Vec::new(),
        numbers,
        drugs,
        bets: Arc::new(bets),
        pictures: gathered.pictures,
        quizzes: quizzes::by_article(gathered.quizzes),
        site,
    };
    reading.sort();
    reading
}

impl Reading {
    /// Newest first.
    pub(super) fn sort(&mut self) {
        for articles in [&mut self.articles, &mut self.variants] {
            articles.sort_by(|a, b| b.head.published.cmp(&a.head.published).then_with(|| a.slug.cmp(&b.slug)));
        }
        self.disclosures.sort_by(|a, b| b.head.published.cmp(&a.head.published).then_with(|| a.slug.cmp(&b.slug)));
        self.posts.sort_by(|a, b| b.head.published.cmp(&a.head.published).then_with(|| a.slug.cmp(&b.slug)));
    }
}

fn article(page: Page<domain::reading::ArticleHead>) -> Article {
    let minutes = minutes(&page.text.blocks);
    let (blocks, card) = (page.text.blocks, page.text.card);
    Article {
        slug: page.file.stem,
        head: page.head,
        blocks,
        card,
        minutes,
        corrections: Vec::new(),
        recordings: Vec::new(),
    }
}

fn disclosure(page: Page<domain::reading::DisclosureHead>) -> Disclosure {
    let (blocks, card) = (page.text.blocks, page.text.card);
    Disclosure { slug: page.file.stem, head: page.head, blocks, card, corrections: Vec::new() }
}

pub(super) fn minutes(blocks: &[Block]) -> u32 {
    let characters = plain::of_blocks(blocks).chars().filter(|c| !c.is_whitespace()).count();
    u32::try_from(characters.div_ceil(READ_A_MINUTE)).unwrap_or(u32::MAX).max(1)
}
