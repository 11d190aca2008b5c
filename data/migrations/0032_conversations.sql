-- Reason: what a person asked last in a chat completes their next question, also after a restart.

CREATE TABLE conversations (
    chat_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL, -- in a group each person has their own
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    questions TEXT NOT NULL CHECK (questions <> ''), -- one a line: a whole one, then those that it completes
    asked_at INTEGER NOT NULL, -- Unix seconds
    PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;
