"""What of the times that a deadline names begins and ends a range, and which years belong to what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.documents.deadline_tokens import UP_TO, NotUnderstood, Token
from data.documents.deadline_units import DatedUnits, NamedDate, Unit

SILENT = frozenset({Token.END, Token.WITHIN})


def ranged(named: Sequence[tuple[tuple[Token, ...], NamedDate]]) -> list[NamedDate]:
    """Returns everything named, in order, with the two ends of each range marked."""
    years_first = bool(named) and named[0][1].unit is Unit.YEAR
    items: list[NamedDate] = []
    for gap, item in named:
        words = tuple(token for token in gap if token not in SILENT)
        since = next((place for place, known in enumerate(items) if known.since), None)
        if items and _closes(items[-1], item, words, years_first=years_first, since=since is not None):
            _open(items, since)
            alike = items[-1].unit is not Unit.YEAR and item.unit is not Unit.YEAR
            items.append(replace(item, opened=items[-1] if alike and not item.opened else item.opened))
            continue
        if (
            items
            and not gap
            and items[-1].unit in (Unit.QUARTER, Unit.HALF_YEAR)
            and item.unit in (Unit.DAY, Unit.MONTH)
        ):
            raise NotUnderstood("a part of a month")  # «первая половина мая»
        _refuse_doubtful(item, gap, words)
        begins = Token.FROM in words and not item.opens
        items.append(replace(item, since=begins))
    return items


def _open(items: list[NamedDate], since: int | None) -> None:
    """Marks the last of the items, and what is named «с …» before it, as the beginning of a range."""
    if since is not None:
        items[since] = replace(items[since], since=False, opens=True)
    items[-1] = replace(items[-1], opens=True)


def _closes(
    before: NamedDate, item: NamedDate, words: tuple[Token, ...], *, years_first: bool, since: bool
) -> bool:
    """«март 2024 – май 2025» and «не ранее июня и не позднее мая» are ranges, «2025 – I квартал» is not."""
    if not words or words[-1] not in UP_TO:
        return False
    plain = len(words) == 1 or (since and words[0] in (Token.AND, Token.STOP, Token.DASH) and len(words) == 2)
    if before.unit is Unit.YEAR and item.unit is not Unit.YEAR:
        return plain and (since or not years_first)
    return plain and (before.unit is Unit.YEAR) == (item.unit is Unit.YEAR)


def _refuse_doubtful(item: NamedDate, gap: tuple[Token, ...], words: tuple[Token, ...]) -> None:
    """«до мая» may mean with or without May; the dash of «– 2025» joins, «по» and «до» before a lone year do not."""
    if words[-1:] == (Token.UNTIL,) and item.unit is not Unit.DAY and Token.END not in gap:
        raise NotUnderstood("until, with or without it")
    if len([word for word in words if word in (Token.FROM, Token.UNTIL, Token.THROUGH)]) > 1:
        raise NotUnderstood("joining words beside each other")


def grouped(items: Sequence[NamedDate]) -> Iterator[DatedUnits]:
    """Yields units beside their years, whichever come first."""
    groups: list[list[NamedDate]] = []
    years_first = False
    for before, item in zip([None, *items], items, strict=False):
        turns = before is not None and (before.unit is Unit.YEAR) != (item.unit is Unit.YEAR)
        if before is None or (turns and before.opens and before.unit is Unit.YEAR):
            years_first = item.unit is Unit.YEAR
            groups.append([])
        elif turns and ((item.unit is Unit.YEAR) == years_first or _is_open_year(before, item)):
            groups.append([])
        groups[-1].append(item)
    return (_group(group) for group in groups)


def _is_open_year(*items: NamedDate) -> bool:
    """True of «начиная с 2025 года»: it is not the year of what stands beside it."""
    return any(item.unit is Unit.YEAR and item.since for item in items)


def _group(named: list[NamedDate]) -> DatedUnits:
    years = [item for item in named if item.unit is Unit.YEAR]
    if named[0].unit is not Unit.YEAR and any(item.worded and not item.opens for item in years[:-1]):
        raise NotUnderstood("a year beside a part of another")  # «май 2025 г., 2026 г.»
    units = tuple(item for item in named if item.unit is not Unit.YEAR)
    since = any(item.since for item in named)
    return DatedUnits(
        units,
        tuple(dict.fromkeys(_covered(years))),
        any(item.opens for item in years[:-1]),
        named[-1].opens,
        since,
    )


def _covered(years: Sequence[NamedDate]) -> Iterator[int]:
    """Yields the years named and those between the two ends of a range; raises `NotUnderstood` for one that runs back."""
    opened: int | None = None
    for item in years:
        year = item.year or 0
        if opened is not None and opened >= year:
            raise NotUnderstood("years that run back")
        yield from range(opened + 1 if opened is not None else year, year + 1)
        opened = year if item.opens else None
