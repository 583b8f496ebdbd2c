INSERT INTO this_pc (one, origin, signing_key)
VALUES (1, ?1, ?2)
ON CONFLICT (one) DO UPDATE SET origin = excluded.origin, signing_key = excluded.signing_key
