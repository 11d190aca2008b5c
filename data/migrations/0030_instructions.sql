-- Reason: instructions of meetings live on until they are marked as done: in the next agenda and in reminders.
ALTER TABLE agenda_items ADD COLUMN done_at INTEGER; -- Unix seconds, when the instruction was marked as done; NULL: not yet
ALTER TABLE agenda_items ADD COLUMN done_by INTEGER;
CREATE INDEX agenda_items_instructed ON agenda_items (activity_id) WHERE mark = 'instructed';
-- Other words for why an activity is on the agenda: nothing else changes.
ALTER TABLE agenda_items ADD COLUMN reason TEXT NOT NULL DEFAULT 'soon'
    CHECK (reason IN ('overdue', 'at_risk', 'awaited', 'soon', 'instructed'));
UPDATE agenda_items SET reason = section;
ALTER TABLE agenda_items DROP COLUMN section;
ALTER TABLE agenda_items RENAME COLUMN reason TO section;
-- What a person is reminded of, with instructions among it.
ALTER TABLE reminder_lines ADD COLUMN about_what TEXT NOT NULL DEFAULT 'before_summary'
    CHECK (about_what IN ('before_summary', 'before_date', 'after_date', 'instruction'));
UPDATE reminder_lines SET about_what = kind;
ALTER TABLE reminder_lines DROP COLUMN kind;
ALTER TABLE reminder_lines RENAME COLUMN about_what TO kind;
