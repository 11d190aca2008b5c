"""Progress by sphere and side as a picture: each bar has its figures beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bot.i18n import gettext as _
from bot.screens.phrases import titled
from bot.telegram.text_length import shorten
from data.summaries.progress import Progress

WIDTH: Final = 1080  # pixels: a telephone shows it without scaling up
EDGE: Final = 48
BAR: Final = 26
LINE: Final = 44
GAP: Final = 22
PAPER: Final = "#fbfaf7"  # the picture brings its own paper, so that it is the same in a dark interface
INK: Final = "#1c1c1c"
QUIET: Final = "#5a5a5a"
DONE: Final = "#1f5fa8"
HATCH: Final = 9  # pixels between the lines that mean «in progress»
NAMES: Final = (284, 420)  # pixels for the names of sides: at least, at most
FIGURES: Final = 270  # pixels kept for the figures beside a bar, without the edge
SPACE: Final = 16  # pixels between the name of a side and its bar

Drawing = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Chart:
    """`heading` are the lines above it; `rows` stand sphere by sphere."""

    heading: Sequence[str]
    rows: Sequence[Progress]


def draw_chart(chart: Chart) -> bytes:
    """A PNG."""
    spheres = [(sphere, list(rows)) for sphere, rows in groupby(chart.rows, key=lambda row: row.sphere)]
    heading = [line for number, words in enumerate(chart.heading) for line in _heading_lines(words, number)]
    head = EDGE + LINE * (len(heading) + 1) + 2 * GAP
    height = head + sum(LINE + LINE * len(rows) + GAP for _sphere, rows in spheres) + EDGE
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    drawing = ImageDraw.Draw(picture)
    _draw_heading(drawing, heading)
    top, bars = head, bars_begin(chart.rows)
    for sphere, rows in spheres:
        font = _font("SemiBold", 28)
        words = fitted(titled(sphere.number, sphere.title), font, WIDTH - 2 * EDGE)
        drawing.text((EDGE, top), words, INK, font)
        top += LINE
        for row in rows:
            _draw_row(drawing, top, row, bars)
            top += LINE
        top += GAP
    written = BytesIO()
    picture.quantize(32).save(written, "PNG")
    return written.getvalue()


def wrapped(words: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """Returns lines of at most `room` pixels, divided between words; a longer word is cut."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, font, room))
    return [line for line in lines if line]


def fitted(words: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """Returns as much of the words as `room` pixels hold, «…» in place of the rest."""
    most = len(words)
    while most > 1 and font.getlength(shorten(words, most)) > room:
        most -= 1
    return shorten(words, most)


def _heading_lines(words: str, number: int) -> list[tuple[str, int]]:
    """Returns the lines of one heading, each with the heading's number: the first is the largest."""
    return [(line, number) for line in wrapped(words, _heading_font(number), WIDTH - 2 * EDGE)]


def _heading_font(number: int) -> ImageFont.FreeTypeFont:
    return _font("Medium", 24) if number else _font("Bold", 38)


def _draw_heading(drawing: Drawing, heading: Sequence[tuple[str, int]]) -> None:
    for place, (line, number) in enumerate(heading):
        ink = QUIET if number else INK
        drawing.text((EDGE, EDGE + LINE * place + 10 * bool(number)), line, ink, _heading_font(number))
    top, left = EDGE + LINE * len(heading) + 16, EDGE
    for label, done, begun in ((_("done"), 1, 0), (_("begun"), 0, 1), (_("no word"), 0, 0)):
        _draw_bar(drawing, (left, top, left + 56, top + BAR), done, begun)
        drawing.text((left + 68, top - 5), label, INK, _font("Medium", 24))
        left += 68 + int(drawing.textlength(label, _font("Medium", 24))) + 40


def bars_begin(rows: Sequence[Progress]) -> int:
    """Returns how many pixels from the left the bars begin: behind the longest name of a side, within bounds."""
    least, most = NAMES
    widest = max((_font("Medium", 24).getlength(row.party.region) for row in rows), default=0)
    return EDGE + SPACE + max(least, min(ceil(widest), most))


def _draw_row(drawing: Drawing, top: int, row: Progress, begin: int) -> None:
    font = _font("Medium", 24)
    drawing.text((EDGE, top), fitted(row.party.region, font, begin - EDGE - SPACE), QUIET, font)
    figures = _("{n} of {total}").format(n=row.done, total=row.total)
    if row.begun:
        figures += _(", {n} begun").format(n=row.begun)
    end = WIDTH - EDGE - FIGURES
    if row.total:
        box = (begin, top + 5, end, top + 5 + BAR)
        _draw_bar(drawing, box, row.done / row.total, row.begun / row.total)
    drawing.text((end + 20, top), figures if row.total else "—", INK, font)


def _draw_bar(drawing: Drawing, box: tuple[int, int, int, int], done: float, begun: float) -> None:
    """Filled, hatched and empty parts, in this order."""
    left, top, right, bottom = box
    first = left + round((right - left) * done)
    second = first + round((right - left) * begun)
    for start in range(first - BAR, second, HATCH):
        near, far = max(start, first), min(start + BAR, second)
        drawing.line((near, bottom - (near - start), far, bottom - (far - start)), DONE, 2)
    if done:
        drawing.rectangle((left, top, first, bottom), DONE)
    drawing.rectangle((left, top, right, bottom), outline=INK, width=2)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Manrope has Cyrillic letters and comes with a package, whatever fonts the machine has."""
    return ImageFont.truetype(str(files("font_manrope") / "files" / f"Manrope-{weight}.ttf"), size)
