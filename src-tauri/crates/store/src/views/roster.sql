SELECT id, name, role, title, number, pass, revoked_at, revoked_why, seen_at
FROM staff
ORDER BY name
