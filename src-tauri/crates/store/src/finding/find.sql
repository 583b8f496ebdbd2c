SELECT patient FROM sought WHERE sought MATCH ?1 ORDER BY rowid LIMIT ?2
