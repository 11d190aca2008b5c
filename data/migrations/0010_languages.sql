-- Reason: what is sent to people without their asking speaks the language of their Telegram after a restart, too.

-- NULL: not heard since they were admitted; erased with their rights
ALTER TABLE people ADD COLUMN heard TEXT;
