INSERT INTO entry (seq, id, body, prev_hash, hash, signature, kind, recorded_at, patient)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
