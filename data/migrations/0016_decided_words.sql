-- Reason: what was decided keeps the number, title and deadline it was decided on, whatever later editions say.

ALTER TABLE agenda_items ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE agenda_items ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE move_requests ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE move_requests ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE deadline_moves ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE deadline_moves ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE reopenings ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE reopenings ADD COLUMN title TEXT NOT NULL DEFAULT '';

-- Of what was decided before now the words of then are not known any more; the present ones stand for them.
UPDATE agenda_items SET (number, title) = (SELECT number, title FROM all_activities WHERE id = activity_id);
UPDATE move_requests SET (number, title) = (SELECT number, title FROM all_activities WHERE id = activity_id);
UPDATE deadline_moves SET (number, title) = (SELECT number, title FROM all_activities WHERE id = activity_id);
UPDATE reopenings SET (number, title) = (SELECT number, title FROM all_activities WHERE id = activity_id);

CREATE TRIGGER move_requests_keep_words AFTER INSERT ON move_requests
BEGIN
    UPDATE move_requests SET (number, title) = (SELECT number, title FROM all_activities WHERE id = NEW.activity_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER deadline_moves_keep_words AFTER INSERT ON deadline_moves
BEGIN
    UPDATE deadline_moves SET (number, title) = (SELECT number, title FROM all_activities WHERE id = NEW.activity_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER reopenings_keep_words AFTER INSERT ON reopenings
BEGIN
    UPDATE reopenings SET (number, title) = (SELECT number, title FROM all_activities WHERE id = NEW.activity_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER agenda_items_keep_words AFTER INSERT ON agenda_items
BEGIN
    UPDATE agenda_items SET (number, title) = (SELECT number, title FROM all_activities WHERE id = NEW.activity_id)
    WHERE id = NEW.id;
END;
-- A meeting decides on the words that hold at its end.
CREATE TRIGGER meetings_keep_words AFTER UPDATE OF ended_at ON meetings WHEN OLD.ended_at IS NULL
BEGIN
    UPDATE agenda_items SET (number, title) = (SELECT number, title FROM all_activities WHERE id = activity_id)
    WHERE meeting_id = NEW.id;
END;

-- The protocol as it was at the end, in each language of the bot.
CREATE TABLE protocols (
    meeting_id INTEGER NOT NULL REFERENCES meetings (id) ON DELETE RESTRICT,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (meeting_id, language)
) STRICT, WITHOUT ROWID;
