"""What buttons carry."""

from aiogram.filters.callback_data import CallbackData

from bot import callbacks
from bot.decisions import callbacks as decisions
from bot.meetings import callbacks as meetings
from bot.notes import callbacks as notes


def all_places() -> list[type[CallbackData]]:
    return [
        each
        for module in (callbacks, notes, decisions, meetings)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, CallbackData) and each.__module__ == module.__name__
    ]


def test_no_two_buttons_are_mistaken_for_each_other() -> None:
    """Prefixes are unique."""
    prefixes = [place.__prefix__ for place in all_places()]
    assert len(prefixes) == len(set(prefixes))


def test_the_longest_way_to_the_largest_ids_fits() -> None:
    """With a full trail and ids of ten digits a button still has at most 64 bytes."""
    via = "c.1000000000.9999-q.1000000000.9.9999-a.1.0"[:44]
    for place in (
        callbacks.OpenActivity(activity_id=10**9, page=9_999, via=via),
        callbacks.OpenAgency(agency_id=10**9, page=9_999, via=via),
        callbacks.OpenAnswer(question_id=10**9, reading=9, page=9_999),
    ):
        assert len(place.pack().encode()) <= 64
