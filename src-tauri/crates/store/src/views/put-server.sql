INSERT INTO server (system, address, identity)
VALUES (?1, ?2, ?3)
ON CONFLICT (system, address) DO UPDATE SET
    identity = excluded.identity
