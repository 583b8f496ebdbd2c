//! The pure arithmetic, one file each. Nothing here knows of forms, screens or FHIR.

pub mod news2;
