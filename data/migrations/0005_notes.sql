-- Reason: notes on progress with all their versions, the form they are written in, and posts that must reach a chat once.

CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number > 0), -- 1, 2, 3 … within the roadmap, without a gap
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE RESTRICT,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE RESTRICT,
    author_id INTEGER NOT NULL, -- a Telegram id; the post is signed by the agency
    created_at INTEGER NOT NULL, -- Unix seconds
    state TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'withdrawn')),
    withdrawn_at INTEGER,
    withdrawn_by INTEGER,
    withdrawal_reason TEXT CHECK (withdrawal_reason <> ''),
    UNIQUE (roadmap_id, number),
    CHECK (
        (withdrawn_at IS NOT NULL) + (withdrawn_by IS NOT NULL) + (withdrawal_reason IS NOT NULL)
        = CASE state WHEN 'withdrawn' THEN 3 ELSE 0 END
    )
) STRICT;
CREATE INDEX notes_of_activity ON notes (activity_id, number);
CREATE INDEX notes_of_agency ON notes (agency_id, number);
CREATE INDEX notes_of_author ON notes (author_id, id);

CREATE TABLE note_versions (
    note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE RESTRICT,
    version INTEGER NOT NULL CHECK (version > 0),
    text TEXT NOT NULL CHECK (length(text) <= 3500),
    status TEXT CHECK (status IN ('not_due', 'in_progress', 'at_risk', 'done', 'needs_extension')),
    document_number TEXT NOT NULL,
    document_date TEXT, -- YYYY-MM-DD
    author_id INTEGER NOT NULL,
    written_at INTEGER NOT NULL, -- Unix seconds, when Telegram got the person's words
    received_at INTEGER NOT NULL, -- Unix seconds, when they were published here
    draft_id INTEGER UNIQUE, -- one draft makes one version, however often and from wherever it is published
    update_id INTEGER UNIQUE, -- the same for an update that comes twice
    PRIMARY KEY (note_id, version),
    CHECK (version > 1 OR draft_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE note_files (
    note_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 10),
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'document')),
    file_id TEXT NOT NULL,
    file_unique_id TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0), -- bytes
    chat_id INTEGER, -- the person's message it came in
    message_id INTEGER,
    PRIMARY KEY (note_id, version, position),
    FOREIGN KEY (note_id, version) REFERENCES note_versions (note_id, version) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
CREATE INDEX note_files_by_message ON note_files (chat_id, message_id) WHERE message_id IS NOT NULL;

-- The person's own messages the latest version was made of: editing one of them makes a new version.
CREATE TABLE note_texts (
    note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    chat_id INTEGER,
    message_id INTEGER,
    PRIMARY KEY (note_id, position),
    UNIQUE (chat_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER notes_stay BEFORE DELETE ON notes
BEGIN SELECT RAISE(ABORT, 'a note is never deleted'); END;
CREATE TRIGGER notes_keep_their_place BEFORE UPDATE
    OF id, roadmap_id, number, activity_id, agency_id, author_id, created_at ON notes
BEGIN SELECT RAISE(ABORT, 'a note keeps its number, activity, agency and author'); END;
CREATE TRIGGER withdrawn_notes_stay_so BEFORE UPDATE ON notes WHEN OLD.state = 'withdrawn'
BEGIN SELECT RAISE(ABORT, 'a withdrawn note is never changed'); END;
CREATE TRIGGER note_versions_keep BEFORE UPDATE ON note_versions
BEGIN SELECT RAISE(ABORT, 'a version of a note is never changed'); END;
CREATE TRIGGER note_versions_stay BEFORE DELETE ON note_versions
BEGIN SELECT RAISE(ABORT, 'a version of a note is never deleted'); END;
CREATE TRIGGER note_files_keep BEFORE UPDATE ON note_files
BEGIN SELECT RAISE(ABORT, 'a version of a note is never changed'); END;
CREATE TRIGGER note_files_stay BEFORE DELETE ON note_files
BEGIN SELECT RAISE(ABORT, 'a version of a note is never deleted'); END;

-- The latest word of each side on an activity: by the number of the note, which is the order of publishing.
CREATE VIEW activity_words AS
SELECT
    notes.activity_id,
    agencies.party_id,
    max(notes.number) AS number, -- the other columns are of that note
    notes.id AS note_id,
    notes.agency_id,
    latest.status,
    latest.received_at
FROM notes
JOIN agencies ON agencies.id = notes.agency_id
JOIN note_versions AS latest
    ON latest.note_id = notes.id
    AND latest.version = (SELECT max(version) FROM note_versions WHERE note_id = notes.id)
WHERE notes.state = 'published' AND latest.status IS NOT NULL
GROUP BY notes.activity_id, agencies.party_id;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: note_versions.draft_id stays unique for ever
    user_id INTEGER NOT NULL UNIQUE, -- one at a time
    activity_id INTEGER REFERENCES activities (id) ON DELETE SET NULL, -- NULL: to be chosen (again)
    agency_id INTEGER REFERENCES agencies (id) ON DELETE SET NULL,
    note_id INTEGER REFERENCES notes (id), -- the note it corrects
    status TEXT CHECK (status IN ('not_due', 'in_progress', 'at_risk', 'done', 'needs_extension')),
    document_number TEXT NOT NULL DEFAULT '',
    document_date TEXT, -- YYYY-MM-DD
    step TEXT NOT NULL,
    chat_id INTEGER, -- the message the form lives in
    message_id INTEGER,
    created_at INTEGER NOT NULL, -- Unix seconds
    updated_at INTEGER NOT NULL -- Unix seconds
) STRICT;

CREATE TABLE draft_texts (
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL, -- Unix seconds
    chat_id INTEGER, -- the person's message it came in; NULL: taken from an earlier note
    message_id INTEGER,
    PRIMARY KEY (draft_id, position),
    UNIQUE (draft_id, chat_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_files (
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 10),
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'document')),
    file_id TEXT NOT NULL,
    file_unique_id TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0), -- bytes
    media_group_id TEXT,
    chat_id INTEGER,
    message_id INTEGER,
    PRIMARY KEY (draft_id, position),
    UNIQUE (draft_id, chat_id, message_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE bound_chats ADD COLUMN state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused'));
ALTER TABLE bound_chats ADD COLUMN reason TEXT CHECK (
    (reason IS NULL) = (state = 'active') AND reason IN ('removed', 'no_rights', 'topic_closed', 'not_found')
);
ALTER TABLE bound_chats ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE bound_chats ADD COLUMN bound_by INTEGER;
CREATE INDEX bound_chats_by_chat ON bound_chats (chat_id);

-- What goes to a chat, in the order of ids; the parts of a group in the order of their numbers.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_key TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part > 0),
    roadmap_id INTEGER REFERENCES roadmaps (id) ON DELETE SET NULL,
    note_id INTEGER REFERENCES notes (id) ON DELETE RESTRICT,
    version INTEGER,
    activity_id INTEGER REFERENCES activities (id) ON DELETE SET NULL, -- what a reply to the post is about
    chat_id INTEGER NOT NULL,
    thread_id INTEGER, -- NULL: no topics, or the General one
    method TEXT NOT NULL CHECK (method IN (
        'sendMessage', 'sendPhoto', 'sendDocument', 'sendMediaGroup',
        'editMessageText', 'editMessageCaption', 'editMessageMedia', 'deleteMessages'
    )),
    payload TEXT NOT NULL, -- JSON without chat, topic and target: those may change
    target_id INTEGER REFERENCES outbox (id), -- the row whose message is edited, deleted or replied to
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'failed', 'cancelled')),
    attempts INTEGER NOT NULL DEFAULT 0, -- in a row that ended the same way
    not_before REAL NOT NULL DEFAULT 0, -- Unix seconds
    message_ids TEXT NOT NULL DEFAULT '[]', -- JSON array
    error TEXT, -- a word of data.outbox.Trouble
    detail TEXT NOT NULL DEFAULT '', -- what Telegram said
    told TEXT, -- the state its author was last told of
    created_at INTEGER NOT NULL, -- Unix seconds
    finished_at INTEGER, -- Unix seconds
    UNIQUE (group_key, part),
    CHECK (state <> 'cancelled' OR message_ids = '[]')
) STRICT;
CREATE INDEX outbox_waiting ON outbox (chat_id, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_untold ON outbox (id) WHERE state IN ('sent', 'uncertain', 'failed') AND told IS NOT state;
CREATE INDEX outbox_of_note ON outbox (note_id, id) WHERE note_id IS NOT NULL;
CREATE INDEX outbox_by_target ON outbox (target_id) WHERE target_id IS NOT NULL;

-- Rows that may go out as far as order goes; the first of each chat is its turn. An uncertain or failed part holds up
-- its own group and what refers to it, not the other groups of the chat.
CREATE VIEW outbox_ready AS
SELECT waiting.id, waiting.chat_id, waiting.not_before
FROM outbox AS waiting
WHERE waiting.state = 'pending'
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.group_key = waiting.group_key AND earlier.part < waiting.part
            AND earlier.state NOT IN ('sent', 'cancelled')
    )
    AND (waiting.target_id IS NULL OR (SELECT state FROM outbox WHERE id = waiting.target_id) = 'sent')
    AND NOT EXISTS (SELECT 1 FROM outbox AS now WHERE now.chat_id = waiting.chat_id AND now.state = 'sending')
    AND NOT EXISTS (SELECT 1 FROM bound_chats WHERE chat_id = waiting.chat_id AND state = 'paused');

-- A reply to one of these messages is about its activity.
CREATE TABLE posts (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    thread_id INTEGER,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    note_id INTEGER REFERENCES notes (id) ON DELETE RESTRICT,
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX posts_of_note ON posts (note_id) WHERE note_id IS NOT NULL;
