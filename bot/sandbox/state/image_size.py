"""Width and height of a picture, read from its first bytes."""

import struct

STARTS_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
Size = tuple[int, int]


def image_size(body: bytes) -> Size | None:
    """Pixels of a PNG, GIF, WebP or JPEG; None for anything else."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and len(body) >= 24:
        return struct.unpack(">II", body[16:24])
    if body.startswith((b"GIF87a", b"GIF89a")) and len(body) >= 10:
        return struct.unpack("<HH", body[6:10])
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return _webp_size(body)
    if body.startswith(b"\xff\xd8"):
        return _jpeg_size(body)
    return None


def _jpeg_size(body: bytes) -> Size | None:
    position = 2
    while position + 9 <= len(body) and body[position] == 0xFF:
        marker, length = body[position + 1], int.from_bytes(body[position + 2 : position + 4])
        if marker in STARTS_OF_FRAME:
            height, width = struct.unpack(">HH", body[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None


def _webp_size(body: bytes) -> Size | None:
    if len(body) < 30:
        return None
    if body[12:16] == b"VP8X":
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", body[26:30])
    return width & 0x3FFF, height & 0x3FFF
