-- Reason: deadlines that were read by earlier rules are read anew at the next start.

-- The version of the rules (`data.documents.deadlines.READING_RULES`) that the stored deadlines were read by; 0: not kept.
ALTER TABLE roadmaps ADD COLUMN reading_rules INTEGER NOT NULL DEFAULT 0;
