-- Whose a body is: for the sweep, which finds files of which no row tells. Every month's table gets it.
CREATE INDEX record_by_body ON record (body_hash);
