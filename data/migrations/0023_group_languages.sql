-- Reason: each group reads its own language, and a summary stays in the one in which it was published.

ALTER TABLE bound_chats ADD COLUMN locale TEXT CHECK (locale IN ('ru', 'en')); -- NULL: DEFAULT_LOCALE
ALTER TABLE summaries ADD COLUMN locale TEXT CHECK (locale IN ('ru', 'en')); -- of the post; NULL: DEFAULT_LOCALE
