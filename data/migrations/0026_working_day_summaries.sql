-- Reason: a summary whose day is a day off comes on the next working day, unless an administrator wants it on its day.

-- Where Saturday or Sunday was chosen on purpose it stays as chosen.
ALTER TABLE summary_rules ADD COLUMN working_days INTEGER NOT NULL DEFAULT 1 CHECK (working_days IN (0, 1));
UPDATE summary_rules SET working_days = 0 WHERE rule GLOB 'sat *' OR rule GLOB 'sun *';

-- Until now every summary came on its day.
ALTER TABLE summary_schedules ADD COLUMN working_days INTEGER NOT NULL DEFAULT 0 CHECK (working_days IN (0, 1));
