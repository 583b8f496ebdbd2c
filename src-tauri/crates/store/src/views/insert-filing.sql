INSERT INTO filing (record, target, state, at, evidence, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
