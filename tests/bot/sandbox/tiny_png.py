"""The smallest pictures."""

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """The smallest PNG of this size that says so."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
