SELECT seq, body, prev_hash, hash, signature, id, kind, patient FROM entry ORDER BY seq
