-- Reason: a post that waits goes when its time has passed, also where the clock was ahead when it was told to wait.

-- Unix seconds; NULL: it was not told to wait
ALTER TABLE outbox ADD COLUMN postponed_at REAL;
