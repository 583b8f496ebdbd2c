SELECT entry, seq, staff, name, reason, opened_at, opened_by, reviewed_at, reviewed_by, note
FROM emergency_access
ORDER BY seq DESC
