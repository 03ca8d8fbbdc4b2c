use std::sync::Arc;

use domain::report::FieldError;

/// The refusals of a form, looked up by field.
#[derive(Clone, Default)]
pub struct Errors(Arc<[FieldError]>);

impl Errors {
    #[must_use]
    pub fn new(errors: Vec<FieldError>) -> Self {
        Self(errors.into())
    }

    /// All that is said about a field, in one text.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<String> {
        let errors = self.0.iter().filter(|error| error.field == field);
        let said: Vec<&str> = errors.map(|error| error.message.as_str()).collect();
        (!said.is_empty()).then(|| said.join("；"))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn list(&self) -> &[FieldError] {
        &self.0
    }

    /// The page title of a form with or without faults, so that a screen reader hears it first.
    #[must_use]
    pub fn title(&self, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { format!("有误：{title}") }
    }
}
