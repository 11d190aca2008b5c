-- Reason: a decision about a deadline ends when a new edition gives the activity other days, and does not come back.

ALTER TABLE deadline_moves ADD COLUMN ended_at INTEGER; -- Unix seconds; NULL: in force, or replaced by a later one
-- Until now a move held while the letters of the deadline stayed; those that did not hold are over.
UPDATE deadline_moves SET ended_at = CAST(strftime('%s', 'now') AS INTEGER)
WHERE NOT EXISTS (
    SELECT 1 FROM deadlines
    WHERE deadlines.activity_id = deadline_moves.activity_id AND deadlines.wording = deadline_moves.wording
);
