INSERT INTO last_pack (one, made_at, pages, pdf)
VALUES (1, ?1, ?2, ?3)
ON CONFLICT (one) DO UPDATE SET made_at = excluded.made_at, pages = excluded.pages, pdf = excluded.pdf
