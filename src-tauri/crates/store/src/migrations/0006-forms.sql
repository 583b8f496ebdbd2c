-- Forms in every version that anything was begun on.

CREATE TABLE form (
    id      TEXT NOT NULL, -- `news2`.
    version TEXT NOT NULL, -- `1.0.0`.
    body    TEXT NOT NULL, -- The Questionnaire, as it came.
    PRIMARY KEY (id, version)
) STRICT;
