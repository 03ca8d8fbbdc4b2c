//! Articles in other languages and scripts, held against those they say the same as.

use domain::ports::Library;
use domain::reading::ArticleHead;
use domain::variant::{Around, Claim, Languages, VariantFault, faults, shape_faults};
use typeset::Fault;

use super::gather::{Gathered, Page};

/// What keeps a text from standing as a variant beside what residents read now.
pub fn claim_faults(library: &dyn Library, claim: Claim<'_>) -> Vec<VariantFault> {
    let named =
        |slug: &str| library.variants(Some(slug)).into_iter().map(|one| (one.slug.clone(), one.head.language.clone()));
    let (languages, original) = (library.languages(), library.article(claim.variant_of));
    let beside: Vec<(String, String)> = named(claim.variant_of).collect();
    let around = Around {
        languages: &languages,
        original: original.as_ref().map(|article| &article.head),
        beside: &beside,
        has_variants: named(claim.slug).next().is_some(),
    };
    faults(claim, around)
}

/// The same of a text with all it says, each fault with its line.
pub fn faults_beside(library: &dyn Library, page: &Page<ArticleHead>) -> Vec<Fault> {
    let shape =
        library.article(&page.head.variant_of).map(|original| shape_faults(&page.text.blocks, &original.blocks));
    told(page, claim_faults(library, claim(page)), shape.unwrap_or_default())
}

/// The same of the variants among files.
pub fn faults_of_files(gathered: &Gathered) -> Vec<Fault> {
    let Some(languages) = &gathered.languages else { return Vec::new() };
    // An original that cannot be read has its own fault.
    let is_read = |slug: &str| gathered.articles.iter().any(|other| other.slug() == slug);
    let unread = |slug: &str| gathered.article_names.contains(slug) && !is_read(slug);
    let pages = gathered.articles.iter().filter(|page| !unread(&page.head.variant_of));
    pages.flat_map(|page| of_file(page, &gathered.articles, languages)).collect()
}

fn of_file(page: &Page<ArticleHead>, all: &[Page<ArticleHead>], languages: &Languages) -> Vec<Fault> {
    let original = all.iter().find(|other| other.slug() == page.head.variant_of);
    let beside: Vec<(String, String)> =
        of(all, &page.head.variant_of).map(|other| (other.slug().to_owned(), other.head.language.clone())).collect();
    let around = Around {
        languages,
        original: original.map(|other| &other.head),
        beside: &beside,
        has_variants: of(all, page.slug()).next().is_some(),
    };
    let shape = original.map(|original| shape_faults(&page.text.blocks, &original.text.blocks));
    told(page, faults(claim(page), around), shape.unwrap_or_default())
}

/// The variants of a text.
fn of<'a>(all: &'a [Page<ArticleHead>], slug: &'a str) -> impl Iterator<Item = &'a Page<ArticleHead>> {
    all.iter().filter(move |other| other.head.variant_of == slug)
}

fn claim(page: &Page<ArticleHead>) -> Claim<'_> {
    let head = &page.head;
    Claim { slug: page.slug(), language: &head.language, variant_of: &head.variant_of }
}

fn told(page: &Page<ArticleHead>, faults: Vec<VariantFault>, shape: Vec<String>) -> Vec<Fault> {
    // What is no variant, or names no text it could be one of, has nothing to be held against.
    let shape = if faults.is_empty() { shape } else { Vec::new() };
    let faults = faults.into_iter().map(|fault| page.fault(fault.field(), fault.to_string()));
    faults.chain(shape.into_iter().map(|what| page.fault("variant_of", what))).collect()
}
