-- Reason: a body that an edition brings in has been without reports since then, not since the roadmap began.

-- Unix seconds, when an edition with it, where the one before had it not, was stored; 0: there since the beginning.
ALTER TABLE all_agencies ADD COLUMN appeared_at INTEGER NOT NULL DEFAULT 0;
