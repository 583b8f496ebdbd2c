//! The forms in use: those that ship with Holdfast, and a site's own from the folder `forms` beside its configuration, each
//! of which adds one or takes the place of one. The text of each version that anything was begun on is kept in the ledger,
//! so that what was signed on it can be read for ever.

use std::borrow::Cow;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use forms::Definition;
use record::Act;

use crate::config::Config;
use crate::{Actor, Ward, WardError};

/// A site's forms, in the store's folder.
const FOLDER: &str = "forms";

/// A file that cannot be used as a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUsable {
    /// Its name.
    pub file: String,
    /// Everything that is wrong with it, and where.
    pub why: Vec<String>,
}

/// The forms in use, and the files that are not.
pub(crate) struct FormsInUse {
    pub(crate) all: Vec<Definition>,
    pub(crate) not_usable: Vec<NotUsable>,
}

impl FormsInUse {
    /// The shipped ones and the site's. A file that cannot be used leaves the shipped form in use, and is told of.
    pub(crate) fn read(home: &Path, config: &Config) -> Self {
        let mut found = Self { all: forms::catalogue().to_vec(), not_usable: Vec::new() };
        let mut files: Vec<_> = std::fs::read_dir(home.join(FOLDER))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
            .collect();
        files.sort();
        for path in files {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if let Err(why) = found.add(&path, config) {
                found.not_usable.push(NotUsable { file, why });
            }
        }
        found
    }

    fn add(&mut self, path: &Path, config: &Config) -> Result<(), Vec<String>> {
        let text = std::fs::read_to_string(path).map_err(|error| vec![format!("it cannot be read: {error}")])?;
        let form =
            Definition::load(&text).map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        if form.id.is_empty() || form.version.is_empty() {
            return Err(vec!["it has to have an id and a version".to_owned()]);
        }
        let system = form.replaces.clone().unwrap_or_default();
        if !config.systems.iter().any(|one| one.id.0 == system) {
            return Err(vec![format!(
                "bc-replaces names “{system}”, which is not a system of this PC's configuration"
            )]);
        }
        // Records name a form by id and version: two texts of one version could not be told apart.
        let mut known = self.all.iter().chain(forms::catalogue());
        if known.any(|one| one.id == form.id && one.version == form.version && one.source != form.source) {
            return Err(vec![format!("another form is {} {}: give this one another version", form.id, form.version)]);
        }
        match self.all.iter_mut().find(|one| one.id == form.id) {
            Some(held) => *held = form,
            None => self.all.push(form),
        }
        Ok(())
    }
}

impl Ward {
    /// The files in the site's folder of forms that cannot be used, and why.
    #[must_use]
    pub fn forms_not_usable(&self) -> &[NotUsable] {
        &self.forms.not_usable
    }

    /// The form in use under this id.
    pub(crate) fn form(&self, id: &str) -> Result<&Definition, WardError> {
        self.forms.all.iter().find(|form| form.id == id).ok_or_else(|| WardError::NoSuchForm(id.to_owned()))
    }

    /// A form in the version that something was begun or signed on, whether or not it is still in use.
    pub(crate) fn form_in(&self, id: &str, version: &str) -> Result<Cow<'_, Definition>, WardError> {
        let is_it = |form: &&Definition| form.id == id && form.version == version;
        if let Some(form) = self.forms.all.iter().chain(forms::catalogue()).find(is_it) {
            return Ok(Cow::Borrowed(form));
        }
        let name = || format!("{id} {version}");
        let text = self.store.kept_form(id, version)?.ok_or_else(|| WardError::NoSuchForm(name()))?;
        Ok(Cow::Owned(crate::answers::load(&name(), &text)?))
    }

    /// As [`Ward::keep_form`]; but on a full disk a form still opens, its draft in the room kept back, and is kept before
    /// it is signed.
    pub(crate) fn keep_form_begun(
        &mut self,
        form: &Definition,
        actor: &Actor,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        match self.keep_form(form, actor, now) {
            Err(error) if crate::room::is_full(&error) => Ok(()),
            answer => answer,
        }
    }

    /// Keeps the text of a form before anything is begun on it. Once a version.
    pub(crate) fn keep_form(
        &mut self,
        form: &Definition,
        actor: &Actor,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        let (id, version, body) = (form.id.clone(), form.version.clone(), form.source.to_string());
        match self.store.kept_form(&id, &version)? {
            Some(kept) if kept == body => Ok(()),
            Some(_) => Err(WardError::AsItStands(format!(
                "This form was changed and kept its version, {version}: records of both could not be told apart. Tell IT."
            ))),
            None => {
                self.store.transact(vec![Act::FormKept { id, version, body }], &actor.by(), now)?;
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
