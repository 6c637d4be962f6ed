-- What buyers were told becomes of their data (core/data_terms.h): few texts, each kept once. Nothing of a buyer.
CREATE TABLE told (
    id    INTEGER NOT NULL PRIMARY KEY,
    terms TEXT    NOT NULL UNIQUE CHECK (length(terms) <= 131072)
) STRICT;
ALTER TABLE registration ADD COLUMN told INTEGER;          -- NULL: older than this, or the row was rebuilt
ALTER TABLE registration ADD COLUMN forwarded_at INTEGER;  -- milliseconds since 1970, from the receipt
