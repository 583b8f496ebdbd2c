SELECT id, number, reason, declared_at, declared_by, next_update
FROM incident
ORDER BY rowid DESC
LIMIT 1
