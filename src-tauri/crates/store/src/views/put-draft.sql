INSERT INTO draft (id, patient, form, body, typed_by, saved_at, thrown)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
ON CONFLICT (id) DO UPDATE SET
    body     = excluded.body,
    typed_by = excluded.typed_by,
    saved_at = excluded.saved_at,
    thrown   = 0
