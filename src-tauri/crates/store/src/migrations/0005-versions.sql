-- Amended and voided records: nothing signed is ever gone.

ALTER TABLE record ADD COLUMN voided INTEGER NOT NULL DEFAULT 0;

CREATE TABLE replaced (
    record  TEXT    NOT NULL REFERENCES record (id), -- Which record.
    version INTEGER NOT NULL, -- From 1.
    body    TEXT    NOT NULL, -- JSON: that version.
    PRIMARY KEY (record, version)
) STRICT;

CREATE TABLE voiding (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id), -- Which record.
    at     TEXT NOT NULL, -- When.
    by     TEXT, -- Staff id.
    second TEXT NOT NULL, -- Staff id of the second person.
    reason TEXT NOT NULL -- Why, and where the fact now lives.
) STRICT;
