"""What a process may be deprived of by the kernel: the same for root and for an ordinary user."""

import ctypes
import errno
import os
import platform
import signal
import struct
from typing import Final

LIBC: Final = ctypes.CDLL(None, use_errno=True)
NO_NEW_PRIVILEGES: Final = 38
CAPABILITIES_V3: Final = 0x20080522

# Machine: what the kernel calls it, and its numbers of seccomp, capset, pwrite64, pwritev, ftruncate, fallocate.
MACHINES: Final = {
    "x86_64": (0xC000003E, 317, 126, (18, 296, 77, 285)),
    "aarch64": (0xC00000B7, 277, 91, (68, 70, 46, 47)),
}
FILTER_MODE, ALL_THREADS = 1, 1
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # instructions of the kernel's filters
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def owns_its_files_only() -> None:
    """Root without its capabilities: the modes of files hold for it, as for other users."""
    _, _, capset, _ = MACHINES[platform.machine()]
    header = struct.pack("Ii", CAPABILITIES_V3, 0)
    _done(LIBC.syscall(capset, header, bytes(24)))


def reads_only_when_told() -> None:
    """From SIGUSR1 on every write at a place in a file is refused with EROFS: a disk remounted read-only by an error.

    Such a disk does not heal under the process, and neither does this. Files written from end to end, the log, go on.
    """
    signal.signal(signal.SIGUSR1, lambda *_: _refuse_writes())


def _refuse_writes() -> None:
    machine, seccomp, _, numbers = MACHINES[platform.machine()]
    # A jump of another machine leads past its numbers, to "allowed".
    code = [(LOAD, 0, 0, 4), (EQUAL, 0, len(numbers) + 1, machine), (LOAD, 0, 0, 0)]
    code += [(EQUAL, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    code += [(RETURN, 0, 0, ALLOWED), (RETURN, 0, 0, REFUSED | errno.EROFS)]
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    _done(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    program = _Program(len(code), packed)
    _done(LIBC.syscall(seccomp, FILTER_MODE, ALL_THREADS, ctypes.byref(program)))


def _done(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
