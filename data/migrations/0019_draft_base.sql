-- Reason: a correction knows which version of the note it was begun on, so that it never brings back what was superseded.

ALTER TABLE drafts ADD COLUMN base_version INTEGER; -- NULL: a new note
UPDATE drafts SET base_version = (
    SELECT max(version) FROM note_versions WHERE note_id = drafts.note_id AND received_at <= drafts.created_at
) WHERE note_id IS NOT NULL;
