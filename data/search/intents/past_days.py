"""The days gone by that a question about reports or changes names: «за неделю», «в октябре», «с понедельника»."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from data.search.intents.models import Days
from data.search.language.calendar_words import UNITS, WEEKDAYS
from data.search.language.numerals import value_of
from data.search.language.periods import find_time
from data.search.language.spans import month_end
from data.search.language.words import Word, word_set
from data.search.models import AskedTime

LENGTHS: Final = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}  # days
FEW: Final = 7  # what «за последние дни» and «недавно» mean, days
SINCE: Final = word_set("с со от since from после начало")
RECENT: Final = word_set("недавно недавний recently lately")
YESTERDAY, TODAY, BEFORE_YESTERDAY = (
    word_set("вчера yesterday"),
    word_set("сегодня today"),
    word_set("позавчера"),
)
LONGER: Final = word_set("больше более свыше дольше over")
LAST: Final = word_set("последний прошедший истекший минувший past last")


def find_past(
    words: Sequence[Word], today: date, taken: frozenset[int] = frozenset()
) -> tuple[Days | None, frozenset[int]]:
    """Returns the days gone by that the words name, and the places of those words; `taken` places are not read."""
    for place in range(len(words)):
        if place in taken:
            continue
        for read in (_named_day, _weekday, _beginning, _stretch):
            found = read(words, place, today)
            if found and taken.isdisjoint(found[1]):
                return found
    asked, places = find_time(words, today, taken)
    days = _gone(asked, today) if asked else None
    if days is None:
        return None, frozenset()
    first = min(places)
    opening = {first - 1} if first and words[first - 1].text in SINCE else frozenset[int]()
    return _since(words, places, days), places | opening


def _since(words: Sequence[Word], places: frozenset[int], days: Days) -> Days:
    """«с 1 октября» has no end, «с октября» begins with its first day."""
    before = words[min(places) - 1].text if min(places) else ""
    opens = before in SINCE or words[min(places)].text in SINCE
    return Days(days.since, None) if opens and days.until != days.since else days


def _named_day(words: Sequence[Word], place: int, today: date) -> tuple[Days, frozenset[int]] | None:
    back = next(
        (
            back
            for back, names in enumerate((TODAY, YESTERDAY, BEFORE_YESTERDAY))
            if not names.isdisjoint(words[place].keys)
        ),
        None,
    )
    if back is not None:
        day = today - timedelta(days=back)
        opens = place > 0 and words[place - 1].text in SINCE
        return Days(day, None if opens else day), frozenset({place})
    if not RECENT.isdisjoint(words[place].keys):
        return Days(today - timedelta(days=FEW), today), frozenset({place})
    return None


def _weekday(words: Sequence[Word], place: int, today: date) -> tuple[Days, frozenset[int]] | None:
    number = next((WEEKDAYS[key] for key in words[place].keys if key in WEEKDAYS), None)
    if number is None or place == 0:
        return None
    day = today - timedelta(days=(today.weekday() - number) % 7)
    opens = words[place - 1].text in SINCE
    return Days(day, None if opens else day), frozenset({place})


def _beginning(words: Sequence[Word], place: int, today: date) -> tuple[Days, frozenset[int]] | None:
    """«с начала года», «с начала месяца»."""
    if "начало" not in words[place].keys or place + 1 >= len(words):
        return None
    unit = _unit(words[place + 1])
    first = {
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": date(today.year, (today.month - 1) // 3 * 3 + 1, 1),
        "half": date(today.year, 1 if today.month < 7 else 7, 1),
        "year": date(today.year, 1, 1),
    }.get(unit or "")
    return (Days(first, None), frozenset({place, place + 1})) if first else None


def _stretch(words: Sequence[Word], place: int, today: date) -> tuple[Days, frozenset[int]] | None:
    """«за неделю», «за последние два месяца», «за последние дни», «больше месяца»."""
    longer = not LONGER.isdisjoint(words[place].keys)
    if (
        words[place].text not in {"за", "for", "in", "last", "past", "во"}
        and not longer
        and LAST.isdisjoint(words[place].keys)
    ):
        return None
    at, count, last = place, 1, False
    if not LAST.isdisjoint(words[at].keys) or words[at].text in {"за", "for", "in", "во"} or longer:
        last = not LAST.isdisjoint(words[at].keys)
        at += 1
    while at < len(words) and (
        not LAST.isdisjoint(words[at].keys) or words[at].text in {"the", "весь", "всю"}
    ):
        last, at = True, at + 1
    counted = value_of(words[at]) if at < len(words) else None
    if counted is not None and at + 1 < len(words) and _unit(words[at + 1]):
        count, at = counted, at + 1
    unit = _unit(words[at]) if at < len(words) else None
    if unit is None or (words[place].text in {"in", "во"} and not last):
        return None
    if at + 1 < len(words) and value_of(words[at + 1]) is not None and counted is None:
        return None
    span = FEW if unit == "day" and counted is None and last else LENGTHS[unit] * count
    first = today - timedelta(days=span)
    days = Days(None, first) if longer else Days(first, today)
    return days, frozenset(range(place, at + 1))


def _unit(word: Word) -> str | None:
    return next((UNITS[key] for key in word.keys if key in UNITS), None)


def _gone(asked: AskedTime, today: date) -> Days | None:
    """Turns a time as of deadlines into days gone by: «октябрь» is the last one that has begun."""
    if asked.since or asked.until:
        return _not_ahead(Days(asked.since, asked.until), today)
    if asked.within_days is not None:
        return Days(today - timedelta(days=asked.within_days), today)
    if asked.months:
        year = max(asked.years) if asked.years else today.year - (min(asked.months) > today.month)
        first = min(asked.years) if asked.years else year
        return Days(date(first, min(asked.months), 1), month_end(year, max(asked.months)))
    if asked.years:
        return Days(date(min(asked.years), 1, 1), date(max(asked.years), 12, 31))
    return None


def _not_ahead(days: Days, today: date) -> Days:
    """A day of no year that is still to come was one of the year before."""
    if days.since is None or days.since <= today:
        return Days(
            days.since, None if days.since and days.until == today and days.since < today else days.until
        )
    years = days.since.year - today.year + (days.since.replace(year=today.year) > today)
    return Days(_years_back(days.since, years), _years_back(days.until, years) if days.until else None)


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
