-- One snapshot: written in one transaction, never changed after.

-- Everyone the source named.
CREATE TABLE patient (
    id       TEXT    NOT NULL PRIMARY KEY, -- Our id of the patient.
    position INTEGER NOT NULL, -- The source's order.
    ward     TEXT, -- Where they are, if it says.
    card     TEXT    NOT NULL, -- JSON: what lists need.
    detail   TEXT    NOT NULL -- JSON: all that was understood.
) STRICT;

-- The beds the source named.
CREATE TABLE bed (
    position INTEGER NOT NULL PRIMARY KEY, -- The source's order.
    ward     TEXT    NOT NULL, -- Ward.
    bed      TEXT    NOT NULL, -- Bed.
    note     TEXT -- The source's words about it.
) STRICT;

-- Every resource exactly as it came: understood, of no use, or set aside.
CREATE TABLE resource (
    position INTEGER NOT NULL PRIMARY KEY, -- Order in the input.
    kind     TEXT    NOT NULL, -- Resource type.
    id       TEXT    NOT NULL, -- Its id at the source.
    patient  TEXT, -- Our id of whom it is about.
    body     TEXT    NOT NULL -- The resource.
) STRICT;

-- One row, written last: without it the file is half a snapshot and counts for nothing.
CREATE TABLE whole (
    source   TEXT    NOT NULL, -- System id.
    as_at    TEXT    NOT NULL, -- When it was true.
    holds    TEXT    NOT NULL, -- JSON: which kinds of fact the source holds.
    digest   TEXT    NOT NULL, -- BLAKE3 of what came in.
    counts   TEXT    NOT NULL, -- JSON: read, kept, set aside.
    patients INTEGER NOT NULL -- How many people.
) STRICT;
