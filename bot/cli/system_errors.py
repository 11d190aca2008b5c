"""Errors of the operating system and of SQLite in the language of the terminal: their own words are English."""

import errno
import sqlite3

from bot.i18n import gettext as _

PRIMARY_CODE = 0xFF  # SQLite's extended codes keep the primary one in the lowest byte


def reason_words(error: BaseException) -> str:
    """Returns the reason to stand in brackets; an unusual one in the system's own words."""
    if isinstance(error, OSError):
        return _of_the_system().get(error.errno or 0) or error.strerror or str(error)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE
        return _of_sqlite().get(code, str(error))
    return str(error)


def _of_the_system() -> dict[int, str]:
    return {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("this user has no permission"),
        errno.EPERM: _("this user has no permission"),
        errno.EISDIR: _("it is a folder, not a file"),
        errno.ENOTDIR: _("a part of the path is a file, not a folder"),
        errno.ENXIO: _("it is not a usual file"),
        errno.EEXIST: _("it exists already"),
        errno.ENOSPC: _("no space is left on the disk"),
        errno.EDQUOT: _("no space is left on the disk"),
        errno.EFBIG: _("the system allows no file that large"),
        errno.EROFS: _("the disk can only be read"),
        errno.EIO: _("the disk does not work"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EADDRINUSE: _("another program uses it"),
        errno.EADDRNOTAVAIL: _("the address is not of this machine"),
    }


def _of_sqlite() -> dict[int, str]:
    return {
        sqlite3.SQLITE_CANTOPEN: _("the file is not there or may not be opened"),
        sqlite3.SQLITE_PERM: _("this user has no permission"),
        sqlite3.SQLITE_READONLY: _("it can only be read"),
        sqlite3.SQLITE_FULL: _("no space is left on the disk"),
        sqlite3.SQLITE_IOERR: _("the disk refused to read or write"),
        sqlite3.SQLITE_BUSY: _("another program holds it"),
        sqlite3.SQLITE_LOCKED: _("another program holds it"),
        sqlite3.SQLITE_NOTADB: _("it is not a database"),
    }
