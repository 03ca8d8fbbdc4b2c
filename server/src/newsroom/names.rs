//! The names by which files of a content folder point at each other: a folder that names a text it lacks is refused
//! at the next start, so what is carried out follows texts that were renamed and lets go of those that came down.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use domain::newsroom::workflow::Kind;
use serde::Deserialize;
use serde::de::IgnoredAny;
use storage::ItemRow;
use toml::Spanned;

use super::carrying::Carried;
use super::sheet::parts;
use crate::library::{QUIZZES, WATCHED};

/// The texts that are carried out, and the names they had before.
pub struct Names {
    carried: HashSet<(Kind, String)>,
    moved: HashMap<(Kind, String), String>,
}

/// What of a front matter names articles.
#[derive(Default, Deserialize)]
struct Head {
    related: Option<Spanned<Vec<String>>>,
    articles: Option<Spanned<Vec<String>>>,
    variant_of: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct QuizHead {
    article: Spanned<String>,
}

#[derive(Deserialize)]
struct WatchEntries {
    #[serde(default)]
    entry: Vec<WatchEntry>,
}

#[derive(Deserialize)]
struct WatchEntry {
    source: Option<IgnoredAny>,
    disclosure: Option<Spanned<String>>,
}

/// A place in a text, and what is to stand there.
type Edit = (Range<usize>, String);

/// Where the link of a body leads.
enum Leads {
    /// Where it always led, or nowhere we know of.
    On,
    To(String),
    Nowhere,
}

impl Names {
    /// `moved`: kind, name before, name now.
    pub fn new(live: &[(ItemRow, String)], moved: Vec<(Kind, String, String)>) -> Self {
        let moved = moved.into_iter().map(|(kind, old, new)| ((kind, old), new)).collect();
        let mut names = Self { carried: live.iter().map(|(row, _)| (row.kind, row.slug.clone())).collect(), moved };
        // A variant whose original came down is shown to nobody, and the content check refuses it.
        let alone: Vec<String> =
            live.iter().filter(|(row, text)| names.is_alone(row.kind, text)).map(slug_of).collect();
        for slug in alone {
            names.carried.remove(&(Kind::Article, slug));
        }
        names
    }

    pub fn carries(&self, kind: Kind, slug: &str) -> bool {
        self.carried.contains(&(kind, slug.to_owned()))
    }

    /// A text with the names others have now; byte for byte as it was where all are right.
    pub fn in_text(&self, kind: Kind, slug: &str, text: String) -> String {
        let Some((header, body)) = parts(&text) else { return text };
        let Some(before) = text.strip_suffix(body) else { return text };
        let headed = edited(header, self.in_head(slug, &head(header)));
        // The first line is the fence, which no header begins with: the header is found at its own place.
        format!("{}{}", before.replacen(header, &headed, 1), self.in_body(kind, body))
    }

    /// A file beside the texts; nothing where it is about a text that is not carried.
    pub fn in_file(&self, file: Carried) -> Option<Carried> {
        let is_quiz = file.path.starts_with(&format!("{QUIZZES}/")) && file.path.ends_with(".toml");
        if !is_quiz && file.path != WATCHED {
            return Some(file);
        }
        // What is not text has its own fault at the next start.
        let Ok(text) = std::str::from_utf8(&file.bytes) else { return Some(file) };
        let written = if is_quiz { self.in_quiz(text)? } else { self.in_watch_list(text) };
        Some(Carried { path: file.path, bytes: written.into_bytes() })
    }

    /// The name a text has in the folder; nothing where it is not carried.
    fn now<'n>(&'n self, kind: Kind, name: &'n str) -> Option<&'n str> {
        if self.carries(kind, name) {
            return Some(name);
        }
        let now = self.moved.get(&(kind, name.to_owned()))?;
        self.carries(kind, now).then_some(now.as_str())
    }

    fn is_alone(&self, kind: Kind, text: &str) -> bool {
        let named = parts(text).and_then(|(header, _)| head(header).variant_of);
        let original = named.filter(|original| kind == Kind::Article && !original.get_ref().is_empty());
        original.is_some_and(|original| self.now(Kind::Article, original.get_ref()).is_none())
    }

    fn in_head(&self, own: &str, head: &Head) -> Vec<Edit> {
        let lists = [&head.related, &head.articles].into_iter().flatten().filter_map(|names| self.in_list(own, names));
        let original = head.variant_of.as_ref().and_then(|named| self.in_word(Kind::Article, named));
        lists.chain(original).collect()
    }

    fn in_list(&self, own: &str, named: &Spanned<Vec<String>>) -> Option<Edit> {
        let before = named.get_ref();
        let now: Vec<&str> =
            before.iter().filter_map(|name| self.now(Kind::Article, name)).filter(|name| *name != own).collect();
        if now.iter().eq(before.iter()) {
            return None;
        }
        let words: Vec<String> = now.into_iter().map(|name| format!("\"{name}\"")).collect();
        Some((named.span(), format!("[{}]", words.join(", "))))
    }

    /// Nothing to be changed where the name is right, or there is none that would be.
    fn in_word(&self, kind: Kind, named: &Spanned<String>) -> Option<Edit> {
        let now = self.now(kind, named.get_ref()).filter(|now| now != named.get_ref())?;
        Some((named.span(), format!("\"{now}\"")))
    }

    /// A body with its links led to where texts lie now. Of a link to nothing its words stay, as residents see it.
    fn in_body(&self, kind: Kind, body: &str) -> String {
        let (mut done, mut rest) = (String::with_capacity(body.len()), body);
        while let Some((words, behind)) = rest.split_once("](") {
            done.push_str(words);
            let link = behind.split_once(')');
            let leads = link.map_or(Leads::On, |(destination, _)| self.leads(kind, destination));
            let after = link.map_or("", |(_, after)| after);
            rest = match (leads, opening(&done)) {
                (Leads::To(destination), _) => {
                    done.push_str(&format!("]({destination})"));
                    after
                }
                (Leads::Nowhere, Some(bracket)) => {
                    done.remove(bracket);
                    after
                }
                (Leads::On, _) | (Leads::Nowhere, None) => {
                    done.push_str("](");
                    behind
                }
            };
        }
        done.push_str(rest);
        done
    }

    fn leads(&self, kind: Kind, destination: &str) -> Leads {
        let folders = [("../articles/", Kind::Article), ("../disclosures/", Kind::Disclosure), ("", kind)];
        let inside = |(folder, kind): (&'static str, Kind)| {
            Some((folder, kind, destination.strip_prefix(folder)?.strip_suffix(".md")?))
        };
        match folders.into_iter().find_map(inside) {
            Some((_, _, name)) if name.contains(['/', ':']) => Leads::On,
            Some((folder, kind, name)) => match self.now(kind, name) {
                Some(now) if now == name => Leads::On,
                Some(now) => Leads::To(format!("{folder}{now}.md")),
                None => Leads::Nowhere,
            },
            None => Leads::On,
        }
    }

    fn in_quiz(&self, text: &str) -> Option<String> {
        let Ok(QuizHead { article }) = toml::from_str(text) else { return Some(text.to_owned()) };
        self.now(Kind::Article, article.get_ref())?;
        Some(edited(text, self.in_word(Kind::Article, &article).into_iter().collect()))
    }

    fn in_watch_list(&self, text: &str) -> String {
        let mut entries = vec![String::new()];
        for line in text.split_inclusive('\n') {
            if line.trim_start().starts_with("[[entry]]") {
                entries.push(String::new());
            }
            if let Some(entry) = entries.last_mut() {
                entry.push_str(line);
            }
        }
        entries.into_iter().filter_map(|entry| self.in_entry(entry)).collect()
    }

    /// An entry rests on its case or on a source outside; without either it may not stand.
    fn in_entry(&self, text: String) -> Option<String> {
        let Ok(WatchEntries { entry }) = toml::from_str(&text) else { return Some(text) };
        let [WatchEntry { source, disclosure: Some(case) }] = entry.as_slice() else { return Some(text) };
        let edit = match self.now(Kind::Disclosure, case.get_ref()) {
            Some(_) => self.in_word(Kind::Disclosure, case),
            None if source.is_some() => Some((line_around(&text, &case.span()), String::new())),
            None => return None,
        };
        Some(edited(&text, edit.into_iter().collect()))
    }
}

fn slug_of((row, _): &(ItemRow, String)) -> String {
    row.slug.clone()
}

/// Nothing of a front matter that cannot be read, which is carried as it is.
fn head(header: &str) -> Head {
    toml::from_str(header).unwrap_or_default()
}

/// Where the bracket stands that the end of a text would close.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The whole line a place lies in, with its end.
fn line_around(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(place.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| place.end + at + 1);
    start..end
}

/// From the last to the first, so that places further up stay where they are.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut text = text.to_owned();
    for (place, words) in edits {
        text.replace_range(place, &words);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let carried = [(Kind::Article, "new"), (Kind::Article, "own"), (Kind::Disclosure, "case")];
        let moved = [(Kind::Article, "old", "new"), (Kind::Disclosure, "stall", "case")];
        Names {
            carried: carried.map(|(kind, slug)| (kind, slug.to_owned())).into(),
            moved: moved.map(|(kind, old, new)| ((kind, old.to_owned()), new.to_owned())).into(),
        }
    }

    fn text(text: &str) -> String {
        names().in_text(Kind::Article, "own", text.to_owned())
    }

    #[test]
    fn a_text_follows_the_names_of_others_and_lets_go_of_what_is_gone() {
        let same =
            "+++\ntitle = \"{bureau}\"\nrelated = [ \"new\" ]\n+++\n看[这](new.md)、[网](https://x.cn/old.md)。\n";
        assert_eq!(text(same), same);
        let related = |names: &str| format!("+++\nrelated = [{names}]\nvariant_of = \"old\"\n+++\n正文\n");
        assert_eq!(
            text(&related("\"old\", \"gone\"")),
            related("\"new\"").replace("variant_of = \"old\"", "variant_of = \"new\"")
        );
        for (body, now) in [
            ("看[这一篇](old.md)。", "看[这一篇](new.md)。"),
            ("看[这 [二] 篇](gone.md)，[三](new.md)", "看这 [二] 篇，[三](new.md)"),
            ("[案](../disclosures/stall.md)和[案](../disclosures/gone.md)", "[案](../disclosures/case.md)和案"),
            (
                "![图](../pictures/old.svg) [打](tel:12315) a](gone.md",
                "![图](../pictures/old.svg) [打](tel:12315) a](gone.md",
            ),
        ] {
            let whole = |body: &str| format!("+++\ntitle = \"甲\"\n+++\n{body}\n");
            assert_eq!(text(&whole(body)), whole(now));
        }
        let windows = "+++\r\nrelated = [\"old\"]\r\n+++\r\n看[这](old.md)\r\n";
        assert_eq!(text(windows), windows.replace("old", "new"));
    }

    #[test]
    fn a_quiz_goes_with_its_article() {
        let quiz = |article: &str| Carried {
            path: "quiz/x.toml".into(),
            bytes: format!("article = \"{article}\"\n\n[[question]]\nask = \"old\"\n").into_bytes(),
        };
        let names = names();
        assert_eq!(names.in_file(quiz("new")), Some(quiz("new")));
        assert_eq!(names.in_file(quiz("old")), Some(quiz("new")));
        assert_eq!(names.in_file(quiz("gone")), None);
    }

    #[test]
    fn a_watched_batch_rests_on_its_case_or_on_a_source() {
        let list = "# 单\n\n[[entry]]\nkey = \"a\"\ndisclosure = \"stall\"\n\n[[entry]]\nkey = \"b\"\ndisclosure = \"gone\"\n\n\
            [[entry]]\nkey = \"c\"\ndisclosure = \"gone\"\nsource = { name = \"省局\" }\n";
        let now = "# 单\n\n[[entry]]\nkey = \"a\"\ndisclosure = \"case\"\n\n[[entry]]\nkey = \"c\"\nsource = { name = \"省局\" }\n";
        let file = |text: &str| Carried { path: WATCHED.into(), bytes: text.as_bytes().to_vec() };
        assert_eq!(names().in_file(file(list)), Some(file(now)));
        assert_eq!(names().in_file(file(now)), Some(file(now)));
    }
}
