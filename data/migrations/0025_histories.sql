-- Reason: the history of an activity holds what editions changed in it, and when an item of an agenda was decided.
CREATE TABLE activity_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES all_activities (id) ON DELETE RESTRICT,
    revised_at INTEGER NOT NULL, -- Unix seconds
    -- What differs, as JSON: number, title, deadline, agencies (a list of names), gone (true or false); NULL: the edition brought it in
    before TEXT,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX activity_revisions_of_activity ON activity_revisions (activity_id, id);
ALTER TABLE agenda_items ADD COLUMN decided_at INTEGER; -- Unix seconds; NULL: nothing is decided, or it was before this was kept
UPDATE agenda_items SET decided_at = (SELECT ended_at FROM meetings WHERE meetings.id = meeting_id) WHERE mark IS NOT NULL;
