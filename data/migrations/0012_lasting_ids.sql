-- Reason: no id is given twice, and what a new edition leaves out is marked as gone, with all that hangs on it.

-- Each table is built anew with AUTOINCREMENT. Tables that hold gone rows are called all_…; a view of the old name shows
-- the others, so that what lists, counts or finds leaves out what is gone unless it asks for it.
DROP VIEW activity_words;
DROP VIEW offers;
DROP TRIGGER audit_of_dropped_agencies;
DROP TRIGGER audit_of_dropped_parties;

CREATE TABLE new_roadmaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL, -- SHA-256 of the document's content and names: the same file twice changes nothing
    revision INTEGER NOT NULL DEFAULT 1, -- grows with every change; what is kept in memory asks for it
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL CHECK (last_year >= first_year)
) STRICT;
INSERT INTO new_roadmaps (id, title, digest, revision, first_year, last_year)
SELECT id, title, digest, revision, first_year, last_year FROM roadmaps;
DROP TABLE roadmaps;
ALTER TABLE new_roadmaps RENAME TO roadmaps;

ALTER TABLE parties RENAME TO all_parties;
CREATE TABLE new_parties (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    signatory_position TEXT NOT NULL DEFAULT '',
    signatory_name TEXT NOT NULL DEFAULT '',
    gone_at INTEGER -- Unix seconds, when an edition without it was stored; NULL: in force
) STRICT;
INSERT INTO new_parties (id, roadmap_id, position, name, region, signatory_position, signatory_name)
SELECT id, roadmap_id, position, name, region, signatory_position, signatory_name FROM all_parties;
DROP TABLE all_parties;
ALTER TABLE new_parties RENAME TO all_parties;
CREATE UNIQUE INDEX parties_by_name ON all_parties (roadmap_id, name) WHERE gone_at IS NULL;
CREATE INDEX parties_of_roadmap ON all_parties (roadmap_id, position);

ALTER TABLE spheres RENAME TO all_spheres;
CREATE TABLE new_spheres (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    gone_at INTEGER -- Unix seconds, when an edition without it was stored; NULL: in force
) STRICT;
INSERT INTO new_spheres (id, roadmap_id, position, number, title)
SELECT id, roadmap_id, position, number, title FROM all_spheres;
DROP TABLE all_spheres;
ALTER TABLE new_spheres RENAME TO all_spheres;
CREATE UNIQUE INDEX spheres_by_number ON all_spheres (roadmap_id, number) WHERE gone_at IS NULL;
CREATE INDEX spheres_of_roadmap ON all_spheres (roadmap_id, position);

ALTER TABLE activities RENAME TO all_activities;
CREATE TABLE new_activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE RESTRICT,
    sphere_id INTEGER NOT NULL REFERENCES all_spheres (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    number TEXT NOT NULL, -- of one that is gone: its last
    title TEXT NOT NULL,
    gone_at INTEGER -- Unix seconds, when an edition without it was stored; NULL: in force
) STRICT;
INSERT INTO new_activities (id, roadmap_id, sphere_id, position, number, title)
SELECT id, roadmap_id, sphere_id, position, number, title FROM all_activities;
DROP TABLE all_activities;
ALTER TABLE new_activities RENAME TO all_activities;
CREATE UNIQUE INDEX activities_by_number ON all_activities (roadmap_id, number) WHERE gone_at IS NULL;
CREATE INDEX activities_of_roadmap ON all_activities (roadmap_id, position);
CREATE INDEX activities_of_sphere ON all_activities (sphere_id, position);

ALTER TABLE agencies RENAME TO all_agencies;
CREATE TABLE new_agencies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    party_id INTEGER NOT NULL REFERENCES all_parties (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    gone_at INTEGER -- Unix seconds, when an edition without it was stored; NULL: in force
) STRICT;
INSERT INTO new_agencies (id, party_id, position, name) SELECT id, party_id, position, name FROM all_agencies;
DROP TABLE all_agencies;
ALTER TABLE new_agencies RENAME TO all_agencies;
CREATE UNIQUE INDEX agencies_by_name ON all_agencies (party_id, name) WHERE gone_at IS NULL;
CREATE INDEX agencies_of_party ON all_agencies (party_id, position);

CREATE TABLE new_aliases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agency_id INTEGER REFERENCES all_agencies (id) ON DELETE RESTRICT,
    sphere_id INTEGER REFERENCES all_spheres (id) ON DELETE RESTRICT,
    party_id INTEGER REFERENCES all_parties (id) ON DELETE RESTRICT,
    text TEXT NOT NULL,
    matching TEXT NOT NULL CHECK (matching IN ('free', 'whole', 'upper')),
    origin TEXT NOT NULL CHECK (origin IN ('seed', 'derived', 'admin')),
    CHECK ((agency_id IS NOT NULL) + (sphere_id IS NOT NULL) + (party_id IS NOT NULL) = 1),
    UNIQUE (agency_id, text),
    UNIQUE (sphere_id, text),
    UNIQUE (party_id, text)
) STRICT;
INSERT INTO new_aliases (id, agency_id, sphere_id, party_id, text, matching, origin)
SELECT id, agency_id, sphere_id, party_id, text, matching, origin FROM aliases;
DROP TABLE aliases;
ALTER TABLE new_aliases RENAME TO aliases;

CREATE TABLE new_questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- what a button of an answer carries; without the person who asked
    text TEXT NOT NULL UNIQUE,
    asked_at INTEGER NOT NULL -- Unix seconds; old ones are forgotten
) STRICT;
INSERT INTO new_questions (id, text, asked_at) SELECT id, text, asked_at FROM questions;
DROP TABLE questions;
ALTER TABLE new_questions RENAME TO questions;

ALTER TABLE responsibilities RENAME TO all_responsibilities;

CREATE VIEW parties AS SELECT * FROM all_parties WHERE gone_at IS NULL;
CREATE VIEW spheres AS SELECT * FROM all_spheres WHERE gone_at IS NULL;
CREATE VIEW activities AS SELECT * FROM all_activities WHERE gone_at IS NULL;
CREATE VIEW agencies AS SELECT * FROM all_agencies WHERE gone_at IS NULL;
-- Those of a gone activity stay as they were with its last edition.
CREATE VIEW responsibilities AS
SELECT written.* FROM all_responsibilities AS written JOIN all_activities ON all_activities.id = written.activity_id
WHERE all_activities.gone_at IS NULL;

CREATE TRIGGER roadmaps_stay BEFORE DELETE ON roadmaps
BEGIN SELECT RAISE(ABORT, 'a roadmap is never deleted'); END;
CREATE TRIGGER parties_stay BEFORE DELETE ON all_parties
BEGIN SELECT RAISE(ABORT, 'a party is marked as gone, never deleted'); END;
CREATE TRIGGER spheres_stay BEFORE DELETE ON all_spheres
BEGIN SELECT RAISE(ABORT, 'a sphere is marked as gone, never deleted'); END;
CREATE TRIGGER activities_stay BEFORE DELETE ON all_activities
BEGIN SELECT RAISE(ABORT, 'an activity is marked as gone, never deleted'); END;
CREATE TRIGGER agencies_stay BEFORE DELETE ON all_agencies
BEGIN SELECT RAISE(ABORT, 'an agency is marked as gone, never deleted'); END;

-- As before, with the words of agencies that are gone: they are their side's.
CREATE VIEW activity_words AS
SELECT
    notes.activity_id,
    all_agencies.party_id,
    max(notes.number) AS number, -- the other columns are of that note
    notes.id AS note_id,
    notes.agency_id,
    latest.status,
    latest.received_at,
    notes.number <= coalesce(
        (SELECT max(last_note) FROM reopenings WHERE reopenings.activity_id = notes.activity_id), 0
    ) AS void
FROM notes
JOIN all_agencies ON all_agencies.id = notes.agency_id
JOIN note_versions AS latest
    ON latest.note_id = notes.id
    AND latest.version = (SELECT max(version) FROM note_versions WHERE note_id = notes.id)
WHERE notes.state = 'published' AND latest.status IS NOT NULL
GROUP BY notes.activity_id, all_agencies.party_id;

-- As before, without what is gone: an invitation to that alone gives nothing.
CREATE VIEW offers AS
SELECT
    invitations.*,
    '{' || coalesce((
        SELECT group_concat(
            '"' || given.agency_id || '":"' || replace(replace(given.position, '\', '\\'), '"', '\"') || '"'
        )
        FROM invitation_agencies AS given JOIN agencies ON agencies.id = given.agency_id
        WHERE given.invitation_id = invitations.id
    ), '') || '}' AS agencies,
    '[' || coalesce((
        SELECT group_concat(given.party_id)
        FROM invitation_parties AS given JOIN parties ON parties.id = given.party_id
        WHERE given.invitation_id = invitations.id
    ), '') || ']' AS parties
FROM invitations;

-- Ids of rows deleted before now may stand in the journal, in drafts of decisions, and on buttons in chats, which cannot
-- be read: 1000 is more than an edition has ever brought. A new database begins at 1.
INSERT INTO sqlite_sequence (name, seq)
SELECT value, 0 FROM json_each(
    '["roadmaps","all_parties","all_spheres","all_activities","all_agencies","aliases","questions"]'
)
WHERE EXISTS (SELECT 1 FROM roadmaps) AND value NOT IN (SELECT name FROM sqlite_sequence);
WITH seen (name, id) AS (
    SELECT name, seq FROM sqlite_sequence
    UNION ALL SELECT 'all_activities', subject_id FROM audit WHERE subject = 'activity'
    UNION ALL SELECT 'all_activities', subject_id FROM decision_drafts WHERE kind IN ('set', 'move', 'reopen')
    UNION ALL SELECT 'all_agencies', subject_id FROM audit WHERE subject = 'agency'
    UNION ALL SELECT 'all_agencies', CAST(held.key AS INTEGER)
    FROM audit, json_each(json_array(before, after)) AS state, json_each(state.value, '$.agencies') AS held
    WHERE audit.subject IN ('person', 'invitation') AND state.value IS NOT NULL
    UNION ALL SELECT 'all_parties', CAST(held.value AS INTEGER)
    FROM audit, json_each(json_array(before, after)) AS state, json_each(state.value, '$.parties') AS held
    WHERE audit.subject IN ('person', 'invitation') AND state.value IS NOT NULL
    UNION ALL SELECT 'roadmaps', subject_id FROM audit WHERE subject IN ('chat', 'summary')
)
UPDATE sqlite_sequence SET seq = 1000 + (SELECT max(seen.id) FROM seen WHERE seen.name = sqlite_sequence.name)
WHERE EXISTS (SELECT 1 FROM roadmaps)
    AND name IN ('roadmaps', 'all_parties', 'all_spheres', 'all_activities', 'all_agencies', 'aliases', 'questions');
