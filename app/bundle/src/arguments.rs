//! What was asked for on the command line.

use std::path::PathBuf;

use crate::fault::{Fault, Outcome};

pub const HELP: &str = "\
bundle [--release] [--out FOLDER]

  --release      make every part anew, whatever earlier runs left in target/bundle
  --out FOLDER   where the finished files go (default: target/site)
";

/// Without `--release`, parts whose inputs did not change are taken from the last run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    pub release: bool,
    pub out: Option<PathBuf>,
}

impl Arguments {
    /// `None` when help was asked for.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Outcome<Option<Self>> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" | "-h" => return Ok(None),
                "--release" => arguments.release = true,
                "--out" => arguments.out = Some(folder(words.next())?),
                _ => return Err(Fault::new(format!("unknown argument {word}; see --help"))),
            }
        }
        Ok(Some(arguments))
    }
}

fn folder(word: Option<String>) -> Outcome<PathBuf> {
    word.filter(|word| !word.is_empty()).map(PathBuf::from).ok_or_else(|| Fault::new("--out needs a folder"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Outcome<Option<Arguments>> {
        Arguments::parse(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn both_arguments_are_understood() {
        let parsed = parse(&["--release", "--out", "elsewhere"]).unwrap();
        assert_eq!(parsed, Some(Arguments { release: true, out: Some("elsewhere".into()) }));
    }

    #[test]
    fn a_wrong_argument_is_named() {
        assert!(parse(&["--fast"]).unwrap_err().to_string().contains("--fast"));
        assert!(parse(&["--out"]).unwrap_err().to_string().contains("--out"));
    }

    #[test]
    fn help_asks_for_no_bundle() {
        assert_eq!(parse(&["--help"]).unwrap(), None);
    }
}
