// Who a patient is: the labels the CUI rules give, with no colon.
export const identity = {
  born: "Born",
  nhs: "NHS No.",
  gender: "Gender",
  estimated: "estimated",
  died: "Died",
  ageAtDeath: "Age at Death",
  unknownPatient: "Unknown patient",
  sameName: "Another patient has the same name",
  checkDigit: "check digit wrong",
};
