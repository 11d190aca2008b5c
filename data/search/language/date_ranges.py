"""Days as a question bounds them: after, until, between, from … to, or one day alone."""

from collections.abc import Iterable
from datetime import date, timedelta

from data.search.language.date_points import DatePoint, date_point
from data.search.language.numerals import is_ordinal_ending
from data.search.language.spans import month_range, up_to
from data.search.language.time_cursor import TimeCursor, TimeMatch
from data.search.models import AskedTime

BETWEEN = (("между",), ("between",))
SINCE = (
    *(
        ("начиная", "с"),
        ("начиная", "со"),
        ("не", "ранее"),
        ("не", "раньше"),
        ("с",),
        ("со",),
        ("since",),
        ("from",),
    ),
    *(("starting", "from"), ("not", "before"), ("no", "earlier", "than"), ("not", "earlier", "than")),
)
AFTER = (("после",), ("позже",), ("позднее",), ("after",), ("later", "than"))
THROUGH = (
    *(
        ("по",),
        ("не", "позднее"),
        ("не", "позже"),
        ("through",),
        ("no", "later", "than"),
        ("not", "later", "than"),
    ),
)
UNTIL = (("до",), ("к",), ("ко",), ("by",), ("before",), ("until",), ("till",), ("up", "to"))
EARLIER = (("раньше",), ("ранее",), ("earlier", "than"))
TO = frozenset(["по", "до", "to", "through", "until", "till"])
DASHES = frozenset("-–—")


def read_days(cursor: TimeCursor) -> TimeMatch | None:
    """«с 1 июня по 31 декабря», «после 1 июня 2026», «не позднее 15.12», “next Friday”."""
    return _range(cursor) or _bounded(cursor) or _one_day(cursor)


def _begins(cursor: TimeCursor, phrases: Iterable[tuple[str, ...]]) -> int:
    """Returns how many words the phrase at the cursor has; 0 when it is none of these."""
    found = (
        phrase
        for phrase in phrases
        if len(phrase) <= len(cursor.words)
        and all(word.text == text for word, text in zip(cursor.words, phrase, strict=False))
    )
    return max(map(len, found), default=0)


def _range(cursor: TimeCursor) -> TimeMatch | None:
    between = _begins(cursor, BETWEEN)
    start = between or _begins(cursor, SINCE)
    opening = date_point(cursor, start, after_preposition=start > 0) or _bare_day(cursor, start)
    if opening is None:
        return None
    place = start + opening.length
    link = _link(cursor, place, between=between > 0)
    closing = None if link is None else date_point(cursor, place + link, after_preposition=start > 0)
    if link is None or closing is None:
        return None
    length = place + link + closing.length
    if not (opening.day or closing.day or (opening.year and opening.month)):
        return TimeMatch(_months_or_years(opening, closing), length) if between else None
    asked = _joined(opening, closing, cursor.today)
    return TimeMatch(asked, length) if asked else None


def _bare_day(cursor: TimeCursor, place: int) -> DatePoint | None:
    """The «1» of «с 1 по 15 декабря»."""
    if place >= len(cursor.words) or not cursor.words[place].text.isdecimal():
        return None
    ending = place + 1 < len(cursor.words) and is_ordinal_ending(cursor.words[place + 1])
    day = int(cursor.words[place].text)
    return DatePoint(day, None, None, 2 if ending else 1) if 0 < day <= 31 else None


def _link(cursor: TimeCursor, place: int, *, between: bool) -> int | None:
    """Returns how many words join the two ends; None when they are not joined."""
    if place >= len(cursor.words):
        return None
    if cursor.words[place].text in TO or (between and cursor.words[place].text in {"и", "and"}):
        return 1
    return 0 if cursor.words[place].gap.strip() in DASHES and cursor.words[place].gap.strip() else None


def _months_or_years(opening: DatePoint, closing: DatePoint) -> AskedTime:
    years = tuple(year for year in (opening.year, closing.year) if year)
    covered = tuple(range(min(years), max(years) + 1)) if years else ()
    months = month_range(opening.month, closing.month) if opening.month and closing.month else ()
    return AskedTime(years=covered, months=months)


def _joined(opening: DatePoint, closing: DatePoint, today: date) -> AskedTime | None:
    """Returns the days from one to the other; a year or month that is not said is that of the other end."""
    year = closing.year or (opening.year or closing.nearest_year(today))
    until = closing.last(year)
    if until and opening.year and not closing.year and (begun := opening.first(year)) and until < begun:
        until = closing.last(year + 1)
    if until is None:
        return None
    month = opening.month or closing.month
    start = DatePoint(opening.day, month, opening.year, opening.length)
    since = start.first(until.year)
    if since and since > until and not opening.year:
        since = start.first(until.year - 1)
    return AskedTime(since=since, until=until) if since and since <= until else None


def _bounded(cursor: TimeCursor) -> TimeMatch | None:
    after, since = _begins(cursor, AFTER), _begins(cursor, SINCE)
    through, until, earlier = _begins(cursor, THROUGH), _begins(cursor, UNTIL), _begins(cursor, EARLIER)
    start = after or since or through or until or earlier
    point = date_point(cursor, start, after_preposition=True) if start else None
    if point is None or (not point.day and not _is_bound_by_month(cursor, point, start)):
        return None
    year = point.nearest_year(cursor.today)
    if point.day and not point.year and not after and not since:
        year = cursor.today.year if (day := point.first(cursor.today.year)) and day >= cursor.today else year
        year += 1 if (day := point.first(year)) and day < cursor.today else 0
    first, last = point.first(year), point.last(year)
    if first is None or last is None:
        return None
    length = start + point.length
    if after:
        return TimeMatch(AskedTime(since=last + timedelta(days=1)), length)
    if since:
        return TimeMatch(AskedTime(since=first), length)
    if through or (until and point.day):
        return TimeMatch(up_to(last, cursor.today), length)
    return TimeMatch(up_to(first - timedelta(days=1), cursor.today), length)


def _is_bound_by_month(cursor: TimeCursor, point: DatePoint, start: int) -> bool:
    """A month without its year is read as a month where only «с» or «by» stands before it, and so is a year where «по» follows."""
    following = start + point.length
    if following < len(cursor.words) and cursor.words[following].text in TO:
        return False
    says_since = _begins(cursor, (("с",), ("со",), ("from",), ("since",)))
    says_by = _begins(cursor, (("by",), ("к",), ("ко",), ("по",)))
    return bool(point.year or not (says_since or says_by)) and not (says_by and point.month)


def _one_day(cursor: TimeCursor) -> TimeMatch | None:
    point = date_point(cursor, 0)
    if point is None or not point.day:
        return None
    year = point.year or cursor.today.year
    day = point.first(year)
    if day and not point.year and (day.month, 1) < (cursor.today.month, 0):
        day = point.first(year + 1)
    return TimeMatch(AskedTime(since=day, until=day), point.length) if day else None
