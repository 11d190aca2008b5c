-- Reason: an update is stored before it is confirmed to Telegram, so that a crash loses none.

CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL, -- Unix seconds
    -- answering: a reply that cannot be repeated harmlessly was begun
    state TEXT NOT NULL CHECK (state IN ('new', 'answering', 'done', 'failed', 'malformed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    payload BLOB -- the update's JSON; emptied when it is done
) STRICT;
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state IN ('new', 'answering');
