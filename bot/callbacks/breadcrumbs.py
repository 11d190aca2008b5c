"""How a person came to a screen, short enough for a button: «‹ Назад» leads there, also after a restart.

A trail is places from the oldest to the last, «d.y.2-c.17.0»: each is a button's data without its own trail.
"""

from typing import Final

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import LONGEST_TRAIL
from bot.callbacks.roadmap import OpenActivity, OpenAgency, OpenDeadlineList, OpenSphere
from bot.callbacks.search import OpenAnswer

PLACES: Final[dict[str, type[CallbackData]]] = {
    place.__prefix__: place for place in (OpenSphere, OpenAgency, OpenActivity, OpenDeadlineList, OpenAnswer)
}


def extended(trail: str, place: CallbackData) -> str:
    """The trail with one place more; the oldest are forgotten when it would not fit a button."""
    bare = place.model_copy(update={"via": ""}) if "via" in type(place).model_fields else place
    places = [*filter(None, trail.split("-")), bare.pack().rstrip(":").replace(":", ".")]
    while len("-".join(places)) > LONGEST_TRAIL:
        del places[0]
    return "-".join(places)


def last_place(trail: str) -> CallbackData | None:
    """Where the trail's last step leads, with the rest of the trail; None at its beginning or when it was forged."""
    rest, _, step = trail.rpartition("-")
    prefix, *fields = step.split(".")
    place = PLACES.get(prefix)
    if place is None:
        return None
    try:
        return place.unpack(":".join([prefix, *fields, *([rest] if "via" in place.model_fields else [])]))
    except (TypeError, ValueError):
        return None
