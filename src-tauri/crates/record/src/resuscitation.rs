//! What a resuscitation alert says, told from its words: for lists to be put in order, never instead of the words.

use crate::snapshot::Alert;

/// What was decided, most limiting first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resuscitation {
    /// Not for attempted resuscitation.
    NotForCpr,
    /// Something else, or several that do not agree: it has to be read.
    ToBeRead,
    /// For attempted resuscitation.
    ForCpr,
}

/// What the alerts of this kind say together; none when there is no alert.
#[must_use]
pub fn resuscitation(alerts: &[Alert]) -> Option<Resuscitation> {
    let mut said = alerts.iter().map(|alert| of_words(&alert.text));
    let first = said.next()?;
    Some(if said.all(|other| other == first) { first } else { Resuscitation::ToBeRead })
}

fn of_words(text: &str) -> Resuscitation {
    let words = text.to_lowercase().replace(['.', '-'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let any = |of: &[&str]| of.iter().any(|one| words.contains(one));
    if any(&["suspended", "revoked", "withdrawn", "see form", "discuss", "unless", "previous", "historic"]) {
        return Resuscitation::ToBeRead;
    }
    if any(&["dnacpr", "dnar", "not for cpr", "not for resus", "not for attempted", "do not attempt"]) {
        Resuscitation::NotForCpr
    } else if any(&["for cpr", "for resus", "for attempted", "for full resus"]) && !any(&["not ", "no "]) {
        Resuscitation::ForCpr
    } else {
        Resuscitation::ToBeRead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::AlertKind;

    fn said(texts: &[&str]) -> Option<Resuscitation> {
        let alert =
            |text: &&str| Alert { kind: AlertKind::Resuscitation, text: (*text).to_owned(), since: None, by: None };
        resuscitation(&texts.iter().map(alert).collect::<Vec<_>>())
    }

    #[test]
    fn a_decision_is_told_from_its_words_and_what_is_not_plain_has_to_be_read() {
        use Resuscitation::{ForCpr, NotForCpr, ToBeRead};
        let check = |texts: &[&str], expected| assert_eq!(said(texts), expected, "{texts:?}");
        check(&["DNACPR"], Some(NotForCpr));
        check(&["D.N.A.C.P.R."], Some(ToBeRead));
        check(&["Not for CPR"], Some(NotForCpr));
        check(&["Do not attempt resuscitation"], Some(NotForCpr));
        check(&["For CPR"], Some(ForCpr));
        check(&["For full resuscitation"], Some(ForCpr));
        check(&["DNACPR suspended for theatre"], Some(ToBeRead));
        check(&["ReSPECT form: see form"], Some(ToBeRead));
        check(&["No decision: for CPR"], Some(ToBeRead));
        check(&["DNACPR", "For CPR"], Some(ToBeRead));
        check(&["DNACPR", "Not for attempted CPR"], Some(NotForCpr));
        check(&[], None);
    }
}
