"""A drawn picture for reports with a photo: the demo ships no photographs."""

import struct
import zlib
from functools import cache
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 360
GROUND: Final = 300
SKY, EARTH, WALL, WINDOW, CRANE = (
    b"\xb9\xd6\xee",
    b"\x8a\x9a\x78",
    b"\xd9\xb4\x8f",
    b"\x5f\x73\x8c",
    b"\xd0\x8a\x20",
)
HOUSES: Final = ((60, 190, 130), (230, 330, 60), (380, 520, 170))  # left, right and top of each


@cache
def building_site() -> bytes:
    """A PNG of 640 by 360 pixels: houses, windows and a crane."""
    rows = [bytearray(SKY * WIDTH) for _ in range(HEIGHT)]
    _paint(rows, (0, WIDTH), (GROUND, HEIGHT), EARTH)
    for left, right, top in HOUSES:
        _paint(rows, (left, right), (top, GROUND), WALL)
        for x in range(left + 10, right - 15, 35):
            for y in range(top + 12, GROUND - 18, 40):
                _paint(rows, (x, x + 15), (y, y + 18), WINDOW)
    _paint(rows, (570, 580), (40, GROUND), CRANE)
    _paint(rows, (370, 610), (40, 48), CRANE)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _paint(rows: list[bytearray], across: tuple[int, int], down: tuple[int, int], colour: bytes) -> None:
    left, right = across
    for y in range(*down):
        rows[y][3 * left : 3 * right] = colour * (right - left)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
