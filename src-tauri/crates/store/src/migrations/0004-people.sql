-- People: passes, who may no longer sign in, temporary PINs, emergency access, countersigning.

ALTER TABLE staff ADD COLUMN pass TEXT;
ALTER TABLE staff ADD COLUMN revoked_at TEXT;
ALTER TABLE staff ADD COLUMN revoked_why TEXT;
ALTER TABLE staff ADD COLUMN seen_at TEXT;

ALTER TABLE pin ADD COLUMN temporary INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pin ADD COLUMN set_at TEXT;
ALTER TABLE pin ADD COLUMN tried_at TEXT;

CREATE TABLE emergency_access (
    entry       TEXT    NOT NULL PRIMARY KEY, -- The entry that opened it.
    seq         INTEGER NOT NULL, -- Its place in the chain.
    staff       TEXT    NOT NULL, -- Staff id, or the id a visitor's acts carry.
    name        TEXT, -- The name a visitor gave; none for somebody on the roster.
    reason      TEXT    NOT NULL, -- Why.
    opened_at   TEXT    NOT NULL, -- When.
    opened_by   TEXT, -- Staff id of the colleague who let a visitor in; none when it was a code.
    reviewed_at TEXT, -- When it was reviewed.
    reviewed_by TEXT, -- Staff id.
    note        TEXT -- What the reviewer says.
) STRICT;

CREATE TABLE countersign (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id), -- Which.
    at     TEXT NOT NULL, -- When.
    by     TEXT -- Staff id.
) STRICT;
