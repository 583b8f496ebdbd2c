SELECT record.body, voiding.at, voiding.by, voiding.second, voiding.reason
FROM voiding JOIN record ON record.id = voiding.record
ORDER BY record.seq
