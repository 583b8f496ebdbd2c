INSERT INTO sheet (number, patient, what, pages, printed_at, went_to)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (number) DO UPDATE SET printed_at = excluded.printed_at, went_to = excluded.went_to
