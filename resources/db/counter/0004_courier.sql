-- Files that were written onto a stick: what their answers are closed to. A line stays; it opens nothing but an answer.
CREATE TABLE courier_part (
    number       INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    answer_key   BLOB    NOT NULL CHECK (length(answer_key) = 32)
) STRICT;
-- The file in which the record lies on a stick, whole; NULL: in none whose answer could still come.
ALTER TABLE registration ADD COLUMN carried INTEGER;
-- The newest word of the operator's that came on a stick, milliseconds since 1970: the time is at least this.
ALTER TABLE counter ADD COLUMN carried_at INTEGER;
