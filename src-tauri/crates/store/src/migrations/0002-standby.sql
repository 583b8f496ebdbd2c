CREATE TABLE standby (
    place        TEXT NOT NULL PRIMARY KEY,
    tried_at     TEXT NOT NULL,
    failed_since TEXT,
    why          TEXT,
    proved_at    TEXT,
    contents     TEXT
) STRICT;

CREATE TABLE last_pack (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    made_at TEXT    NOT NULL,
    pages   INTEGER NOT NULL,
    pdf     BLOB    NOT NULL
) STRICT;
