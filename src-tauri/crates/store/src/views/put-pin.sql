INSERT INTO pin (staff, verifier, tries, wait_to, temporary, set_at, tried_at)
VALUES (?1, ?2, 0, NULL, ?3, ?4, NULL)
ON CONFLICT (staff) DO UPDATE SET
    verifier = excluded.verifier, tries = 0, wait_to = NULL,
    temporary = excluded.temporary, set_at = excluded.set_at, tried_at = NULL
