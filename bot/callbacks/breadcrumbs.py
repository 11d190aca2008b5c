"""How a person came to a screen, short enough for a button: «‹ Назад» leads there, also after a restart.

Breadcrumbs are places from the oldest to the last, «d.y.2-c.17.0»: each is a button's data without its own breadcrumbs.
"""

from typing import Final

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.fields import LONGEST_BREADCRUMBS
from bot.callbacks.roadmap import OpenActivity, OpenAgency, OpenDeadlineList, OpenSphere, OpenStateList
from bot.callbacks.search import OpenAnswer

PLACES: Final[dict[str, type[CallbackData]]] = {
    place.__prefix__: place
    for place in (OpenSphere, OpenAgency, OpenActivity, OpenDeadlineList, OpenStateList, OpenAnswer)
}


def extended(breadcrumbs: str, place: CallbackData) -> str:
    """Returns the breadcrumbs with one place more; the oldest are dropped when they would not fit a button."""
    bare = (
        place.model_copy(update={"breadcrumbs": ""}) if "breadcrumbs" in type(place).model_fields else place
    )
    places = [*filter(None, breadcrumbs.split("-")), bare.pack().rstrip(":").replace(":", ".")]
    while len("-".join(places)) > LONGEST_BREADCRUMBS:
        del places[0]
    return "-".join(places)


def last_place(breadcrumbs: str) -> CallbackData | None:
    """Returns where the last of the breadcrumbs leads, with the rest; None at the beginning or when they were forged."""
    rest, _, step = breadcrumbs.rpartition("-")
    prefix, *fields = step.split(".")
    place = PLACES.get(prefix)
    if place is None:
        return None
    try:
        return place.unpack(
            ":".join([prefix, *fields, *([rest] if "breadcrumbs" in place.model_fields else [])])
        )
    except (TypeError, ValueError):
        return None
