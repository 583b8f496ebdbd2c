INSERT INTO pin (staff, verifier, tries, wait_to)
VALUES (?1, ?2, 0, NULL)
ON CONFLICT (staff) DO UPDATE SET verifier = excluded.verifier, tries = 0, wait_to = NULL
