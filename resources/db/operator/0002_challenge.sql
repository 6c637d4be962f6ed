-- With what a counter draws its challenges; NULL for one enrolled before there was such a key.
ALTER TABLE device ADD COLUMN challenge_key BLOB CHECK (challenge_key IS NULL OR length(challenge_key) = 32);

-- Whether the challenge in the signed evidence is the one that belongs to the record.
ALTER TABLE record ADD COLUMN challenge TEXT NOT NULL DEFAULT 'not_bound'
    CHECK (challenge IN ('not_bound', 'matches', 'differs'));
