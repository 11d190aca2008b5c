"""The wording of a deadline as tokens: each stretch of it is known to one rule, or the wording is not understood."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Token(Enum):
    DATE = auto()  # day, month, year
    DAY_MONTH = auto()  # «31.12»
    YEAR = auto()
    YEAR_WORD = auto()
    NUMBER = auto()  # figures, Roman figures, ordinals
    MONTH = auto()
    SEASON = auto()
    FIRST_MONTHS = auto()  # «9 месяцев»
    QUARTER = auto()
    HALF = auto()
    DECADE = auto()
    FROM = auto()
    UNTIL = auto()  # «до», «к»
    THROUGH = auto()  # «по», «не позднее»
    END = auto()
    WITHIN = auto()
    AND = auto()
    DASH = auto()
    STOP = auto()  # a comma and the like
    REPEATED = auto()  # value: months from one to the next
    AT_LEAST = auto()  # the same, «не реже»
    REPORT_DAY = auto()  # «до 5 числа»
    NEXT_MONTH = auto()
    LAST_MONTH = auto()
    OWN_MONTH = auto()
    YEAR_AFTER = auto()  # «года, следующего за отчётным»
    THEN = auto()
    ONGOING = auto()
    WHOLE_PERIOD = auto()
    YEAR_END = auto()
    BY_SCHEDULE = auto()
    REMARK = auto()


UP_TO: Final = frozenset({Token.DASH, Token.THROUGH, Token.UNTIL})


@dataclass(frozen=True, slots=True)
class DeadlineToken:
    """`values`: day, month and year of a date, first and last month of a season, the one number of others."""

    kind: Token
    values: tuple[int, ...] = ()


class NotUnderstood(ValueError):
    """The wording has a word, or an order of words, that no rule understands."""


DASHES: Final = re.compile("[\u2010-\u2015\u2212÷]")
QUOTES: Final = re.compile("[«»\"“”„'’]")
SHORT_YEARS: Final = re.compile(r"\b(20)(\d\d)\s*-\s*(\d\d)(?=\s*г)")  # «2024-26 гг.»

MONTHS: Final = (
    *("янв(?:ар(?:ь|я|е|ю|ем))?", "фев(?:р(?:ал(?:ь|я|е|ю|ем))?)?", "мар(?:т(?:а|е|у|ом)?)?", "апр(?:ел(?:ь|я|е|ю|ем))?"),
    *("ма(?:й|я|е|ю|ем)", "июн(?:ь|я|е|ю|ем)?", "июл(?:ь|я|е|ю|ем)?", "авг(?:уст(?:а|е|у|ом)?)?"),
    *("сен(?:т(?:ябр(?:ь|я|е|ю|ем))?)?", "окт(?:ябр(?:ь|я|е|ю|ем))?", "ноя(?:б(?:р(?:ь|я|е|ю|ем))?)?", "дек(?:абр(?:ь|я|е|ю|ем))?"),
)  # fmt: skip
SEASONS: Final = {
    (3, 5): "весн[аеуы]|весной|весенн[а-я]+",
    (6, 8): "лето|лета|лету|летом|летн[а-я]+",
    (9, 11): "осень|осени|осенью|осенн[а-я]+",
    (12, 2): "зим[аеуы]|зимой|зимн[а-я]+",
}
# «П», «Ш» and «1У» are how Roman numerals are typed on a Russian keyboard.
ORDINALS: Final = (
    *(r"i|перв[а-я]+|один", r"ii|п|втор[а-я]+|два", r"iii|ш|трет[а-я]+|три"),
    r"iv|[i1]у|четверт[а-я]+|четыре",
)
ROMAN_MONTHS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
DOCUMENT: Final = (
    r"(?: (?:настоящ|данн|указанн)[а-я]+)?"
    r" (?:комплексного )?(?:плана|соглашения|договора|программы|карты|дорожной карты|мероприяти[яй])"
    r"(?: мероприятий)?(?: \(?дорожной карты\)?)?"
)
ACTING: Final = rf"(?:действия|реализации|исполнения|выполнения)(?:{DOCUMENT})?"
TERM: Final = r"(?:период|срок)[ае]?"
WHOLE: Final = "|".join(
    (
        rf"(?:в|на) (?:течени[еи]|протяжении) (?:всего )?(?:{TERM}(?: {ACTING})?|{ACTING})",
        rf"(?:(?:в|на) )?весь {TERM}(?: {ACTING})?",
        rf"до (?:окончания|конца|истечения|завершения) (?:всего )?(?:{TERM}(?: {ACTING})?|{ACTING})",
        rf"(?:(?:в|на) )?(?:всего )?{TERM} {ACTING}",
    )
)
TIMES: Final = r"(?:(?:1|один|одного|одному) )?раза? в"
REPETITIONS: Final = {
    1: rf"ежемесячн[а-я]+|кажд[а-я]+ месяц[а-я]*|{TIMES} месяц|помесячно|12 раз в год",
    3: rf"ежеквартальн[а-я]+|кажд[а-я]+ (?:квартал[а-я]*|(?:три|3) месяца)|{TIMES} (?:квартал|(?:три|3) месяца)"
    r"|поквартально|(?:4|четыре|четырех) раза? в год",
    6: rf"ежеполугод[а-я]+|кажд[а-я]+ (?:полугоди[а-я]+|полгода|(?:шесть|6) месяцев)"
    rf"|{TIMES} (?:полугодие|полгода|(?:шесть|6) месяцев)|(?:2|два|двух) раза? в год|дважды в год|по полугодиям",
    12: rf"ежегодн[а-я]+|(?:(?:до конца|к концу|в конце) )?кажд[а-я]+ (?:(?:календарн|отчетн)[а-я]+ )?год[а-я]*|{TIMES} (?:календарный )?год|(?:12|двенадцать) раз в год",
}
OFTEN: Final = "|".join(f"(?P<every{step}>{words})" for step, words in REPETITIONS.items())
REPORTED: Final = r"(?:отчетн|истекш|прошедш)[а-я]+"
ORDERED: Final = r"(?:отдельн|утвержденн|согласованн|дополнительн|взаимн|индивидуальн|совместн|установленн|предварительн)[а-я]+ "
ARRANGED: Final = (
    r"план[а-я]{0,3}(?:-график[а-я]{0,3})?|график[а-я]{0,2}|согласовани[а-я]+|договоренност[а-я]+|запрос[а-я]*|приглашени[а-я]+"
    r"|предложени[а-я]+|заявк[а-я]+|заявок|обращени[а-я]+|расписани[а-я]+"
)
OF_WHOM: Final = r"(?: (?:с )?(?:сторон(?:ами|ы)?|мероприяти[а-я]+|работ|проведения|между))*"
ARRANGEMENTS: Final = "|".join(
    (
        rf"(?:по|согласно|в соответствии со?) (?:{ORDERED})*(?:{ARRANGED}){OF_WHOM}",
        rf"по мере (?:необходимости|возможности|готовности|обращения|согласования|поступления (?:{ARRANGED}))",
        rf"при (?:необходимости|(?:наличии|поступлении) (?:{ARRANGED}))",
        r"в (?:согласованные|установленные|оговоренные)(?: сторонами)? сроки|в рабочем порядке",
        r"сроки? (?:определя[а-я]+|уточня[а-я]+|согласовыва[а-я]+|устанавлива[а-я]+)(?: (?:дополнительно|отдельно|сторонами))*",
    )
)

PATTERNS: Final[tuple[tuple[Token, str], ...]] = (
    (Token.STOP, r"[,;:().]"),
    (Token.DASH, r"-"),
    (Token.DATE, r"(?P<iso>20\d\d[.-]\d\d[.-]\d\d)(?!\d)|\d{1,2}[./](?:\d{1,2}|[ivx]+)[./](?:20\d\d|\d\d)(?!\d)"),
    (Token.DAY_MONTH, r"\d{1,2}\.\d\d(?!\d|[./]\d)"),
    (Token.YEAR, r"20\d\d(?!\d|\.\d)(?:-?(?:й|го|м|ый|ом)\b)?"),
    (Token.AT_LEAST, rf"(?:не (?:реже|менее)(?: чем)?|минимум) (?:{OFTEN})\b"),
    (Token.REPEATED, rf"(?:в )?(?:{OFTEN})\b"),
    (Token.REPORT_DAY, r"(?:(?:до|к|не позднее|не позже) )?(?P<number>\d{1,2})(?:-?(?:го|му|е))? числ[аоу]\b"),
    (
        Token.NEXT_MONTH,
        (rf"(?:(?:месяца|квартала|периода|полугодия)\b,? )?следующ[а-я]+ за {REPORTED}(?: (?:периодом|кварталом|месяцем|полугодием))?\b"
        r"(?! год)|(?:первого месяца )?следующего (?:месяца|квартала|полугодия)\b"),
    ),
    (Token.LAST_MONTH, r"последнего месяца (?:(?:каждого|отчетного) )?(?:квартала|полугодия)\b"),
    (Token.OWN_MONTH, r"(?:отчетного|текущего) месяца\b"),
    (Token.YEAR_AFTER, rf"года, следующ[а-я]+ за {REPORTED}(?: (?:годом|периодом))?\b|следующего года\b"),
    (Token.THEN, r"(?:далее|затем|в дальнейшем|в последующем)\b"),
    (Token.WHOLE_PERIOD, rf"(?:{WHOLE})\b"),
    (Token.YEAR_END, r"(?:(?:до|к|в) кон(?:ца|цу|це)|в течение) (?:(?:календарного|текущего|всего) )?года\b"),
    (Token.BY_SCHEDULE, rf"(?:{ARRANGEMENTS})\b"),
    (Token.ONGOING, r"(?:(?:на|в) )?(?:постоянн|регулярн|систематическ|непрерывн|системн)[а-я]+(?: (?:основе|режиме))?\b"),
    (Token.ONGOING, r"(?:еженедельн|ежедневн)[а-я]+"),
    (Token.REMARK, r"сроки?(?= ?[:-])|включительно\b|при (?:условии )?наличи[ия] (?:финансирования|(?:финансовых )?средств)\b"),
    (Token.FROM, r"(?:(?:в|на) период )?(?:начиная со?|не ранее(?:,? чем)?(?: с)?|не раньше|после|со?)(?: начала)?\b"),
    (Token.THROUGH, r"(?:в срок )?(?:не позднее(?:,? чем)?|не позже|по)\b"),
    (Token.UNTIL, r"(?:в срок )?(?:до|к)\b"),
    (Token.END, r"(?:в )?(?:конец|конца|конце|концу)\b"),
    (Token.FIRST_MONTHS, r"(?P<number>3|6|9|12) месяц(?:ев|а)\b"),
    (Token.QUARTER, r"(?:квартал[а-я]*|кв-л[а-я]*|кв)\b\.?"),
    (Token.HALF, r"(?:полугоди[а-я]+|п/г|пол|половин[а-я]+)\b\.?"),
    (Token.DECADE, r"декад[а-я]+"),
    (Token.YEAR_WORD, r"(?:гг|г|год[а-я]{0,2})\b\.?"),
    (Token.WITHIN, r"(?:в течение|на протяжении|(?:в|на) период|весь|во?|на)\b"),
    (Token.AND, r"(?:и|а также|но)\b"),
)  # fmt: skip
# Patterns that say a number of their own: first and last month, a month, a place in an order.
VALUED: Final[tuple[tuple[Token, str, tuple[int, ...]], ...]] = (
    *(
        (Token.SEASON, rf"(?:{words})\b(?: (?:период[а-я]*|время|месяцы))?", season)
        for season, words in SEASONS.items()
    ),
    *((Token.MONTH, rf"(?:{words})\b\.?", (month,)) for month, words in enumerate(MONTHS, start=1)),
    *(
        (
            Token.NUMBER,
            rf"(?:{words}|{value})(?:-?(?:ый|ий|ой|ая|ое|го|му|ом|ем|й|м|е|[хx]|я))?(?!\w)",
            (value,),
        )
        for value, words in enumerate(ORDINALS, start=1)
    ),
)
RULES: Final[tuple[tuple[Token, re.Pattern[str], tuple[int, ...] | None], ...]] = (
    *((kind, re.compile(pattern), None) for kind, pattern in PATTERNS),
    *((kind, re.compile(pattern), values) for kind, pattern, values in VALUED),
    (Token.NUMBER, re.compile(r"\d{1,2}(?:-?(?:го|му|е|ое))?(?!\w)"), None),
)


def tokens_of(wording: str) -> tuple[DeadlineToken, ...]:
    """Returns the wording's tokens; raises `NotUnderstood` at the first word that is none."""
    words, place, tokens = normalize(wording), 0, list[DeadlineToken]()
    while place < len(words):
        if words[place] == " ":
            place += 1
            continue
        token, place = _token_at(words, place)
        tokens.append(token)
    return tuple(tokens)


def normalize(wording: str) -> str:
    """Small letters, ё as е, every dash a hyphen, no quotation marks, Roman numerals in Latin letters, single spaces."""
    folded = unicodedata.normalize("NFKC", wording).lower().replace("ё", "е").replace("і", "i")
    plain = re.sub(r"\bc\b", "с", QUOTES.sub("", DASHES.sub("-", folded)))  # a Latin «c» looks like «с»
    roman = re.sub(r"(?<![а-яa-z])[ivxх]+(?![а-яa-z])", lambda found: found[0].replace("х", "x"), plain)
    return SHORT_YEARS.sub(r"\1\2-\1\3", " ".join(roman.split()))


def _token_at(words: str, place: int) -> tuple[DeadlineToken, int]:
    for kind, pattern, values in RULES:
        if found := pattern.match(words, place):
            return DeadlineToken(kind, _values(kind, found) if values is None else values), found.end()
    raise NotUnderstood(words[place : place + 20])


def _values(kind: Token, found: re.Match[str]) -> tuple[int, ...]:
    if kind is Token.DATE:
        return _date_values(found)
    if kind in (Token.AT_LEAST, Token.REPEATED):
        return (next(step for step in REPETITIONS if found[f"every{step}"]),)
    return tuple(
        map(int, re.findall(r"\d+", found["number"] if "number" in found.re.groupindex else found[0]))
    )


def _date_values(found: re.Match[str]) -> tuple[int, ...]:
    if found["iso"]:
        year, month, day = re.split("[.-]", found["iso"])
        return int(day), int(month), int(year)
    day, month, year = re.split(r"[./]", found[0])
    if not month.isdecimal() and month not in ROMAN_MONTHS:
        raise NotUnderstood(found[0])
    number = int(month) if month.isdecimal() else ROMAN_MONTHS.index(month) + 1
    return int(day), number, int(year) if len(year) == 4 else 2000 + int(year)
