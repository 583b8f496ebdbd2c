INSERT INTO staff (id, name, role, title, number, pass)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
