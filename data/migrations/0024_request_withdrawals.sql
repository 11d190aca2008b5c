-- Reason: the person who asked to move a deadline may withdraw the request; when an activity was closed is kept.
ALTER TABLE move_requests ADD COLUMN outcome TEXT CHECK (outcome IN ('expired', 'superseded', 'withdrawn'));
UPDATE move_requests SET outcome = ending;
ALTER TABLE move_requests DROP COLUMN ending;
-- How it ended without a vote against it: its time was over, the date was set otherwise, or its author took it back. Its state is 'refused' then.
ALTER TABLE move_requests RENAME COLUMN outcome TO ending;

-- Each time every side had declared an activity done.
CREATE TABLE closings (
    activity_id INTEGER NOT NULL REFERENCES all_activities (id) ON DELETE RESTRICT,
    note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE RESTRICT, -- whose «done» was the last one
    party_id INTEGER NOT NULL REFERENCES all_parties (id) ON DELETE RESTRICT, -- that note's side
    closed_at INTEGER NOT NULL, -- Unix seconds
    UNIQUE (activity_id, note_id, closed_at)
) STRICT;
-- Of what was closed before now only the last closing is known, and only while it holds.
INSERT INTO closings (activity_id, note_id, party_id, closed_at)
SELECT activity_id, note_id, party_id, max(received_at) FROM activity_words AS word
WHERE status = 'done' AND void = 0 AND NOT EXISTS (
    SELECT 1 FROM responsibilities AS answers JOIN agencies ON agencies.id = answers.agency_id
    WHERE answers.activity_id = word.activity_id AND NOT EXISTS (
        SELECT 1 FROM activity_words AS said WHERE said.activity_id = word.activity_id
        AND said.party_id = agencies.party_id AND said.status = 'done' AND said.void = 0
    )
)
GROUP BY activity_id;
