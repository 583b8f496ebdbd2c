SELECT generation, source, as_at, taken_at, digest, patients, counts
FROM snapshot
WHERE seq IN (SELECT max(seq) FROM snapshot GROUP BY source)
ORDER BY source
