"""From when a thing counts as due soon or as left without reports, the same on every screen."""

from datetime import timedelta
from typing import Final

SOON: Final = timedelta(days=30)  # the sides meet about once a month: what is due before the next meeting
SUMMARY_AHEAD: Final = timedelta(days=14)  # what is due before the next summary but one
NO_REPORTS_AFTER: Final = timedelta(days=7)  # a coordinator's list is weekly: nothing since the one before
NO_REPORTS_WEEKS: Final = 4  # in the summary, which the whole group reads, only after about a month
