use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::calendar::Calendar;
use domain::law::Laws;
use domain::letter::{Letter, Template, Typed};
use domain::ports::{
    Asked, Casework, DeskError, DeskMatter, Draft, Internal, IssuedLetter, LetterDesk, LetterDraft, LetterForm,
    Letters, PdfError,
};
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use storage::{LetterRow, Store};
use uuid::Uuid;

use super::pdf::{self, Fonts};
use crate::clock::Random;
use crate::keys::Keyring;

/// The letters of one installation.
pub struct Letterbook {
    pub store: Store,
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub templates: Arc<[Template]>,
    pub keys: Arc<Keyring>,
    pub random: Arc<dyn Random>,
    /// Who may see a matter and its identity is decided there.
    pub casework: Arc<dyn Casework>,
    pub fonts: Fonts,
    /// 演示环境: stands on every letter.
    pub demo: bool,
}

#[async_trait]
impl Letters for Letterbook {
    async fn desk(&self, staff: &Staff, number: &str, at: Timestamp) -> Result<LetterDesk, DeskError> {
        let matter = self.casework.matter(staff, number, at).await?;
        let may_write = staff.may(Action::WriteLetter, &matter.scope()).is_ok();
        let fitting = self.templates.iter().filter(|template| template.fits(matter.kind, matter.state.stage));
        let rows = self.store.letters(matter.id).await.map_err(Internal::from)?;
        Ok(LetterDesk {
            forms: if may_write { fitting.map(form).collect() } else { Vec::new() },
            issued: rows.into_iter().map(|row| issued(row, &matter)).collect(),
            kind: matter.kind,
            number: matter.number,
        })
    }

    fn fields(&self, form: &str) -> Vec<(String, String)> {
        let template = self.templates.iter().find(|template| template.key == form);
        let fields = template.into_iter().flat_map(|template| &template.field);
        fields.map(|field| (field.key.clone(), field.label.clone())).collect()
    }

    async fn draft(&self, staff: &Staff, asked: &Asked, at: Timestamp) -> Result<LetterDraft, DeskError> {
        self.draw_up(staff, asked, at).await
    }

    async fn preview(&self, staff: &Staff, asked: &Asked, typed: &Typed, at: Timestamp) -> Result<Letter, DeskError> {
        let (matter, template) = self.asked(staff, asked, at).await?;
        let drawn = self.drawn(staff, &matter, &template, asked.to, typed, at).await?;
        Ok(drawn.letter.masked())
    }

    async fn issue(
        &self,
        staff: &Staff,
        asked: &Asked,
        draft: Draft,
        typed: &Typed,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError> {
        self.number_and_keep(staff, asked, draft, typed, at).await
    }

    async fn letter(&self, staff: &Staff, number: &str, id: Uuid, at: Timestamp) -> Result<IssuedLetter, DeskError> {
        let matter = self.casework.matter(staff, number, at).await?;
        let row = self.row(&matter, id).await?;
        Ok(issued(row, &matter))
    }

    async fn open(
        &self,
        staff: &Staff,
        number: &str,
        id: Uuid,
        reason: &str,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError> {
        self.with_identity(staff, number, id, reason, at).await
    }

    async fn pdf(&self, letter: &IssuedLetter) -> Result<Vec<u8>, PdfError> {
        let (fonts, letter) = (self.fonts.clone(), letter.clone());
        let note = if self.demo { "演示环境的文书，不具有效力" } else { "" };
        let drawing = tokio::task::spawn_blocking(move || {
            let face = fonts.face().map_err(|missing| PdfError::NoFont(missing.0))?;
            pdf::draw(&letter.letter, &letter.document_number, note, &face).map_err(PdfError::from)
        });
        drawing.await.map_err(|error| PdfError::Internal(Internal::new(error)))?
    }
}

impl Letterbook {
    /// The matter and the template somebody may write about it now.
    pub(super) async fn asked(
        &self,
        staff: &Staff,
        asked: &Asked,
        at: Timestamp,
    ) -> Result<(DeskMatter, Template), DeskError> {
        staff.may_ever(Action::WriteLetter)?;
        let matter = self.casework.matter(staff, &asked.number, at).await?;
        staff.may(Action::WriteLetter, &matter.scope())?;
        let template = self.templates.iter().find(|template| template.key == asked.form);
        let template = template.filter(|template| template.recipients().contains(&asked.to));
        let template = template.ok_or(DeskError::NotFound)?;
        if !template.fits(matter.kind, matter.state.stage) {
            let why = format!("事项现在是“{}”，不能写{}", matter.state.stage.words(), template.title);
            return Err(refused(why));
        }
        Ok((matter, template.clone()))
    }

    /// A letter about that matter; one about another does not exist under this address.
    pub(super) async fn row(&self, matter: &DeskMatter, id: Uuid) -> Result<LetterRow, DeskError> {
        let row = self.store.letter(id).await.map_err(Internal::from)?;
        row.filter(|row| row.matter == matter.id).ok_or(DeskError::NotFound)
    }
}

/// A letter as it may be shown to whoever may read the matter.
pub(super) fn issued(row: LetterRow, matter: &DeskMatter) -> IssuedLetter {
    IssuedLetter {
        id: row.id,
        document_number: row.document_number,
        number: matter.number.clone(),
        kind: matter.kind,
        form: row.form,
        to: row.to,
        letter: row.letter.masked(),
        issued_at: row.issued_at,
        author: row.signed,
        unit: row.unit,
        sha256: row.sha256,
        sealed: row.sealed,
    }
}

/// Why the letter as a whole cannot be written.
pub(super) fn refused(why: impl Into<String>) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: "letter".to_owned(), message: why.into() }])
}

fn form(template: &Template) -> LetterForm {
    LetterForm {
        key: template.key.clone(),
        form: template.form,
        title: template.title.clone(),
        help: template.help.clone(),
        to: template.recipients().to_vec(),
    }
}
