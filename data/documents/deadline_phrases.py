"""What a deadline says, one after another: days, months, quarters, half-years and years, and how often."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from data.documents.deadline_ranges import grouped, ranged
from data.documents.deadline_tokens import UP_TO, DeadlineToken, NotUnderstood, Token, tokens_of
from data.documents.deadline_units import DatedUnits, NamedDate, Unit

JOINING = frozenset(
    {Token.FROM, Token.UNTIL, Token.THROUGH, Token.END, Token.WITHIN, Token.AND, Token.DASH, Token.STOP}
)
ENDS_NOTHING = frozenset({Token.FROM, Token.UNTIL, Token.THROUGH, Token.END, Token.WITHIN})
BETWEEN_NUMBERS = frozenset({Token.DASH, Token.STOP, Token.AND, Token.THROUGH, Token.UNTIL})
DECADE_DAYS = {1: 10, 2: 20, 3: None}


@dataclass(slots=True)
class DeadlinePhrases:
    """All that a wording says. `repeated` counts the months from one time to the next."""

    groups: tuple[DatedUnits, ...] = ()
    repeated: int | None = None
    report_day: int | None = None
    tokens: set[Token] = field(default_factory=set)


@dataclass(slots=True)
class _Named:
    """What was read so far; each thing named stands beside the joining words before it."""

    items: list[tuple[tuple[Token, ...], NamedDate]] = field(default_factory=list)
    gap: list[Token] = field(default_factory=list)

    def add(self, items: Sequence[NamedDate]) -> None:
        for item in items:
            self.items.append((tuple(self.gap), item))
            self.gap = []

    def end_of_phrase(self) -> None:
        """Raises `NotUnderstood` when words wait for a time that does not come."""
        if ENDS_NOTHING & set(self.gap):
            raise NotUnderstood("joining words without a time")
        self.gap = [Token.STOP, Token.STOP]


def read_phrases(wording: str) -> DeadlinePhrases:
    """Returns what the wording says; raises `NotUnderstood` unless each of its words belongs to it."""
    tokens, read, named, place = tokens_of(wording), DeadlinePhrases(), _Named(), 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind in JOINING:
            named.gap.append(token.kind)
            place += 1
        elif found := _named_at(tokens, place):
            _refuse_after_then(read)
            items, place = found
            named.add(items)
        else:
            named.end_of_phrase()
            _say(read, token)
            place += 1
    named.end_of_phrase()
    read.groups = tuple(grouped(ranged(named.items)))
    return read


def _refuse_after_then(read: DeadlinePhrases) -> None:
    if Token.THEN in read.tokens:
        raise NotUnderstood("a time after «далее»")


def _say(read: DeadlinePhrases, token: DeadlineToken) -> None:
    """Keeps what is no time of its own; raises `NotUnderstood` for numbers and words that have no place of their own."""
    if token.kind in (Token.NUMBER, Token.YEAR_WORD, Token.QUARTER, Token.HALF, Token.DECADE):
        raise NotUnderstood(token.kind.name)
    if token.kind in (Token.REPEATED, Token.AT_LEAST):
        read.repeated = min(read.repeated or 12, token.values[0])
    if token.kind is Token.REPORT_DAY:
        read.report_day = _checked(token.values[0], 31)
    read.tokens.add(token.kind)


def _named_at(tokens: Sequence[DeadlineToken], place: int) -> tuple[list[NamedDate], int] | None:
    """Returns what begins at the place and where it ends; None when no time begins there."""
    token = tokens[place]
    if token.kind is Token.NUMBER:
        return _numbered(tokens, place)
    item = _single(token)
    place += 1
    has_word = token.kind in (Token.YEAR, Token.DATE)
    while has_word and _kind_at(tokens, place) is Token.YEAR_WORD:
        place += 1
        item = replace(item, worded=True) if item else None
    return ([item], place) if item else None


def _kind_at(tokens: Sequence[DeadlineToken], place: int) -> Token | None:
    return tokens[place].kind if place < len(tokens) else None


def _single(token: DeadlineToken) -> NamedDate | None:
    if token.kind is Token.YEAR:
        return NamedDate(Unit.YEAR, year=token.values[0], first=1)
    if token.kind in (Token.DATE, Token.DAY_MONTH):
        day, month, year = (*token.values, None)[:3]
        return NamedDate(Unit.DAY, _checked(month or 0, 12), _checked(day or 0, 31), year)
    if token.kind is Token.MONTH:
        return NamedDate(Unit.MONTH, token.values[0])
    if token.kind is Token.SEASON:
        return NamedDate(Unit.MONTH, token.values[1], first=token.values[0])
    return NamedDate(Unit.MONTH, token.values[0], first=1) if token.kind is Token.FIRST_MONTHS else None


def _numbered(tokens: Sequence[DeadlineToken], place: int) -> tuple[list[NamedDate], int]:
    """«I–II, IV кварталы», «с 12 по 14 сентября», «вторая декада июля»: each number with what it numbers."""
    numbers, links = [tokens[place].values[0]], list[Token]()
    place += 1
    while _kind_at(tokens, place) in BETWEEN_NUMBERS and _kind_at(tokens, place + 1) is Token.NUMBER:
        links.append(tokens[place].kind)
        numbers.append(tokens[place + 1].values[0])
        place += 2
    if figures := _figures(numbers, tokens[place : place + 2]):
        return list(_series(figures, [*links, tokens[place].kind])), place + 2
    items, length = _counted(numbers, tokens[place : place + 2])
    return list(_series(items, links)), place + length


def _figures(numbers: Sequence[int], after: Sequence[DeadlineToken]) -> list[NamedDate]:
    """«15-20.05.2025»: the days before the last, and the last; nothing where no date in figures follows."""
    last = _single(after[1]) if len(after) > 1 and after[0].kind in BETWEEN_NUMBERS else None
    if last is None or last.unit is not Unit.DAY:
        return []
    return [*(replace(last, day=_checked(number, 31)) for number in numbers), last]


def _counted(numbers: Sequence[int], after: Sequence[DeadlineToken]) -> tuple[list[NamedDate], int]:
    """Returns the numbered things and how many tokens after the numbers name them."""
    kinds = [token.kind for token in after]
    if kinds[:1] == [Token.MONTH]:
        return [NamedDate(Unit.DAY, after[0].values[0], _checked(number, 31)) for number in numbers], 1
    if kinds == [Token.DECADE, Token.MONTH]:
        (month,) = after[1].values
        return [NamedDate(Unit.MONTH, month, DECADE_DAYS[_checked(number, 3)]) for number in numbers], 2
    if kinds[:1] in ([Token.QUARTER], [Token.HALF]):
        unit, length = (Unit.QUARTER, 3) if kinds[0] is Token.QUARTER else (Unit.HALF_YEAR, 6)
        ends = [_checked(number, 12 // length) * length for number in numbers]
        return [NamedDate(unit, end, first=end - length + 1) for end in ends], 1
    raise NotUnderstood("a number of nothing")


def _series(items: Sequence[NamedDate], links: Sequence[Token]) -> Iterator[NamedDate]:
    opened: NamedDate | None = None
    for item, link in zip(items, [*links, Token.STOP], strict=True):
        opens = link in UP_TO
        yield replace(item, opens=opens, opened=None if opens else opened)
        opened = item if opens else None


def _checked(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise NotUnderstood(str(number))
    return number
