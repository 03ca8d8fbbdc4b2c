use serde::{Deserialize, Serialize};

use super::facts::{InsideFacts, InsideField, Office, ReporterFacts, ReporterField, RespondentFacts, RespondentField};
use super::places::{Piece, pieces};
use super::secrecy;
use super::template::{Audience, Block, Template};
use super::typed::{Typed, Values};
use crate::law::Laws;
use crate::report::Reporter;
use crate::text::written_day;

/// A letter as it is kept: whole but for its number, and with marks where an identity belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub title: String,
    /// 主送, without its colon; empty where the form has none.
    pub addressee: String,
    pub body: Vec<Part>,
    /// 落款
    pub signature: String,
    /// 成文日期
    pub date: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Paragraph(String),
    /// Label and value, in a frame.
    Rows(Vec<(String, String)>),
    /// Lines to be signed by hand.
    Sign(Vec<String>),
}

/// Why a letter cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("这种文书没有给这一方的一份")]
    Audience,
    /// The matter lacks something a sentence needs.
    #[error("文书里要写{0}，这个事项里没有")]
    Missing(String),
}

impl Template {
    /// A letter to the respondent, from what the respondent may know.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn to_respondent(&self, facts: &RespondentFacts, values: &Values, laws: &Laws) -> Result<Letter, Unfit> {
        let fits = matches!(self.audience, Audience::Respondent | Audience::Both);
        self.draw(fits, &|name| respondent_value(facts, name), values, laws, &facts.office)
    }

    /// A letter to whoever reported.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn to_reporter(&self, facts: &ReporterFacts, values: &Values, laws: &Laws) -> Result<Letter, Unfit> {
        let fits = matches!(self.audience, Audience::Reporter | Audience::Both);
        self.draw(fits, &|name| reporter_value(facts, name), values, laws, &facts.office)
    }

    /// A form that stays in the bureau.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn inside(&self, facts: &InsideFacts, values: &Values, laws: &Laws) -> Result<Letter, Unfit> {
        let fits = self.audience == Audience::Inside;
        self.draw(fits, &|name| inside_value(facts, name), values, laws, &facts.reporter.office)
    }

    fn draw(
        &self,
        fits: bool,
        known: &dyn Fn(&str) -> Option<String>,
        values: &Values,
        laws: &Laws,
        office: &Office,
    ) -> Result<Letter, Unfit> {
        if !fits {
            return Err(Unfit::Audience);
        }
        let drawing = Drawing { template: self, known, values, laws };
        let mut body = Vec::new();
        for block in &self.block {
            drawing.block(block, &mut body)?;
        }
        let addressee = drawing.text(&self.addressee)?;
        let (signature, date) = (office.bureau.clone(), written_day(office.today));
        Ok(Letter { title: self.title.clone(), addressee, body, signature, date })
    }

    /// What the fields hold to begin with.
    #[must_use]
    pub fn prefilled(&self, facts: &Facts) -> Typed {
        let filled = |text: &str| -> String {
            pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned(),
                    Piece::Place(name) => facts.value(name).unwrap_or_default(),
                })
                .collect()
        };
        self.field.iter().map(|field| (field.key.clone(), filled(&field.prefill))).collect()
    }
}

/// What a letter is drawn from: one audience's facts, never two.
#[derive(Clone, Debug)]
pub enum Facts {
    Reporter(ReporterFacts),
    Respondent(RespondentFacts),
    Inside(Box<InsideFacts>),
}

impl Facts {
    /// The letter of that audience.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn draw(&self, template: &Template, values: &Values, laws: &Laws) -> Result<Letter, Unfit> {
        match self {
            Self::Reporter(facts) => template.to_reporter(facts, values, laws),
            Self::Respondent(facts) => template.to_respondent(facts, values, laws),
            Self::Inside(facts) => template.inside(facts, values, laws),
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        match self {
            Self::Reporter(facts) => reporter_value(facts, name),
            Self::Respondent(facts) => respondent_value(facts, name),
            Self::Inside(facts) => inside_value(facts, name),
        }
    }
}

impl Letter {
    /// Whether something of an identity belongs into it.
    #[must_use]
    pub fn names_somebody(&self) -> bool {
        let mut found = false;
        self.each(&mut |text| found |= secrecy::has_marks(text));
        found
    }

    /// With words that tell nothing where the identity belongs.
    #[must_use]
    pub fn masked(&self) -> Self {
        self.mapped(&secrecy::masked)
    }

    /// With the identity in its places.
    #[must_use]
    pub fn revealed(&self, reporter: &Reporter) -> Self {
        self.mapped(&|text| secrecy::revealed(text, reporter))
    }

    /// Every text of the letter, top to bottom.
    pub fn each(&self, see: &mut dyn FnMut(&str)) {
        for text in [&self.title, &self.addressee] {
            see(text);
        }
        for part in &self.body {
            match part {
                Part::Paragraph(text) => see(text),
                Part::Rows(rows) => {
                    for (label, value) in rows {
                        see(label);
                        see(value);
                    }
                }
                Part::Sign(lines) => lines.iter().for_each(|line| see(line)),
            }
        }
        for text in [&self.signature, &self.date] {
            see(text);
        }
    }

    fn mapped(&self, change: &dyn Fn(&str) -> String) -> Self {
        let body = self.body.iter().map(|part| match part {
            Part::Paragraph(text) => Part::Paragraph(change(text)),
            Part::Rows(rows) => Part::Rows(rows.iter().map(|(label, value)| (label.clone(), change(value))).collect()),
            Part::Sign(lines) => Part::Sign(lines.iter().map(|line| change(line)).collect()),
        });
        Self { addressee: change(&self.addressee), body: body.collect(), ..self.clone() }
    }
}

fn respondent_value(facts: &RespondentFacts, name: &str) -> Option<String> {
    RespondentField::parse(name).map(|field| facts.value(field))
}

fn reporter_value(facts: &ReporterFacts, name: &str) -> Option<String> {
    ReporterField::parse(name).map(|field| facts.value(field))
}

fn inside_value(facts: &InsideFacts, name: &str) -> Option<String> {
    let own = InsideField::parse(name).map(|field| facts.value(field));
    own.or_else(|| reporter_value(&facts.reporter, name))
}

/// A place in words for the desk.
fn words_of(name: &str) -> &str {
    let inside = InsideField::parse(name).map(InsideField::words);
    inside.or_else(|| ReporterField::parse(name).map(ReporterField::words)).unwrap_or(name)
}

struct Drawing<'a> {
    template: &'a Template,
    known: &'a dyn Fn(&str) -> Option<String>,
    values: &'a Values,
    laws: &'a Laws,
}

impl Drawing<'_> {
    fn block(&self, block: &Block, body: &mut Vec<Part>) -> Result<(), Unfit> {
        if block.when.as_ref().is_some_and(|place| self.place(place).is_empty()) {
            return Ok(());
        }
        if !block.text.is_empty() {
            // What an officer types may have several paragraphs of its own.
            let text = self.text(&block.text)?;
            body.extend(text.lines().filter(|line| !line.trim().is_empty()).map(|l| Part::Paragraph(l.to_owned())));
        }
        if !block.rows.is_empty() {
            let rows = block.rows.iter().map(|row| (row.0.clone(), self.cell(&row.1)));
            body.push(Part::Rows(rows.collect()));
        }
        if !block.sign.is_empty() {
            body.push(Part::Sign(block.sign.iter().map(|line| self.cell(line)).collect()));
        }
        Ok(())
    }

    /// A sentence: every place in it must have a value, unless its field may stay empty.
    fn text(&self, text: &str) -> Result<String, Unfit> {
        let mut out = String::new();
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Place(name) => {
                    let value = self.place(name);
                    let may_be_empty = self.template.field(name).is_some_and(|field| field.optional);
                    if value.is_empty() && !may_be_empty {
                        return Err(Unfit::Missing(words_of(name).to_owned()));
                    }
                    out.push_str(&value);
                }
            }
        }
        Ok(out)
    }

    /// A cell of a form: what is not known stays empty, to be filled by hand.
    fn cell(&self, text: &str) -> String {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.to_owned(),
                Piece::Place(name) => self.place(name),
            })
            .collect()
    }

    fn place(&self, name: &str) -> String {
        if let Some(key) = name.strip_prefix("law:") {
            return self.template.cite(key, self.laws);
        }
        let typed = self.values.get(name).cloned();
        typed.or_else(|| (self.known)(name)).unwrap_or_default()
    }
}
