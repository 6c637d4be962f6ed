-- What the operator told this counter and what the counter itself saw of the time.
ALTER TABLE counter ADD COLUMN told_at INTEGER;          -- the operator's clock, milliseconds since 1970
ALTER TABLE counter ADD COLUMN told_boot TEXT;           -- the computer's start in which it was told
ALTER TABLE counter ADD COLUMN told_since INTEGER;       -- milliseconds after that start
ALTER TABLE counter ADD COLUMN seen_wall INTEGER;        -- the wall clock when last looked at
ALTER TABLE counter ADD COLUMN seen_boot TEXT;
ALTER TABLE counter ADD COLUMN seen_since INTEGER;
ALTER TABLE counter ADD COLUMN latest_wall INTEGER;      -- the latest since the operator told the time
ALTER TABLE counter ADD COLUMN last_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counter ADD COLUMN audit_held INTEGER NOT NULL DEFAULT 0;      -- journal lines that the operator holds
ALTER TABLE counter ADD COLUMN sequence_limit INTEGER NOT NULL DEFAULT 0;  -- 0: none
ALTER TABLE counter ADD COLUMN sequence_block INTEGER NOT NULL DEFAULT 0;  -- how many numbers there were when it came

-- Clerks whom the operator switched off: they may not sign in, whatever their PIN.
CREATE TABLE clerk_off (
    clerk_id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
