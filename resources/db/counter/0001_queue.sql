-- The counter's index over its spool. No name and no whole number is ever stored here.
CREATE TABLE registration (
    record_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(record_id) = 16),
    sequence       INTEGER NOT NULL UNIQUE CHECK (sequence > 0),
    envelope_hash  BLOB    NOT NULL CHECK (length(envelope_hash) = 32),
    number_tail    TEXT    NOT NULL CHECK (length(number_tail) <= 4),
    kind           TEXT    NOT NULL CHECK (kind IN ('real', 'practice')),
    client_state   TEXT    NOT NULL CHECK (client_state IN ('waiting', 'sending', 'sent', 'set_aside', 'withdrawn')),
    server_state   TEXT    NOT NULL CHECK (server_state IN ('none', 'received', 'accepted', 'refused', 'come_back', 'activated')),
    server_reason  TEXT    NOT NULL DEFAULT '',
    may_have_left  INTEGER NOT NULL DEFAULT 0 CHECK (may_have_left IN (0, 1)),
    attempts       INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt   INTEGER,           -- milliseconds since 1970, wall clock; NULL unless waiting
    last_error     INTEGER,           -- number of an ErrorCode
    payload_bytes  INTEGER NOT NULL CHECK (payload_bytes >= 0),   -- 0: erased
    created_at     INTEGER NOT NULL,  -- milliseconds since 1970
    received_at    INTEGER,           -- milliseconds since 1970, from the receipt
    receipt        BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX registration_waiting ON registration (sequence) WHERE client_state IN ('waiting', 'sending');

-- One row: what must outlive the registrations themselves.
CREATE TABLE counter (
    only             INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    last_reserved    INTEGER NOT NULL DEFAULT 0,
    last_contact     INTEGER,         -- milliseconds since 1970
    failures_in_row  INTEGER NOT NULL DEFAULT 0,
    not_before       INTEGER          -- Retry-After and back-off of the whole line, milliseconds since 1970
) STRICT;
INSERT INTO counter (only) VALUES (1);
