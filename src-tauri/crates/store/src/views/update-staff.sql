UPDATE staff SET name = ?2, role = ?3, title = ?4, number = ?5, pass = ?6
WHERE id = ?1
