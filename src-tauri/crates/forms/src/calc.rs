//! The pure arithmetic, one file each. Nothing here knows of forms, screens or FHIR.

pub mod age;
pub mod dates;
pub mod mod37_2;
pub mod news2;
pub mod patient_number;
pub mod read_back;
