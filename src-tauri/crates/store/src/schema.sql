-- The whole schema as it stands. A test migrates an empty file and compares.

-- This PC: its chain and the key that signs it.
CREATE TABLE this_pc (
    one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- Always 1.
    origin      TEXT    NOT NULL, -- UUID of this PC’s chain.
    signing_key BLOB    NOT NULL -- ed25519 seed, 32 bytes: evidence of tampering, not of a person.
) STRICT;

-- The ledger: append-only, one hash chain.
CREATE TABLE entry (
    seq         INTEGER NOT NULL PRIMARY KEY, -- Position in the chain, from 1.
    id          TEXT    NOT NULL UNIQUE, -- UUIDv7.
    body        TEXT    NOT NULL, -- The exact JSON that was hashed: origin, seq, id, recorded_at, by, act and its version.
    prev_hash   BLOB    NOT NULL, -- Hash of the entry before; 32 zero bytes for the first.
    hash        BLOB    NOT NULL, -- BLAKE3 of prev_hash and body.
    signature   BLOB    NOT NULL, -- ed25519 over hash.
    kind        TEXT    NOT NULL, -- Name of the act, for look-ups.
    recorded_at TEXT    NOT NULL, -- When, ISO 8601 with offset.
    patient     TEXT -- Whom it is about, if anybody.
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, seq);
CREATE INDEX entry_by_patient ON entry (patient, seq);

-- View: whose store this is.
CREATE TABLE ward (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- Always 1.
    name     TEXT    NOT NULL, -- The ward.
    exercise INTEGER NOT NULL -- 1 when everything in it is invented.
) STRICT;

-- View: the roster.
CREATE TABLE staff (
    id          TEXT NOT NULL PRIMARY KEY, -- UUID.
    name        TEXT NOT NULL, -- `Ama Boateng`.
    role        TEXT NOT NULL, -- Role in kebab case.
    title       TEXT, -- How the job is shown.
    number      TEXT, -- Professional number.
    pass        TEXT, -- JSON: until when and by which witness, for agency staff.
    revoked_at  TEXT, -- Since when they may not sign in.
    revoked_why TEXT, -- Why not.
    seen_at     TEXT -- When they last signed in.
) STRICT;

-- View: every snapshot taken.
CREATE TABLE snapshot (
    generation TEXT    NOT NULL PRIMARY KEY, -- Names its file.
    seq        INTEGER NOT NULL, -- Its entry.
    source     TEXT    NOT NULL, -- System id.
    as_at      TEXT    NOT NULL, -- When it was true.
    taken_at   TEXT    NOT NULL, -- When it came in.
    digest     TEXT    NOT NULL, -- BLAKE3 of the bytes.
    patients   INTEGER NOT NULL, -- How many people.
    counts     TEXT    NOT NULL -- JSON: read, kept, set aside.
) STRICT;
CREATE INDEX snapshot_by_source ON snapshot (source, seq);

-- View: incidents.
CREATE TABLE incident (
    id          TEXT NOT NULL PRIMARY KEY, -- UUID.
    number      TEXT NOT NULL, -- `2026-014`.
    reason      TEXT NOT NULL, -- Why, and who says so.
    declared_at TEXT NOT NULL, -- When.
    declared_by TEXT, -- Staff id.
    next_update TEXT -- When the next word is due.
) STRICT;

-- View: where each affected system stands.
CREATE TABLE system_status (
    system   TEXT    NOT NULL PRIMARY KEY, -- System id.
    incident TEXT    NOT NULL REFERENCES incident (id), -- In which incident.
    position INTEGER NOT NULL, -- Order of declaring.
    status   TEXT    NOT NULL, -- Status in kebab case.
    since    TEXT    NOT NULL, -- True from.
    first_at TEXT    NOT NULL -- When it was first lost in this incident.
) STRICT;

-- View: signed records.
CREATE TABLE record (
    id      TEXT    NOT NULL PRIMARY KEY, -- UUID, minted when the form was opened.
    seq     INTEGER NOT NULL, -- Its entry.
    patient TEXT    NOT NULL, -- Whom it is about.
    form    TEXT    NOT NULL, -- Form id.
    system  TEXT    NOT NULL, -- The system it stands in for.
    care_at TEXT    NOT NULL, -- When care was given, UTC, for order.
    body    TEXT    NOT NULL, -- JSON of the signed record, in its newest version.
    voided  INTEGER NOT NULL DEFAULT 0 -- 1 when it counts for nothing any more.
) STRICT;
CREATE INDEX record_by_patient ON record (patient, care_at);

-- View: versions of records that were amended since.
CREATE TABLE replaced (
    record  TEXT    NOT NULL REFERENCES record (id), -- Which record.
    version INTEGER NOT NULL, -- From 1.
    body    TEXT    NOT NULL, -- JSON: that version.
    PRIMARY KEY (record, version)
) STRICT;

-- View: why records were voided.
CREATE TABLE voiding (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id), -- Which record.
    at     TEXT NOT NULL, -- When.
    by     TEXT, -- Staff id.
    second TEXT NOT NULL, -- Staff id of the second person.
    reason TEXT NOT NULL -- Why, and where the fact now lives.
) STRICT;

-- View: forms in every version that anything was begun on.
CREATE TABLE form (
    id      TEXT NOT NULL, -- `news2`.
    version TEXT NOT NULL, -- `1.0.0`.
    body    TEXT NOT NULL, -- The Questionnaire, as it came.
    PRIMARY KEY (id, version)
) STRICT;

-- View: one row per record and target.
CREATE TABLE filing (
    record   TEXT    NOT NULL REFERENCES record (id), -- Which.
    target   TEXT    NOT NULL, -- System id.
    state    TEXT    NOT NULL, -- Filing state in kebab case.
    at       TEXT    NOT NULL, -- When it came to this state.
    evidence TEXT    NOT NULL, -- JSON: what shows it.
    position INTEGER NOT NULL, -- Order of signing.
    PRIMARY KEY (record, target)
) STRICT;
CREATE INDEX filing_by_state ON filing (target, state, position);

-- View: which server answers at each address that records go to. Another one there is refused.
CREATE TABLE server (
    system   TEXT NOT NULL, -- System id.
    address  TEXT NOT NULL, -- Its base address.
    identity TEXT NOT NULL, -- JSON: what it says of itself.
    PRIMARY KEY (system, address)
) STRICT;

-- View: the signed SpO2 scale decision of each patient.
CREATE TABLE scale2 (
    patient    TEXT    NOT NULL PRIMARY KEY, -- For whom.
    scale      INTEGER NOT NULL, -- 1 or 2.
    reason     TEXT    NOT NULL, -- Why.
    decided_by TEXT    NOT NULL, -- The competent decision maker.
    at         TEXT    NOT NULL, -- When.
    signed_by  TEXT    NOT NULL -- Staff id of who signed.
) STRICT;

-- View: every numbered sheet of paper.
CREATE TABLE sheet (
    number     INTEGER NOT NULL PRIMARY KEY, -- Its number.
    patient    TEXT, -- Whose; none for lists and covers.
    what       TEXT    NOT NULL, -- What it is.
    pages      INTEGER NOT NULL, -- How many pages.
    printed_at TEXT    NOT NULL, -- When.
    went_to    TEXT    NOT NULL -- `saved` or the printer.
) STRICT;
CREATE INDEX sheet_by_patient ON sheet (patient, printed_at);

-- View: emergency access, and its review.
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

-- View: records signed by a witness that somebody else has countersigned.
CREATE TABLE countersign (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id), -- Which.
    at     TEXT NOT NULL, -- When.
    by     TEXT -- Staff id.
) STRICT;

-- Bypasses the ledger by name: unsigned work.
CREATE TABLE draft (
    id       TEXT NOT NULL PRIMARY KEY, -- The record’s UUID.
    patient  TEXT NOT NULL, -- Whom it is about.
    form     TEXT NOT NULL, -- Form id and version.
    body     TEXT NOT NULL, -- JSON: answers, care time.
    typed_by TEXT NOT NULL, -- Staff id.
    saved_at TEXT NOT NULL, -- When it was made safe.
    thrown   INTEGER NOT NULL -- 1 when discarded: kept until the undo has passed.
) STRICT;
CREATE INDEX draft_by_patient ON draft (patient, saved_at);

-- Bypasses the ledger by name: PIN verifiers and the counter, committed before a PIN is checked.
CREATE TABLE pin (
    staff    TEXT    NOT NULL PRIMARY KEY, -- Whose.
    verifier TEXT    NOT NULL, -- Argon2id string.
    tries    INTEGER NOT NULL, -- Wrong tries in a row.
    wait_to  TEXT, -- No try before this.
    temporary INTEGER NOT NULL DEFAULT 0, -- 1 when they must choose their own at the next sign-in.
    set_at    TEXT, -- When it was set.
    tried_at  TEXT -- When it was last tried.
) STRICT;

-- Bypasses the ledger by name: the bytes of an intent, kept until accepted. Their digest is in the entry.
CREATE TABLE outbox (
    record TEXT NOT NULL, -- Which.
    target TEXT NOT NULL, -- System id.
    body   TEXT NOT NULL, -- JSON of the resources.
    PRIMARY KEY (record, target)
) STRICT;

-- Bypasses the ledger by name: the key of each snapshot file. Erasing a snapshot is destroying its row.
CREATE TABLE snapshot_key (
    generation TEXT    NOT NULL PRIMARY KEY, -- Names the file.
    source     TEXT    NOT NULL, -- System id.
    key        BLOB    NOT NULL, -- 32 random bytes.
    published  INTEGER NOT NULL -- 1 once its entry is written.
) STRICT;

-- Bypasses the ledger by name: each place a copy of this PC went to, and what became of it.
CREATE TABLE standby (
    place        TEXT NOT NULL PRIMARY KEY, -- The folder, or the file of a backup.
    tried_at     TEXT NOT NULL, -- When it was last tried.
    failed_since TEXT, -- Since when it has failed; none while the last try was good.
    why          TEXT, -- Why it failed, in words.
    proved_at    TEXT, -- When the copy there was last proved to open.
    contents     TEXT -- JSON: what is in that copy.
) STRICT;

-- Bypasses the ledger by name: the last pack that was made, for standby copies.
CREATE TABLE last_pack (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- Always 1.
    made_at TEXT    NOT NULL, -- When.
    pages   INTEGER NOT NULL, -- How many.
    pdf     BLOB    NOT NULL -- The pages.
) STRICT;
