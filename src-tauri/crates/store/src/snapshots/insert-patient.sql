INSERT INTO patient (id, position, ward, card, detail) VALUES (?1, ?2, ?3, ?4, ?5)
