-- Who can be found by what: one row a patient, in order of name. Only the words are kept, and whom they lead to.
CREATE VIRTUAL TABLE sought USING fts5 (
    patient UNINDEXED, -- Our id of the patient.
    ward, -- The ward, as one word that nobody types.
    family, -- Family name and how it is typed in a hurry.
    given, -- Given and preferred names.
    numbers, -- NHS, hospital and temporary numbers: whole and by their groups.
    bed, -- Bed.
    born, -- Date of birth in the ways it is typed.
    content = '',
    contentless_unindexed = 1,
    prefix = '1 2 3 4',
    tokenize = "unicode61 remove_diacritics 2"
);
