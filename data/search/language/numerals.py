"""Numbers as people write them: figures, Roman figures and ordinal words."""

from data.primitives.folding import roman_value
from data.search.language.words import Word, word_set

# Words that stand beside a number and say what it numbers.
SECTION_LABELS = word_set("раздел сфера глава блок направление section sphere chapter area")
ITEM_LABELS = word_set(
    "п пп пункт подпункт номер мероприятие строка позиция item activity point number no task measure"
)
ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "первый first",
            "второй second",
            "третий third",
            "четвертый fourth",
            "пятый fifth",
            "шестой sixth",
            "седьмой seventh",
            "восьмой eighth",
            "девятый ninth",
            "десятый tenth",
            "одиннадцатый eleventh",
            "двенадцатый twelfth",
            "тринадцатый thirteenth",
            "четырнадцатый fourteenth",
            "пятнадцатый fifteenth",
        ),
        start=1,
    )
    for word in words.split()
}
CARDINALS = {
    word: place
    for place, words in enumerate(
        [
            "один one",
            "два two",
            "три three",
            "четыре four",
            "пять five",
            "шесть six",
            "семь seven",
            "восемь eight",
            "девять nine",
            "десять ten",
            "одиннадцать eleven",
            "двенадцать twelve",
            "тринадцать thirteen",
            "четырнадцать fourteen",
            "пятнадцать fifteen",
        ],
        start=1,
    )
    for word in words.split()
}
ORDINAL_ENDINGS = frozenset(
    ["й", "го", "му", "м", "ом", "ая", "ой", "ую", "ый", "ий", "х", "е", "я", "st", "nd", "rd", "th"]
)


def value_of(word: Word) -> int | None:
    """Returns the whole number a word says in figures, in Roman figures or as an ordinal; None for other words."""
    if word.text.isdecimal():
        return int(word.text)
    ordinal = next((ORDINALS[key] for key in word.keys if key in ORDINALS), None)
    return ordinal or roman_value(word.text)


def named_value(word: Word) -> int | None:
    """Returns the value of a word that names a place in an order, also as «сфера три»."""
    value = value_of(word)
    return next((CARDINALS[key] for key in word.keys if key in CARDINALS), None) if value is None else value


def is_ordinal_ending(word: Word) -> bool:
    """True for the «-й» of «7-й»."""
    return word.gap in {"", "-"} and word.text in ORDINAL_ENDINGS
