INSERT INTO incident (id, number, reason, declared_at, declared_by, next_update)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
