"""From when a thing counts as due soon, the same in lists, in the menu and on the agenda."""

from datetime import timedelta
from typing import Final

SOON: Final = timedelta(days=30)  # the sides meet about once a month: what is due before the next meeting
