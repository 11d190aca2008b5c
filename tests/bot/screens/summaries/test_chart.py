"""The picture of progress."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from bot.i18n import speaking
from bot.screens.summaries.chart import DONE, PAPER, Chart, draw_chart
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
