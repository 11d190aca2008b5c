-- Reason: an edition is sent to the bot, looked at and confirmed by buttons, also after a restart.
CREATE TABLE edition_proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    content BLOB NOT NULL, -- the file as it was sent; empty once it is confirmed
    answers TEXT NOT NULL, -- JSON: what the person answered to the questions it raised
    proposed_at INTEGER NOT NULL, -- Unix seconds
    confirmed_at INTEGER -- Unix seconds; NULL: it waits
) STRICT;
CREATE UNIQUE INDEX edition_proposals_waiting ON edition_proposals (user_id) WHERE confirmed_at IS NULL;
