INSERT INTO emergency_access (entry, seq, staff, name, reason, opened_at, opened_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
