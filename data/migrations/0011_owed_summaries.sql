-- Reason: a changed schedule, a pause or downtime leaves a fact, so that no week is owed wrongly, lost, or excused by what was not.

-- What held since when for the summaries of a roadmap: a row for each change, also of the settings.
CREATE TABLE summary_schedules (
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    since INTEGER NOT NULL, -- Unix seconds
    rule TEXT NOT NULL CHECK (rule GLOB '[a-z][a-z][a-z] [0-2][0-9]:[0-5][0-9]'), -- 'mon 10:00'
    zone TEXT NOT NULL, -- IANA name
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    PRIMARY KEY (roadmap_id, since)
) STRICT, WITHOUT ROWID;

-- Which rule held is not known where none was chosen; where it was another one than this, the bot adds a row at its start.
INSERT INTO summary_schedules (roadmap_id, since, rule, zone, is_on)
SELECT roadmap_id, max(bound_at, coalesce(since, 0)), coalesce(rule, 'mon 10:00'), 'Europe/Moscow', coalesce(is_on, 1)
FROM bound_chats LEFT JOIN summary_rules USING (roadmap_id);

ALTER TABLE summary_rules DROP COLUMN since;

-- What stood in the way when the moment of a week came: it is published late, or skipped for that reason.
CREATE TABLE summary_obstacles (
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    week TEXT NOT NULL CHECK (week GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'), -- ISO 8601
    reason TEXT NOT NULL CHECK (
        reason IN ('not_running', 'off', 'removed', 'no_rights', 'topic_closed', 'not_found', 'restored')
    ),
    seen_at INTEGER NOT NULL, -- Unix seconds
    PRIMARY KEY (roadmap_id, week)
) STRICT, WITHOUT ROWID;

ALTER TABLE summaries ADD COLUMN reason TEXT CHECK ( -- why it was skipped; NULL: published, or not known
    reason IN ('not_running', 'off', 'removed', 'no_rights', 'topic_closed', 'not_found', 'restored')
);
