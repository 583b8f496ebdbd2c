INSERT INTO snapshot (generation, seq, source, as_at, taken_at, digest, patients, counts)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
