-- One matter: which server answers at each address that records go to.

CREATE TABLE server (
    system   TEXT NOT NULL,
    address  TEXT NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (system, address)
) STRICT;
