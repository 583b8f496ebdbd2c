INSERT INTO outbox (record, target, body) VALUES (?1, ?2, ?3)
ON CONFLICT (record, target) DO UPDATE SET body = excluded.body
