-- What one person did from an emergency access until they next signed out.
SELECT
    coalesce(sum(kind = 'patientViewed'), 0),
    coalesce(sum(kind = 'recordSigned'), 0)
FROM entry
WHERE seq > ?1
    AND json_extract(body, '$.by.staff') = ?2
    AND seq < coalesce((
        SELECT min(later.seq) FROM entry AS later
        WHERE later.kind = 'signedOut' AND later.seq > ?1
            AND json_extract(later.body, '$.act.signedOut.staff') = ?2
    ), 9223372036854775807)
