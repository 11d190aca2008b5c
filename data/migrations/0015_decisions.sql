-- Reason: a request may expire, an administrator's vote says so, a decision keeps what it was begun on.

-- How it ended without a vote against it: its time was over, or the date was set otherwise. Its state is 'refused' then.
ALTER TABLE move_requests ADD COLUMN ending TEXT CHECK (ending IN ('expired', 'superseded'));

-- 1: an administrator voted in the place of a coordinator, whom the side did not have
ALTER TABLE move_votes ADD COLUMN stands_in INTEGER NOT NULL DEFAULT 0 CHECK (stands_in IN (0, 1));

-- What held when the person last saw the form, as JSON: a decision is taken on that or asked about once more.
ALTER TABLE decision_drafts ADD COLUMN base TEXT NOT NULL DEFAULT '';

-- Drafts that were decided, so that a second press is told from one on a draft that was thrown away.
CREATE TABLE decided_drafts (
    id INTEGER PRIMARY KEY, -- of a row of decision_drafts, whose ids are never reused
    decided_at INTEGER NOT NULL -- Unix seconds
) STRICT;

-- The note of another side whose «done» this draft confirms; NULL: none, or the author was told that it was taken back.
ALTER TABLE drafts ADD COLUMN confirms INTEGER;
