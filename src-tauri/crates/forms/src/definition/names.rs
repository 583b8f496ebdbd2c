//! The addresses of every extension a form may use.

pub(super) const OURS: &str = "https://holdfast.invalid/fhir/StructureDefinition/";
const HL7: &str = "http://hl7.org/fhir/StructureDefinition/";
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";

/// The extension's short name with its origin: `hl7:minValue`, `sdc:variable`, `bc-calc`.
pub(super) fn short(url: &str) -> Option<(Origin, &str)> {
    if let Some(name) = url.strip_prefix(OURS) {
        return Some((Origin::Ours, name));
    }
    if let Some(name) = url.strip_prefix(SDC) {
        return Some((Origin::Sdc, name));
    }
    url.strip_prefix(HL7).map(|name| (Origin::Hl7, name))
}

/// Who defines an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Hl7,
    Sdc,
    Ours,
}
