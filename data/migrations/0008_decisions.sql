-- Reason: working days an administrator sent, control dates decided by people, activities opened again, joint meetings.

CREATE TABLE working_years (
    year INTEGER PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100),
    days_off TEXT NOT NULL, -- JSON array of weekdays off, YYYY-MM-DD
    working_weekends TEXT NOT NULL -- JSON array of Saturdays and Sundays that are worked
) STRICT;

-- 1: a day that people decided, not the rule
ALTER TABLE control_dates ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1));

-- A form of two lines, a day and words: what the person's next message is.
CREATE TABLE decision_drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused: what was decided remembers it, so that it is decided once
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('set', 'move', 'refuse', 'reopen', 'instruct')),
    subject_id INTEGER NOT NULL, -- of an activity, a request, an item of an agenda
    day TEXT, -- YYYY-MM-DD
    words TEXT NOT NULL DEFAULT '',
    step TEXT NOT NULL CHECK (step IN ('day', 'words', 'preview', 'left')),
    updated_at INTEGER NOT NULL, -- Unix seconds
    UNIQUE (user_id, kind, subject_id)
) STRICT;
CREATE UNIQUE INDEX decision_drafts_in_hand ON decision_drafts (user_id) WHERE step <> 'left';

CREATE TABLE move_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    agency_id INTEGER REFERENCES agencies (id) ON DELETE SET NULL, -- for whom it is asked
    wording TEXT NOT NULL, -- the deadline as signed when it was asked
    nominal TEXT, -- the day of the wording that is to be moved; NULL: it gives none
    current_day TEXT, -- the control date then
    day TEXT NOT NULL, -- the control date asked for
    reason TEXT NOT NULL CHECK (reason <> ''),
    asked_by INTEGER NOT NULL,
    asked_at INTEGER NOT NULL, -- Unix seconds
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'granted', 'refused')),
    ended_at INTEGER,
    CHECK ((ended_at IS NULL) = (state = 'open'))
) STRICT;
CREATE UNIQUE INDEX move_requests_open ON move_requests (activity_id) WHERE state = 'open';

CREATE TABLE move_votes (
    request_id INTEGER NOT NULL REFERENCES move_requests (id) ON DELETE CASCADE,
    party_id INTEGER NOT NULL REFERENCES parties (id) ON DELETE CASCADE,
    agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '' CHECK (agreed = 1 OR reason <> ''),
    voted_by INTEGER NOT NULL,
    voted_at INTEGER NOT NULL, -- Unix seconds
    PRIMARY KEY (request_id, party_id)
) STRICT, WITHOUT ROWID;

-- The latest row of an activity and a day of its wording holds, as long as the wording stays as it was signed.
CREATE TABLE deadline_moves (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    wording TEXT NOT NULL,
    nominal TEXT, -- the day of the wording that is moved; NULL: it gives none
    day TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    party_id INTEGER REFERENCES parties (id) ON DELETE SET NULL, -- whose coordinator; NULL: all sides agreed
    request_id INTEGER UNIQUE REFERENCES move_requests (id) ON DELETE CASCADE,
    decided_by INTEGER NOT NULL,
    decided_at INTEGER NOT NULL -- Unix seconds
) STRICT;
CREATE INDEX deadline_moves_of_activity ON deadline_moves (activity_id, id);

-- «Done» said up to that note counts no more.
CREATE TABLE reopenings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    party_id INTEGER REFERENCES parties (id) ON DELETE SET NULL,
    last_note INTEGER NOT NULL, -- the newest number of the roadmap's notes then
    reason TEXT NOT NULL CHECK (reason <> ''),
    reopened_by INTEGER NOT NULL,
    reopened_at INTEGER NOT NULL -- Unix seconds
) STRICT;
CREATE INDEX reopenings_of_activity ON reopenings (activity_id, id);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    opened_by INTEGER NOT NULL,
    ended_at INTEGER -- Unix seconds; NULL: under way
) STRICT;
CREATE UNIQUE INDEX meetings_under_way ON meetings (roadmap_id) WHERE ended_at IS NULL;

CREATE TABLE agenda_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    section TEXT NOT NULL CHECK (section IN ('overdue', 'at_risk', 'awaited', 'soon')),
    mark TEXT CHECK (mark IN ('heard', 'dropped', 'instructed')),
    instruction TEXT NOT NULL DEFAULT '',
    day TEXT, -- by when the instruction is to be done
    CHECK ((mark IS 'instructed') = (instruction <> '')),
    UNIQUE (meeting_id, activity_id)
) STRICT;

-- As before, and whether the word was said before the activity was opened again: void.
DROP VIEW activity_words;
CREATE VIEW activity_words AS
SELECT
    notes.activity_id,
    agencies.party_id,
    max(notes.number) AS number, -- the other columns are of that note
    notes.id AS note_id,
    notes.agency_id,
    latest.status,
    latest.received_at,
    notes.number <= coalesce(
        (SELECT max(last_note) FROM reopenings WHERE reopenings.activity_id = notes.activity_id), 0
    ) AS void
FROM notes
JOIN agencies ON agencies.id = notes.agency_id
JOIN note_versions AS latest
    ON latest.note_id = notes.id
    AND latest.version = (SELECT max(version) FROM note_versions WHERE note_id = notes.id)
WHERE notes.state = 'published' AND latest.status IS NOT NULL
GROUP BY notes.activity_id, agencies.party_id;
