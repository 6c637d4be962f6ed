-- The operator's key bundle that the counter had at its last contact; NULL: it said nothing of any.
ALTER TABLE device ADD COLUMN keys_version INTEGER;
-- The highest number that the counter had given out, as it last said itself before it was replaced.
ALTER TABLE device ADD COLUMN last_reserved INTEGER NOT NULL DEFAULT 0;

-- A counter that was stolen, broke or lost its key gives way to another.
ALTER TABLE device ADD COLUMN replaced_at INTEGER;
ALTER TABLE device ADD COLUMN replaces BLOB;          -- the counter whose place this one took
ALTER TABLE enrolment_code ADD COLUMN replaces BLOB;  -- whoever enrols with it takes that counter's place

-- Records of a replaced counter that came after that: known if it had told of their number before, else unknown.
ALTER TABLE record ADD COLUMN late TEXT NOT NULL DEFAULT 'no' CHECK (late IN ('no', 'known', 'unknown'));
