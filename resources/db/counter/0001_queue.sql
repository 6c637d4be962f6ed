-- The counter's index over its spool. No name and no whole number is ever stored here.
CREATE TABLE registration (
    record_id      BLOB    NOT NULL PRIMARY KEY CHECK (length(record_id) = 16),
    device_id      BLOB    NOT NULL CHECK (length(device_id) = 16),
    sequence       INTEGER NOT NULL UNIQUE CHECK (sequence > 0),
    envelope_hash  BLOB    NOT NULL CHECK (length(envelope_hash) = 32),  -- header and payload hash: link of the chain
    payload_hash   BLOB    NOT NULL CHECK (length(payload_hash) = 32),   -- what a receipt names
    file_hash      BLOB    NOT NULL CHECK (length(file_hash) = 32),      -- the spool file as a whole
    number_tail    TEXT    NOT NULL CHECK (length(number_tail) <= 4),
    kind           TEXT    NOT NULL CHECK (kind IN ('real', 'practice')),
    client_state   TEXT    NOT NULL CHECK (client_state IN ('waiting', 'sending', 'sent', 'set_aside', 'withdrawn')),
    server_state   TEXT    NOT NULL CHECK (server_state IN ('none', 'received', 'accepted', 'refused', 'come_back', 'activated')),
    server_reason  TEXT    NOT NULL DEFAULT '',
    may_have_left  INTEGER NOT NULL DEFAULT 0 CHECK (may_have_left IN (0, 1)),
    left_before    INTEGER NOT NULL DEFAULT 0 CHECK (left_before IN (0, 1)),  -- may_have_left before this attempt
    attempts       INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt   INTEGER,           -- milliseconds since 1970, wall clock; NULL unless waiting
    last_error     INTEGER,           -- number of an ErrorCode
    payload_bytes  INTEGER NOT NULL CHECK (payload_bytes >= 0),   -- 0: erased
    created_at     INTEGER NOT NULL,  -- milliseconds since 1970
    received_at    INTEGER,           -- milliseconds since 1970, from the receipt
    receipt           BLOB,
    receipt_revision  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX registration_waiting ON registration (sequence) WHERE client_state = 'waiting';
-- Everything the summary asks for, so that it never reads the rows with their receipts.
CREATE INDEX registration_summary ON registration (client_state, payload_bytes, created_at, next_attempt);

-- One row: what must outlive the registrations themselves.
CREATE TABLE counter (
    only             INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    last_reserved    INTEGER NOT NULL DEFAULT 0,
    last_contact     INTEGER,         -- milliseconds since 1970
    failures_in_row  INTEGER NOT NULL DEFAULT 0,
    not_before       INTEGER          -- Retry-After and back-off of the whole line, milliseconds since 1970
) STRICT;
INSERT INTO counter (only) VALUES (1);
