//! Finds what a reference means among the resources of one input. Following one is a look-up, so no circle can hang it.

use std::collections::HashMap;

use fhir::Reference;

use super::outline::Outline;
use super::pieces::Piece;

/// Where each resource stands, by its address and by its type and id.
#[derive(Default)]
pub(super) struct Index {
    /// None where two have the same address.
    by_url: HashMap<String, Option<usize>>,
    by_id: HashMap<String, Vec<usize>>,
    bases: HashMap<usize, String>,
}

impl Index {
    /// Adds one resource.
    pub(super) fn add(&mut self, number: usize, piece: &Piece, outline: &Outline) {
        if let Some(url) = &piece.full_url {
            self.by_url.entry(url.clone()).and_modify(|found| *found = None).or_insert(Some(number));
        }
        if let (Some(kind), Some(id)) = (outline.resource_type.get(), outline.id.get()) {
            let key = format!("{kind}/{id}");
            let url = piece.full_url.as_deref().filter(|url| url.starts_with("http"));
            if let Some(base) = url.and_then(|url| url.strip_suffix(&key)) {
                self.bases.insert(number, base.to_owned());
            }
            self.by_id.entry(key).or_default().push(number);
        }
    }

    /// The one resource of this type that is meant. None when it is not here, or when it cannot be told which.
    pub(super) fn find(&self, reference: &Reference, kind: &str) -> Option<usize> {
        let text = reference.reference.get()?;
        if let Some(number) = self.by_url.get(text) {
            return *number;
        }
        let text = text.split("/_history/").next().unwrap_or(text);
        let mut parts = text.rsplit('/');
        let (id, named) = (parts.next()?, parts.next()?);
        if named != kind {
            return None;
        }
        let base = text.strip_suffix(&format!("{kind}/{id}"))?;
        match self.by_id.get(&format!("{kind}/{id}"))?.as_slice() {
            // An address at another server is another resource, even with the same id.
            [one] => match self.bases.get(one) {
                Some(own) if !base.is_empty() && own != base => None,
                _ => Some(*one),
            },
            _ => None,
        }
    }
}
