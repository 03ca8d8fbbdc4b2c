//! The letters' templates, `letters/*.toml`.

use domain::law::Laws;
use domain::letter::{Template, TemplateFault, repeated};
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::{File, Shelf};
use super::toml_file;

/// A template with the file it came from.
pub struct Form {
    pub file: File,
    pub template: Template,
}

/// In the order of their forms.
pub fn gather(shelf: &Shelf, faults: &mut Vec<Fault>) -> Vec<Form> {
    let mut forms = Vec::new();
    for path in shelf.paths("letters", "toml") {
        match shelf.text(&path).and_then(|file| Ok((toml_file::parse(&file.label, &file.text, 1)?, file))) {
            Ok((template, file)) => forms.push(Form { file, template }),
            Err(fault) => faults.push(fault),
        }
    }
    forms.sort_by_key(|form| form.template.form);
    forms
}

/// What would keep a letter from being written, or put into it what its reader must not know.
pub fn faults(forms: &[Form], laws: &Laws) -> Vec<Fault> {
    let mut faults = Vec::new();
    for form in forms {
        if form.template.key != form.file.stem {
            faults.push(at(form, "key =", format!("key 应和文件名一样：{}", form.file.stem)));
        }
        let own = form.template.faults(laws).into_iter();
        faults.extend(own.map(|TemplateFault { needle, what }| at(form, &needle, what)));
    }
    for (key, TemplateFault { needle, what }) in repeated(forms.iter().map(|form| &form.template)) {
        let found = forms.iter().rfind(|form| form.template.key == key);
        faults.extend(found.map(|form| at(form, &needle, what)));
    }
    faults
}

fn at(form: &Form, needle: &str, what: String) -> Fault {
    Fault::new(&form.file.label, line_of(&form.file.text, needle), what)
}
