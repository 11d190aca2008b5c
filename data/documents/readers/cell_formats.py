"""Numbers and dates of a spreadsheet, written as their format shows them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

GENERAL: Final = "General"
# What Excel in Russian shows for the formats that have a number only.
BUILT_IN: Final = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "dd.mm.yyyy",
    15: "dd.mmm.yy",
    16: "dd.mmm",
    17: "mmm.yy",
    22: "dd.mm.yyyy h:mm",
    49: "@",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    45: "mm:ss",
    46: "h:mm:ss",
    47: "mm:ss",
    30: "dd.mm.yy",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
DATE_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<token>AM/PM|A/P|[yYгГ]+|[mMМм]+|[dDдД]+|[hHчЧ]+|[sSсС]+|0+)|(?P<other>.)"
)
DATE_LETTERS: Final = re.compile(r"[ymdhsгдч]", re.IGNORECASE)
PLACEHOLDERS: Final = re.compile(r"[0#?][0#?,. ]*[0#?]|[0#?]")
MONTHS: Final = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
MONTHS_OF: Final = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
DAYS: Final = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
SHORT_DAYS: Final = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]
LAST_DAY: Final = 2_958_465  # 31.12.9999
DAY_BEFORE: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - dates of a sheet have no zone
GENERAL_DIGITS: Final = 11  # what Excel shows at most


def shown_number(raw: str, form: str, *, is_1904: bool = False) -> str:
    """Returns a number («1.1000000000000001») as its format shows it («1.10» by «0.00»); what is no number stays."""
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return raw
    section, value = _section(form, value)
    if is_date_format(section):
        return _shown_date(value, section, is_1904=is_1904)
    return _general(value) if section in (GENERAL, "@", "") else _shown(value, section)


@lru_cache(maxsize=500)
def is_date_format(form: str) -> bool:
    """True for a format that shows a day or a time."""
    return form.lower() != "general" and DATE_LETTERS.search(LITERAL.sub("", form)) is not None


def _section(form: str, value: Decimal) -> tuple[str, Decimal]:
    """Returns the section that holds for the number, and the number: a section of its own writes the minus."""
    sections = _sections(form)
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], value


@lru_cache(maxsize=500)
def _sections(form: str) -> tuple[str, ...]:
    """Returns the sections for positive numbers, negative ones and zero."""
    found, quoted = [""], False
    for place, sign in enumerate(form):
        quoted ^= sign == '"'
        if sign == ";" and not quoted and form[place - 1 : place] != "\\":
            found.append("")
        else:
            found[-1] += sign
    return tuple(GENERAL if section.lower().endswith("general") else section for section in found)


def _general(value: Decimal) -> str:
    whole = max(value.adjusted() + 1, 1)
    if whole > GENERAL_DIGITS:
        return f"{value:f}" if value == value.to_integral() else f"{float(value):.5E}"
    return _plain(round(value, GENERAL_DIGITS - 1 - (whole - 1)))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _shown(value: Decimal, section: str) -> str:
    bare = LITERAL.sub("", section)
    found = PLACEHOLDERS.search(bare)
    if "/" in bare or "E" in bare.upper() or not found:
        return _general(value) if found else _words(section)
    digits = found[0].rstrip(", ")
    value *= 100 if "%" in bare else 1
    whole, _, fraction = digits.partition(".")
    least = sum(sign in "0?" for sign in fraction)
    number = _rounded(abs(value), len([sign for sign in fraction if sign in "0#?"]), least)
    if "," in whole:
        head, dot, tail = number.partition(".")
        number = f"{int(head):,}".replace(",", "\u00a0") + dot + tail
    number = number.rjust(sum(sign == "0" for sign in whole), "0") if not fraction else number
    minus = "-" if value < 0 and number.strip("0.") else ""
    before, after = _around(section)
    return f"{before}{minus}{number}{after}".strip()


def _rounded(value: Decimal, most: int, least: int) -> str:
    text = (
        f"{value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
        if value.adjusted() < 20
        else f"{value:f}"
    )
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > least:
        text = text[:-1]
    return text.removesuffix(".")


def _around(section: str) -> tuple[str, str]:
    """Returns the words before and after the digits: «0" шт."» has « шт.»."""
    pieces, digits = ["", ""], 0
    for found in re.finditer(r'"([^"]*)"|\\(.)|([_*].)|(\[[^\]]*\])|(.)', section):
        quoted, escaped, _pad, _bracket, other = found.groups()
        if other and other in "0#?":
            digits = 1
        elif other and other in ".,":
            continue
        else:
            pieces[digits] += quoted or escaped or other or ""
    return pieces[0], pieces[1]


def _words(section: str) -> str:
    return "".join(_around(section)).strip()


def _shown_date(value: Decimal, section: str, *, is_1904: bool) -> str:
    if not 0 <= value <= LAST_DAY:
        return _general(value)
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    if not is_1904 and value < 60:  # Excel believes in 29.02.1900
        seconds += 86_400
    moment = DAY_BEFORE[is_1904] + timedelta(seconds=seconds)
    return "".join(_date_pieces(moment, section)).strip()


def _date_pieces(moment: datetime, section: str) -> Iterator[str]:
    tokens = list(DATE_PIECE.finditer(section))
    letters = [found["token"][0].lower() if found["token"] else "" for found in tokens]
    with_day = any(
        found["token"] and found["token"][0] in "dDдД" and len(found["token"]) < 3 for found in tokens
    )
    half_days = any(letter == "a" for letter in letters)
    for place, found in enumerate(tokens):
        if found["token"]:
            is_minute = letters[place] in "mм" and _is_minute(letters, place)
            yield _date_token(moment, found["token"], is_minute, with_day, half_days)
        else:
            yield found["quoted"] or found["escaped"] or found["other"] or ""


def _is_minute(letters: list[str], place: int) -> bool:
    before = next((letter for letter in reversed(letters[:place]) if letter), "")
    after = next((letter for letter in letters[place + 1 :] if letter), "")
    return before in ("h", "ч") or after in ("s", "с")


def _date_token(moment: datetime, token: str, is_minute: bool, with_day: bool, half_days: bool) -> str:
    letter, width = token[0].lower(), len(token)
    if letter in "yг":
        return f"{moment.year:04}" if width > 2 else f"{moment.year % 100:02}"
    if letter in "mм" and not is_minute:
        return _month(moment, width, with_day)
    if letter in "dд":
        names = {3: SHORT_DAYS, 4: DAYS}
        return names[min(width, 4)][moment.weekday()] if width > 2 else f"{moment.day:0{width}}"
    if letter == "a":
        return "AM" if moment.hour < 12 else "PM"
    if letter == "0":
        return "0" * width
    hour = (moment.hour - 1) % 12 + 1 if half_days else moment.hour
    number = moment.minute if is_minute else hour if letter in "hч" else moment.second
    return f"{number:0{min(width, 2)}}"


def _month(moment: datetime, width: int, with_day: bool) -> str:
    if width > 2:
        name = (MONTHS_OF if with_day else MONTHS)[moment.month - 1]
        return name[:3] if width == 3 else name[0].upper() if width == 5 else name
    return f"{moment.month:0{width}}"
