-- Reason: the state of an activity asks whether a word speaks for its side, and which day of a deadline binds all sides.

-- 1: said by the body that the side names first, or by the side's coordinator. Until now each body spoke for its side, and
-- what was said then stays so.
ALTER TABLE note_versions ADD COLUMN speaks INTEGER NOT NULL DEFAULT 1 CHECK (speaks IN (0, 1));

-- The working day of the wording; NULL: it gives no day, or the next start works it out.
ALTER TABLE control_dates ADD COLUMN signed TEXT;
-- The day by which the activity is overdue, where one side alone has set another; NULL: the control date itself.
ALTER TABLE control_dates ADD COLUMN binding TEXT;
UPDATE control_dates SET signed = day WHERE by_hand = 0;
-- Decided days are worked out at the next start, with the readings of deadlines.
UPDATE roadmaps SET reading_rules = 0 WHERE EXISTS (
    SELECT 1 FROM control_dates JOIN all_activities ON all_activities.id = control_dates.activity_id
    WHERE all_activities.roadmap_id = roadmaps.id AND control_dates.by_hand = 1
);

-- What each side says is worked out in `data.notes.states` alone.
DROP VIEW activity_words;
