INSERT INTO system_status (system, incident, position, status, since, first_at)
VALUES (?1, ?2, (SELECT count(*) FROM system_status), ?3, ?4, ?4)
ON CONFLICT (system) DO UPDATE SET
    status   = excluded.status,
    since    = excluded.since,
    first_at = CASE WHEN incident = excluded.incident THEN first_at ELSE excluded.since END,
    incident = excluded.incident
