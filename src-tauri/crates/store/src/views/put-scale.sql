INSERT INTO scale2 (patient, scale, reason, decided_by, at, signed_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (patient) DO UPDATE SET
    scale      = excluded.scale,
    reason     = excluded.reason,
    decided_by = excluded.decided_by,
    at         = excluded.at,
    signed_by  = excluded.signed_by
