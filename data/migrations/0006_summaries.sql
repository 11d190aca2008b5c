-- Reason: weekly summaries: when each group gets them, and which week was published or skipped.

-- What an admin chose for the group of a roadmap; without a row it is as the settings say.
CREATE TABLE summary_rules (
    roadmap_id INTEGER PRIMARY KEY REFERENCES roadmaps (id) ON DELETE CASCADE,
    rule TEXT CHECK (rule GLOB '[a-z][a-z][a-z] [0-2][0-9]:[0-5][0-9]'), -- 'mon 10:00'; NULL: as SUMMARY_AT says
    is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    pins INTEGER NOT NULL DEFAULT 0 CHECK (pins IN (0, 1)),
    since INTEGER NOT NULL -- Unix seconds, when it was last switched on: what was due before is not owed
) STRICT, WITHOUT ROWID;

-- One row a roadmap and week, written in the transaction that puts the post into the outbox.
CREATE TABLE summaries (
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    week TEXT NOT NULL CHECK (week GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'), -- ISO 8601
    state TEXT NOT NULL CHECK (state IN ('published', 'skipped')),
    since INTEGER NOT NULL, -- Unix seconds, as the others: the news of [since, until) belong to this week
    until INTEGER NOT NULL,
    written_at INTEGER NOT NULL, -- when it was published or skipped
    published_by INTEGER, -- who did not wait for the schedule; NULL: the schedule, or the console
    news TEXT NOT NULL DEFAULT '', -- the notes that stand in the post: '12.1 15.2' for id and version
    pin TEXT NOT NULL DEFAULT 'none' CHECK (pin IN ('none', 'wanted', 'pinned', 'replaced', 'refused')),
    PRIMARY KEY (roadmap_id, week),
    CHECK (since < until)
) STRICT, WITHOUT ROWID;
CREATE INDEX summaries_to_pin ON summaries (roadmap_id) WHERE pin IN ('wanted', 'pinned');

CREATE TRIGGER summaries_are_published_once BEFORE UPDATE OF state ON summaries WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'the summary of this week is published'); END;
