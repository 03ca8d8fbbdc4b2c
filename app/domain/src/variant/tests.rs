use super::*;
use crate::reading::{Article, ArticleHead, Corrected};

fn head(published: &str, reviewed: &str) -> ArticleHead {
    ArticleHead {
        title: "药".into(),
        answer: "问医生。".into(),
        column: "drugs".into(),
        keywords: Vec::new(),
        published: published.parse().unwrap(),
        reviewer: "县局".into(),
        reviewed: reviewed.parse().unwrap(),
        review_due: "2028-01-01".parse().unwrap(),
        related: Vec::new(),
        language: String::new(),
        variant_of: String::new(),
        source: Vec::new(),
    }
}

fn article(published: &str, reviewed: &str, corrected: &[&str]) -> Article {
    let at = |at: &&str| Corrected { at: at.parse().unwrap(), note: "改正".into() };
    Article {
        slug: "x".into(),
        head: head(published, reviewed),
        blocks: Vec::new(),
        card: None,
        minutes: 1,
        corrections: corrected.iter().map(at).collect(),
        recordings: Vec::new(),
    }
}

#[test]
fn a_variant_names_a_known_language_and_a_plain_text_without_one_in_it() {
    let known = |tag: &str, chinese: &str| Language {
        tag: tag.into(),
        name: tag.into(),
        chinese: chinese.into(),
        writing: Writing::Horizontal,
    };
    let languages = Languages { all: vec![known("bo", "藏文"), known("ug", "维吾尔文")] };
    let plain = head("2026-11-18T09:00", "2026-11-18");
    let variant = ArticleHead { language: "bo".into(), variant_of: "deep".into(), ..plain.clone() };
    let beside = [("x-bo".to_owned(), "bo".to_owned())];
    let told = |slug, language, variant_of, original, has_variants| {
        let around = Around { languages: &languages, original, beside: &beside, has_variants };
        let found = faults(Claim { slug, language, variant_of }, around);
        found.iter().map(|fault| format!("{}: {fault}", fault.field())).collect::<Vec<_>>().join(" / ")
    };
    let plain = Some(&plain);
    for (claim, fault) in [
        (told("x", "", "", None, true), ""),
        (told("x-ug", "ug", "x", plain, false), ""),
        (told("x-bo", "bo", "x", plain, false), ""),
        (told("other-bo", "bo", "x", plain, false), "language: 藏文版已经有了：x-bo"),
        (told("x-ug", "", "x", plain, false), "language: 写了对应的简体文章，还要选文字"),
        (told("x-fr", "fr", "x", plain, false), "language: 不认识的文字 fr，认得的写在 words/languages.toml"),
        (told("x-ug", "ug", "", None, false), "variant_of: 选了文字，还要写对应的简体文章的网址名"),
        (told("x", "ug", "x", plain, false), "variant_of: 对应的简体文章不能是它自己"),
        (told("x-ug", "ug", "nowhere", None, false), "variant_of: 没有网址名是 nowhere 的文章，要先有简体版"),
        (told("y", "ug", "x-bo", Some(&variant), false), "variant_of: x-bo 自己就是别种文字的，请写它的简体版 deep"),
        (told("y", "ug", "x", plain, true), "variant_of: 这篇文章有别种文字的版本，自己不能再改成别种文字"),
        (
            told("x-fr", "fr", "", None, false),
            "language: 不认识的文字 fr，认得的写在 words/languages.toml / variant_of: 选了文字，还要写对应的简体文章的网址名",
        ),
    ] {
        assert_eq!(claim, fault);
    }
}

#[test]
fn a_variant_is_behind_once_its_original_is_corrected() {
    let variant = |corrected: &[&str]| article("2026-11-19T09:00", "2026-11-19", corrected);
    let original = |corrected: &[&str]| article("2026-11-18T09:00", "2026-11-18", corrected);
    for (own, theirs, behind) in [
        (variant(&[]), original(&[]), false),
        (variant(&[]), original(&["2026-11-19T00:59:00Z"]), false),
        (variant(&[]), original(&["2026-11-19T01:01:00Z"]), true),
        (variant(&["2026-11-20T02:00:00Z"]), original(&["2026-11-19T01:01:00Z"]), false),
        (variant(&["2026-11-20T02:00:00Z"]), original(&["2026-11-18T10:00:00Z", "2026-11-20T02:01:00Z"]), true),
        // Looked at on the very day it was corrected, in the morning or not: nobody can tell.
        (article("2026-11-01T09:00", "2026-11-21", &[]), original(&["2026-11-21T02:00:00Z"]), true),
        (article("2026-11-01T09:00", "2026-11-22", &[]), original(&["2026-11-21T02:00:00Z"]), false),
        // Of corrections before texts were carried, only the day of the review is left.
        (variant(&[]), article("2026-11-18T09:00", "2026-11-25", &[]), true),
        (variant(&["2026-11-26T02:00:00Z"]), article("2026-11-18T09:00", "2026-11-25", &[]), false),
    ] {
        assert_eq!(is_behind(&own, &theirs), behind, "{:?} / {:?}", own.corrections, theirs.corrections);
    }
}
