-- Reason: a person admitted after a restart is written to in their language; a body's people have a role of their own.

ALTER TABLE access_requests ADD COLUMN language TEXT; -- of the person's Telegram, such as «en-GB»; NULL: not said

-- Administrators of the settings had none stored: once the settings name other people they stay what they were made.
UPDATE people SET role = 'coordinator'
WHERE role IS NULL AND user_id IN (SELECT user_id FROM person_parties);
UPDATE people SET role = 'official'
WHERE role IS NULL AND user_id IN (SELECT user_id FROM person_agencies);
UPDATE people SET admitted_at = CAST(strftime('%s', 'now') AS INTEGER) WHERE role IS NOT NULL AND admitted_at IS NULL;
