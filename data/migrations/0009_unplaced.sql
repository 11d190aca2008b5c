-- Reason: what was said outside the form can still go into a note; a note keeps its author's office, which an administrator may set.

-- Message by message; the messages of an album go together.
CREATE TABLE unplaced (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL, -- the person's message
    message_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL, -- Unix seconds
    kind TEXT CHECK (kind IN ('photo', 'document')), -- NULL: words only
    file_id TEXT NOT NULL DEFAULT '',
    file_unique_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    mime TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0), -- bytes
    media_group_id TEXT,
    question_id INTEGER REFERENCES questions (id) ON DELETE SET NULL, -- what the words were taken for
    offered INTEGER NOT NULL DEFAULT 0 CHECK (offered IN (0, 1)), -- 1: the person was asked where it belongs
    draft_id INTEGER, -- the draft it went into, gone or not
    kept_at INTEGER NOT NULL, -- Unix seconds
    UNIQUE (chat_id, message_id)
) STRICT;
CREATE INDEX unplaced_of_person ON unplaced (user_id, media_group_id);
CREATE INDEX unplaced_of_question ON unplaced (question_id) WHERE question_id IS NOT NULL;
CREATE INDEX unplaced_by_age ON unplaced (kept_at);

-- NULL: published before offices were kept, so that the present one is shown
ALTER TABLE note_versions ADD COLUMN office TEXT;

-- An administrator's next message is the office that the person holds in the agency.
CREATE TABLE office_questions (
    admin_id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX office_questions_of_agency ON office_questions (agency_id);
