SELECT seq, body, prev_hash, hash, signature, id, kind, patient, recorded_at FROM entry ORDER BY seq
