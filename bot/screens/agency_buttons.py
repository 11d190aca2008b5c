"""Responsible bodies as buttons."""

from collections import Counter
from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.callbacks.roadmap import OpenAgency
from bot.screens.keyboard import LABEL, button
from bot.screens.names import short_names, told_apart
from bot.telegram.text_length import shorten
from data.roadmap.models import Agency, RoadmapContent


def agency_buttons(
    content: RoadmapContent, agencies: Sequence[Agency], *, via: str = "", counts: Sequence[int] = ()
) -> list[InlineKeyboardButton]:
    """A button for each agency, with its count where there are counts."""
    endings = [f" ({number})" for number in counts] or [""] * len(agencies)
    labels = _labels(content, agencies, LABEL - max(map(len, endings), default=0))
    return [
        button(label + ending, OpenAgency(agency_id=agency.id, via=via))
        for label, ending, agency in zip(labels, endings, agencies, strict=True)
    ]


def _labels(content: RoadmapContent, agencies: Sequence[Agency], most: int) -> list[str]:
    """Short names, but whole ones where two would look alike."""
    short = short_names(content, agencies)
    times = Counter(shorten(name, most) for name in short)
    names = [
        each.name if times[shorten(name, most)] > 1 else name
        for name, each in zip(short, agencies, strict=True)
    ]
    return told_apart(names, most)
