"""How an activity stands within one year: what the sides said of it in that year."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.i18n import gettext as _
from bot.screens.statuses import status_words
from data.notes.statuses import ActivityState


def year_words(state: ActivityState, regions: Mapping[int, str], year: int, zone: ZoneInfo) -> str:
    """`regions` are the sides by id."""
    said = {party: word for party, word in state.words if word and _year(word.said_at, zone) == year}
    declared = [party for party, word in said.items() if word.declares]
    if declared and len(declared) == len(state.words):
        return _("done by both sides")
    if declared:
        names = ", ".join(regions.get(party, "") for party, _word in state.words if party not in declared)
        return _("done by one side, awaited: {awaited}").format(awaited=names)
    latest = max(said.values(), key=lambda word: word.said_at, default=None)
    return status_words(latest.status) if latest else _("no word this year")


def _year(at: int, zone: ZoneInfo) -> int:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).year
