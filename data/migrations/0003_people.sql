-- Reason: who may read, which language and roadmap they chose, and who asks to be let in.

CREATE TABLE people (
    user_id INTEGER PRIMARY KEY,
    role TEXT CHECK (role IN ('reader', 'official', 'coordinator', 'admin')), -- NULL: known, not admitted
    locale TEXT, -- NULL: as Telegram says
    roadmap_id INTEGER REFERENCES roadmaps (id) ON DELETE SET NULL
) STRICT;

CREATE TABLE access_requests (
    user_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, -- as Telegram shows it; removed with the decision
    requested_at INTEGER NOT NULL -- Unix seconds
) STRICT;

CREATE TABLE bound_chats (
    roadmap_id INTEGER PRIMARY KEY REFERENCES roadmaps (id) ON DELETE CASCADE,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,
    bound_at INTEGER NOT NULL -- Unix seconds
) STRICT;

CREATE TABLE unanswered_questions (
    question TEXT PRIMARY KEY, -- without the person who asked: a hint for new aliases
    times INTEGER NOT NULL DEFAULT 1,
    last_asked_at INTEGER NOT NULL -- Unix seconds
) STRICT;

CREATE TABLE questions (
    id INTEGER PRIMARY KEY, -- what a button of an answer carries; without the person who asked
    text TEXT NOT NULL UNIQUE,
    asked_at INTEGER NOT NULL -- Unix seconds; old ones are forgotten
) STRICT;
