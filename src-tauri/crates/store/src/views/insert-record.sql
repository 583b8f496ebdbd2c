INSERT INTO record (id, seq, patient, form, system, care_at, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
