-- One matter: the ledger, its views, and what bypasses it by name.

CREATE TABLE this_pc (
    one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    origin      TEXT    NOT NULL,
    signing_key BLOB    NOT NULL
) STRICT;

CREATE TABLE entry (
    seq         INTEGER NOT NULL PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    body        TEXT    NOT NULL,
    prev_hash   BLOB    NOT NULL,
    hash        BLOB    NOT NULL,
    signature   BLOB    NOT NULL,
    kind        TEXT    NOT NULL,
    recorded_at TEXT    NOT NULL,
    patient     TEXT
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, seq);
CREATE INDEX entry_by_patient ON entry (patient, seq);

CREATE TABLE ward (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name     TEXT    NOT NULL,
    exercise INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    id     TEXT NOT NULL PRIMARY KEY,
    name   TEXT NOT NULL,
    role   TEXT NOT NULL,
    title  TEXT,
    number TEXT
) STRICT;

CREATE TABLE snapshot (
    generation TEXT    NOT NULL PRIMARY KEY,
    seq        INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    as_at      TEXT    NOT NULL,
    taken_at   TEXT    NOT NULL,
    digest     TEXT    NOT NULL,
    patients   INTEGER NOT NULL,
    counts     TEXT    NOT NULL
) STRICT;
CREATE INDEX snapshot_by_source ON snapshot (source, seq);

CREATE TABLE incident (
    id          TEXT NOT NULL PRIMARY KEY,
    number      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    declared_at TEXT NOT NULL,
    declared_by TEXT,
    next_update TEXT
) STRICT;

CREATE TABLE system_status (
    system   TEXT    NOT NULL PRIMARY KEY,
    incident TEXT    NOT NULL REFERENCES incident (id),
    position INTEGER NOT NULL,
    status   TEXT    NOT NULL,
    since    TEXT    NOT NULL,
    first_at TEXT    NOT NULL
) STRICT;

CREATE TABLE record (
    id      TEXT    NOT NULL PRIMARY KEY,
    seq     INTEGER NOT NULL,
    patient TEXT    NOT NULL,
    form    TEXT    NOT NULL,
    system  TEXT    NOT NULL,
    care_at TEXT    NOT NULL,
    body    TEXT    NOT NULL
) STRICT;
CREATE INDEX record_by_patient ON record (patient, care_at);

CREATE TABLE filing (
    record   TEXT    NOT NULL REFERENCES record (id),
    target   TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    at       TEXT    NOT NULL,
    evidence TEXT    NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (record, target)
) STRICT;
CREATE INDEX filing_by_state ON filing (target, state, position);

CREATE TABLE scale2 (
    patient    TEXT    NOT NULL PRIMARY KEY,
    scale      INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    decided_by TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    signed_by  TEXT    NOT NULL
) STRICT;

CREATE TABLE sheet (
    number     INTEGER NOT NULL PRIMARY KEY,
    patient    TEXT,
    what       TEXT    NOT NULL,
    pages      INTEGER NOT NULL,
    printed_at TEXT    NOT NULL,
    went_to    TEXT    NOT NULL
) STRICT;
CREATE INDEX sheet_by_patient ON sheet (patient, printed_at);

CREATE TABLE draft (
    id       TEXT NOT NULL PRIMARY KEY,
    patient  TEXT NOT NULL,
    form     TEXT NOT NULL,
    body     TEXT NOT NULL,
    typed_by TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    thrown   INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_by_patient ON draft (patient, saved_at);

CREATE TABLE pin (
    staff    TEXT    NOT NULL PRIMARY KEY,
    verifier TEXT    NOT NULL,
    tries    INTEGER NOT NULL,
    wait_to  TEXT
) STRICT;

CREATE TABLE outbox (
    record TEXT NOT NULL,
    target TEXT NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (record, target)
) STRICT;

CREATE TABLE snapshot_key (
    generation TEXT    NOT NULL PRIMARY KEY,
    source     TEXT    NOT NULL,
    key        BLOB    NOT NULL,
    published  INTEGER NOT NULL
) STRICT;
