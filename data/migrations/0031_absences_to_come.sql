-- Reason: an absence could only begin on the day it was told of, so reminders ended weeks before a holiday.

ALTER TABLE absences ADD COLUMN from_day TEXT; -- YYYY-MM-DD, the first day away; NULL: away already
