-- Reason: for whom each person acts, how people are invited, and a journal that nobody can rewrite.

ALTER TABLE people ADD COLUMN name TEXT NOT NULL DEFAULT ''; -- as Telegram shows it; emptied with the removal
ALTER TABLE people ADD COLUMN admitted_at INTEGER; -- Unix seconds; NULL: not admitted
-- 0: they have blocked the bot, or never opened it
ALTER TABLE people ADD COLUMN reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1));
UPDATE people SET admitted_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE role IS NOT NULL;

-- Many people stand behind each of these ids (an anonymous admin, a channel, linked posts); others are chats.
CREATE TRIGGER people_are_persons_when_they_come BEFORE INSERT ON people
WHEN NEW.user_id <= 0 OR NEW.user_id IN (1087968824, 136817688, 777000)
BEGIN
    SELECT RAISE(ABORT, 'this id is not one person''s');
END;

CREATE TABLE person_agencies (
    user_id INTEGER NOT NULL REFERENCES people (user_id) ON DELETE CASCADE,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    -- the office held there («начальник отдела»), shown instead of a name; one line, nothing below a space in it
    position TEXT NOT NULL DEFAULT '' CHECK (position NOT GLOB '*[' || char(1) || '-' || char(31) || ']*'),
    PRIMARY KEY (user_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_of_agency ON person_agencies (agency_id);

CREATE TABLE person_parties (
    user_id INTEGER NOT NULL REFERENCES people (user_id) ON DELETE CASCADE,
    party_id INTEGER NOT NULL REFERENCES parties (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, party_id)
) STRICT, WITHOUT ROWID;

-- What each person may act as now: agencies by id with the office held there, sides by id, both as JSON, which is
-- put together by hand because SQLite's own JSON functions are not allowed in a schema while trusted_schema is off.
CREATE VIEW appointments AS
SELECT
    people.user_id,
    people.role,
    '{' || coalesce((
        SELECT group_concat('"' || agency_id || '":"' || replace(replace(position, '\', '\\'), '"', '\"') || '"')
        FROM person_agencies AS held WHERE held.user_id = people.user_id
    ), '') || '}' AS agencies,
    '[' || coalesce((
        SELECT group_concat(party_id) FROM person_parties AS held WHERE held.user_id = people.user_id
    ), '') || ']' AS parties
FROM people;

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE, -- SHA-256; the token itself is in the link only
    role TEXT NOT NULL CHECK (role IN ('reader', 'official', 'coordinator', 'admin')),
    predecessor_id INTEGER, -- whose agencies and sides are handed over; NULL: nobody's
    issued_by INTEGER, -- NULL: the console
    issued_at INTEGER NOT NULL, -- Unix seconds, as the next two
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    ending TEXT CHECK (ending IN ('accepted', 'revoked')),
    accepted_by INTEGER,
    CHECK (expires_at > issued_at),
    CHECK ((ending IS NULL) = (ended_at IS NULL)),
    CHECK ((ending IS 'accepted') = (accepted_by IS NOT NULL)),
    CHECK (role <> 'admin' OR issued_by IS NULL)
) STRICT;
CREATE INDEX invitations_open ON invitations (expires_at) WHERE ending IS NULL;

CREATE TABLE invitation_agencies (
    invitation_id INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    position TEXT NOT NULL DEFAULT '' CHECK (position NOT GLOB '*[' || char(1) || '-' || char(31) || ']*'),
    PRIMARY KEY (invitation_id, agency_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation_parties (
    invitation_id INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    party_id INTEGER NOT NULL REFERENCES parties (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW offers AS
SELECT
    invitations.*,
    '{' || coalesce((
        SELECT group_concat('"' || agency_id || '":"' || replace(replace(position, '\', '\\'), '"', '\"') || '"')
        FROM invitation_agencies AS given WHERE given.invitation_id = invitations.id
    ), '') || '}' AS agencies,
    '[' || coalesce((
        SELECT group_concat(party_id) FROM invitation_parties AS given WHERE given.invitation_id = invitations.id
    ), '') || ']' AS parties
FROM invitations;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    at INTEGER NOT NULL, -- Unix seconds
    actor_id INTEGER, -- NULL: the console
    action TEXT NOT NULL,
    subject TEXT NOT NULL, -- what kind of thing subject_id numbers
    subject_id INTEGER NOT NULL,
    before TEXT, -- JSON; NULL: there was nothing; ids only, never a name
    after TEXT, -- JSON; NULL: nothing is left
    update_id INTEGER -- NULL: not by an update
) STRICT;
CREATE INDEX audit_of_subject ON audit (subject, subject_id, id);
CREATE INDEX audit_by_update ON audit (update_id) WHERE update_id IS NOT NULL;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;
-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;

-- A new edition of a roadmap may drop an agency or a side; people with it lose what they held there.
CREATE TRIGGER audit_of_dropped_agencies BEFORE DELETE ON agencies
BEGIN
    INSERT INTO audit (at, action, subject, subject_id, before, after)
    SELECT
        CAST(strftime('%s', 'now') AS INTEGER), 'changed', 'person', user_id,
        '{"role":' || coalesce('"' || role || '"', 'null')
        || ',"agencies":' || agencies || ',"parties":' || parties || '}',
        '{"role":' || coalesce('"' || role || '"', 'null') || ',"agencies":{' || coalesce((
            SELECT group_concat('"' || agency_id || '":"' || replace(replace(position, '\', '\\'), '"', '\"') || '"')
            FROM person_agencies AS held
            WHERE held.user_id = appointments.user_id AND held.agency_id <> OLD.id
        ), '') || '},"parties":' || parties || '}'
    FROM appointments WHERE user_id IN (SELECT user_id FROM person_agencies WHERE agency_id = OLD.id);
    DELETE FROM person_agencies WHERE agency_id = OLD.id;
END;
CREATE TRIGGER audit_of_dropped_parties BEFORE DELETE ON parties
BEGIN
    INSERT INTO audit (at, action, subject, subject_id, before, after)
    SELECT
        CAST(strftime('%s', 'now') AS INTEGER), 'changed', 'person', user_id,
        '{"role":' || coalesce('"' || role || '"', 'null')
        || ',"agencies":' || agencies || ',"parties":' || parties || '}',
        '{"role":' || coalesce('"' || role || '"', 'null')
        || ',"agencies":' || agencies || ',"parties":[' || coalesce((
            SELECT group_concat(party_id) FROM person_parties AS held
            WHERE held.user_id = appointments.user_id AND held.party_id <> OLD.id
        ), '') || ']}'
    FROM appointments WHERE user_id IN (SELECT user_id FROM person_parties WHERE party_id = OLD.id);
    DELETE FROM person_parties WHERE party_id = OLD.id;
END;
