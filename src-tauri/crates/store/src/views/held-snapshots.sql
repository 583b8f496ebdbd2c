SELECT snapshot_key.generation, snapshot_key.source, snapshot.taken_at
FROM snapshot_key
JOIN snapshot ON snapshot.generation = snapshot_key.generation
WHERE snapshot_key.published = 1
ORDER BY snapshot.seq
