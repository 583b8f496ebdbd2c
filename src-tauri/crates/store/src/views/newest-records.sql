-- Of each patient the newest two of each form: what lists need, however long the outage is.
SELECT body FROM record WHERE rowid IN (
    SELECT id FROM (
        SELECT rowid AS id, row_number() OVER (PARTITION BY patient, form ORDER BY care_at DESC, seq DESC) AS place FROM record WHERE voided = 0
    ) WHERE place <= 2
) ORDER BY seq
