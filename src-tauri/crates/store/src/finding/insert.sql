INSERT INTO sought (patient, ward, family, given, numbers, bed, born) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
