-- Reason: who is reminded of what and when, who wants none of it, and what a coordinator has asked an agency.

CREATE TABLE reminder_choices (
    user_id INTEGER PRIMARY KEY REFERENCES people (user_id) ON DELETE CASCADE,
    zone TEXT, -- NULL: that of their side
    opens INTEGER NOT NULL DEFAULT 9 CHECK (opens BETWEEN 0 AND 23), -- hours of the person's clock
    closes INTEGER NOT NULL DEFAULT 18 CHECK (closes BETWEEN 1 AND 24),
    CHECK (opens < closes)
) STRICT;

CREATE TABLE reminders_off (
    user_id INTEGER NOT NULL REFERENCES people (user_id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('before_summary', 'before_date', 'after_date', 'silent_agencies')),
    PRIMARY KEY (user_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE absences (
    user_id INTEGER PRIMARY KEY REFERENCES people (user_id) ON DELETE CASCADE,
    until_day TEXT NOT NULL, -- YYYY-MM-DD, the last day away
    deputy_id INTEGER REFERENCES people (user_id) ON DELETE SET NULL, -- NULL: nobody is reminded instead
    CHECK (deputy_id <> user_id)
) STRICT;

-- Whoever is let go takes their choices with them.
CREATE TRIGGER reminders_end_with_the_person AFTER UPDATE OF admitted_at ON people
WHEN OLD.admitted_at IS NOT NULL AND NEW.admitted_at IS NULL
BEGIN
    DELETE FROM reminder_choices WHERE user_id = NEW.user_id;
    DELETE FROM reminders_off WHERE user_id = NEW.user_id;
    DELETE FROM absences WHERE user_id = NEW.user_id;
    UPDATE absences SET deputy_id = NULL WHERE deputy_id = NEW.user_id;
END;

-- At most one message a person a day: the row is there before the message is.
CREATE TABLE reminders (
    user_id INTEGER NOT NULL,
    day TEXT NOT NULL, -- YYYY-MM-DD by the person's clock
    group_key TEXT NOT NULL UNIQUE, -- of the outbox
    lists INTEGER NOT NULL CHECK (lists IN (0, 1)), -- 1: with the week's silent agencies
    again_on TEXT, -- YYYY-MM-DD: the person wants the same once more on that day
    PRIMARY KEY (user_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_day ON reminders (day);

CREATE TABLE reminder_lines (
    user_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('before_summary', 'before_date', 'after_date')),
    about TEXT NOT NULL, -- YYYY-MM-DD: the control date, or the day of the summary
    step INTEGER NOT NULL CHECK (step >= 0), -- working days before the control date; 0: none is counted
    PRIMARY KEY (user_id, day, activity_id),
    FOREIGN KEY (user_id, day) REFERENCES reminders (user_id, day) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_lines_by_day ON reminder_lines (day);
CREATE INDEX reminder_lines_of_activity ON reminder_lines (activity_id);

-- What coordinators asked agencies: one polite line in the next reminder.
CREATE TABLE inquiries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    asked_by INTEGER NOT NULL,
    asked_at INTEGER NOT NULL -- Unix seconds
) STRICT;
CREATE INDEX inquiries_of_agency ON inquiries (agency_id, asked_at);

CREATE TABLE reminder_inquiries (
    user_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    inquiry_id INTEGER NOT NULL REFERENCES inquiries (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, day, inquiry_id),
    FOREIGN KEY (user_id, day) REFERENCES reminders (user_id, day) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX reminder_inquiries_by_day ON reminder_inquiries (day);
CREATE INDEX reminder_inquiries_of_inquiry ON reminder_inquiries (inquiry_id);

ALTER TABLE outbox ADD COLUMN not_after REAL; -- Unix seconds: what has not gone by then does not go; NULL: always goes

-- With reminders the outbox grows long: what waits is found without reading what was sent.
CREATE INDEX outbox_pending ON outbox (chat_id, id) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (chat_id) WHERE state = 'sending';
