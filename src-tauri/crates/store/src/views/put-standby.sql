INSERT INTO standby (place, tried_at, failed_since, why, proved_at, contents)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (place) DO UPDATE SET
    tried_at = excluded.tried_at,
    -- The first failure of a row of failures is the one that is told.
    failed_since = CASE WHEN excluded.failed_since IS NULL THEN NULL ELSE coalesce(failed_since, excluded.failed_since) END,
    why = excluded.why,
    -- A copy that failed leaves the one before it as it was.
    proved_at = coalesce(excluded.proved_at, proved_at),
    contents = coalesce(excluded.contents, contents)
