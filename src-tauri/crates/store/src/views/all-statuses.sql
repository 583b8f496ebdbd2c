SELECT system, incident, status, since, first_at FROM system_status ORDER BY position
