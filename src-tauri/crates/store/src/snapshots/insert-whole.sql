INSERT INTO whole (source, as_at, holds, digest, counts, patients) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
