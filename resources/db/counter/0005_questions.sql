-- What the operator asks about this shop (protocol/conduct_question.h). A row stays once it is answered, so that an order
-- that comes a second time asks nothing again. Of a buyer only the record's id, where two records are alike.
CREATE TABLE question (
    number    INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),  -- the operator's
    text      TEXT    NOT NULL CHECK (length(text) <= 64),
    record_id BLOB    CHECK (record_id IS NULL OR length(record_id) = 16),
    asked_at  INTEGER NOT NULL,  -- milliseconds since 1970
    answer    TEXT    NOT NULL DEFAULT ''  -- '': not answered
) STRICT;
