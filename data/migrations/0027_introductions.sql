-- Reason: an administrator who decides about a request for access knows nothing of who asks but a name of Telegram.

ALTER TABLE access_requests ADD COLUMN introduction TEXT NOT NULL DEFAULT ''; -- agency and post as typed; '': not typed yet
