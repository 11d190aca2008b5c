"""The picture of progress."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from bot.i18n import speaking
from bot.screens.summaries.chart import (
    DONE,
    EDGE,
    PAPER,
    SPACE,
    WIDTH,
    Chart,
    _font,
    bars_begin,
    draw_chart,
    fitted,
    wrapped,
)
from data.roadmap.models import Party, Sphere
from data.summaries.progress import Progress

ROW = Progress(Sphere(1, 1, "1", "Культура", 4), Party(1, "Пермский край", "Пермский край"), 0, 0, 4)


def drawn(row: Progress) -> Image.Image:
    with speaking("ru"):
        return Image.open(BytesIO(draw_chart(Chart(("Ход исполнения",), (row,))))).convert("RGB")


def inked(picture: Image.Image) -> int:
    """How many pixels are of the colour of progress."""
    wanted = tuple(int(DONE[at : at + 2], 16) for at in (1, 3, 5))
    return sum(count for count, colour in picture.getcolors(1 << 24) or () if colour == wanted)


def test_done_begun_and_silent_look_different() -> None:
    """A full bar, a hatched one and an empty one differ in how much of them is drawn, not in colour alone."""
    rows = (ROW, replace(ROW, begun=4), replace(ROW, done=4))
    silent, begun, done = (inked(drawn(row)) for row in rows)
    assert silent < begun < done


def test_the_picture_fits_a_telephone_and_brings_its_paper() -> None:
    """Narrow, and opaque to its corners: the same in a light interface and in a dark one."""
    picture = drawn(ROW)
    assert picture.width == 1080
    corners = {picture.getpixel((x, y)) for x in (0, 1079) for y in (0, picture.height - 1)}
    assert corners == {tuple(int(PAPER[at : at + 2], 16) for at in (1, 3, 5))}


THREE_CLOCKS = "На 30 ноября 2026, пн, 10:00 МСК (12:00 в Перми, 19:00 в Петропавловске-Камчатском, 08:00 в Калининграде)"


def test_no_line_runs_off_the_picture() -> None:
    """A date line with three clocks goes on in a second line: the edge stays empty, and every word is there."""
    with speaking("ru"):
        written = draw_chart(Chart(("Ход исполнения", "Дорожная карта", THREE_CLOCKS), (ROW,)))
    picture = Image.open(BytesIO(written)).convert("RGB")
    paper = picture.getpixel((0, 0))
    edge = {picture.getpixel((x, y)) for x in range(1080 - EDGE + 2, 1080) for y in range(picture.height)}
    assert edge == {paper}
    lines = wrapped(THREE_CLOCKS, _font("Medium", 24), WIDTH - 2 * EDGE)
    assert len(lines) == 2
    assert " ".join(lines) == THREE_CLOCKS


def test_names_use_the_room_there_is() -> None:
    """A name is cut where the picture ends, not at a number of letters."""
    font, room = _font("SemiBold", 28), WIDTH - 2 * EDGE
    title = "12. Социальная защита населения и поддержка семей с детьми в регионах"
    assert fitted(title, font, room + 400) == title
    for words, left in ((title * 3, font.getlength(" семей с детьми")), ("Ш" * 90, 60), ("l" * 400, 60)):
        cut = fitted(words, font, room)
        assert cut.endswith("…")
        assert room - left < font.getlength(cut) <= room
    narrow = _font("Medium", 24)
    for region in ("Санкт-Петербург", "Калининградская область", "Ямало-Ненецкий автономный округ"):
        rows = [ROW, replace(ROW, party=replace(ROW.party, region=region))]
        assert fitted(region, narrow, bars_begin(rows) - EDGE - SPACE) == region
    assert (
        bars_begin([ROW]) < bars_begin([replace(ROW, party=replace(ROW.party, region="Ш" * 90))]) < WIDTH // 2
    )
