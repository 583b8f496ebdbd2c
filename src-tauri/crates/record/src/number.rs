//! A patient number as a source has it. The rules are those of clinical-content §3.3, in `forms`.

use forms::calc::patient_number::{Issuer, PatientNumber as Checked};

use crate::{NumberValidity, PatientNumber};

impl PatientNumber {
    /// Takes a number as it came. One that is not right is kept as it came, and said to be wrong.
    #[must_use]
    pub fn as_it_came(text: &str) -> Self {
        match Checked::read(text) {
            Ok(number) => {
                let validity = match number.issuer() {
                    Issuer::Synthetic => NumberValidity::Test,
                    Issuer::EnglandAndWales | Issuer::Scotland | Issuer::NorthernIreland => NumberValidity::Valid,
                };
                Self { value: number.digits().to_owned(), validity }
            }
            Err(_) => Self { value: text.to_owned(), validity: NumberValidity::Wrong },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_number_is_kept_as_it_came() {
        let check = |text: &str, value: &str, validity| {
            assert_eq!(PatientNumber::as_it_came(text), PatientNumber { value: value.into(), validity });
        };
        check("943 476 5919", "9434765919", NumberValidity::Test);
        check("401-023-2137", "4010232137", NumberValidity::Valid);
        check("943 476 5918", "943 476 5918", NumberValidity::Wrong);
        check("not known", "not known", NumberValidity::Wrong);
    }
}
