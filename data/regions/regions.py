"""Parties and their regions: finds the party that a phrase names, in any grammatical case."""

import re
from functools import lru_cache
from itertools import takewhile
from typing import Any

from data.regions.morphology import parses
from data.regions.named_regions import Mention, find_mentions, find_region, is_whole
from data.regions.table import RUSSIA, regions

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SPLIT = re.compile(r"(\W*\s\W*)")
DASHES = "-–—"
BY = re.compile(r"\bпо\s+$", re.IGNORECASE)  # «Управление МЧС России по Пермскому краю» is called so
# What governs a region; the region's name follows.
HEADS = (
    "правительство",
    "кабинет министр",
    "совет министр",
    "администрация",
    "исполнительный комитет",
    "народный правительство",
    "мэрия",
    "губернатор",
)


def words_of(text: str) -> tuple[str, ...]:
    """Returns the words in small letters, with «е» for «ё»."""
    return tuple(WORD.findall(text.lower().replace("ё", "е")))


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """Returns every dictionary form the word may belong to: «строй» is «строй» and «строить»."""
    return frozenset(parse.normal_form.replace("ё", "е") for parse in parses(word)) | {word}


def same_words(one: str, other: str) -> bool:
    """True when both phrases are the same words; grammatical case, number and capitals do not count."""
    first, second = words_of(one), words_of(other)
    return len(first) == len(second) and find_words(first, second) == 0


def find_words(text: tuple[str, ...], phrase: tuple[str, ...], start: int = 0) -> int | None:
    """Returns where in the text the phrase's words stand side by side, in any case; None where they do not."""
    for place in range(start, len(text) - len(phrase) + 1):
        if all(lemmas(text[place + n]) & lemmas(word) for n, word in enumerate(phrase)):
            return place if phrase else None
    return None


def region_of(party: str) -> str:
    """Returns the region that an agency governs: «Правительство Пермского края» → «Пермский край».

    A party that is named by its region alone is its own region.
    """
    governed = territory_of(party)
    known = whole_mention(governed)
    if known:
        return known.region.name if known.named.is_government else known.name
    return nominative(governed, "gent") if governed != party else party


def territory_of(party: str) -> str:
    """Returns the region as it stands in the party's name: «Пермского края» of «Правительство Пермского края»."""
    words = words_of(party)
    head = next((head for head in HEADS if find_words(words[: len(head.split())], words_of(head)) == 0), None)
    if head is None or len(words) == len(head.split()):
        return _last_region(party)
    return territory_of(party.split(maxsplit=len(head.split()))[-1])


def _last_region(party: str) -> str:
    """Returns the region that the party's name ends with, the name itself where it ends otherwise.

    «Коллегия Администрации Кемеровской области» has a head of its own kind; the region it governs is known all the same.
    """
    last = next(iter(find_mentions(party)[-1:]), None)
    return party[last.start :] if last and not WORD.search(party[last.end :]) else party


def whole_mention(text: str) -> Mention | None:
    """Returns the region of the table that the text is a name of; None where there is more or less in it."""
    return next((mention for mention in find_mentions(text) if is_whole(mention, text)), None)


def country_of(phrase: str) -> str | None:
    """Returns the country of «белорусской стороны», «Российской Федерации»; None where no word is a country's adjective."""
    words = [lemmas(word) for word in words_of(phrase)]
    adjectives = {"российский": RUSSIA} | {
        word: region.country for region in regions() if region.is_country for word in region.adjectives
    }
    return next(
        (country for word, country in adjectives.items() if any(word in keys for keys in words)), None
    )


def without_region(name: str, territory: str) -> str:
    """Returns an agency's name without its own party's region: «Министерство культуры» of «… Пермского края».

    A region of the table is recognised by any of its names, «Минздрав Якутии»; of a city only the city's name is left out.
    """
    return _without_known(name, territory) or _without_words(name, territory)


def _without_known(name: str, territory: str) -> str:
    region, own = find_region(territory), whole_mention(territory)
    mentions = [
        mention
        for mention in find_mentions(name)
        if mention.region is region
        and not BY.search(name[: mention.start])
        and mention.named.is_city is (own is not None and own.named.is_city)
    ]
    if not mentions or any(is_whole(mention, name) for mention in mentions):
        return ""
    for mention in reversed(mentions):
        name = f"{name[: mention.start].rstrip()} {name[mention.end :].lstrip()}"
    return " ".join(name.split()).strip(" ,")


def _without_words(name: str, territory: str) -> str:
    region = words_of(territory)
    words = list(WORD.finditer(name))
    place = find_words(words_of(name), region) if region else None
    if place is None or len(words) <= len(region):
        return name
    before, after = name[: words[place].start()], name[words[place + len(region) - 1].end() :]
    return " ".join(f"{before.rstrip()} {after.lstrip()}".split())


def nominative(phrase: str, case: str) -> str:
    """Returns the phrase that stands in `case` («gent», «ablt») in the nominative; what its noun governs stays.

    «Республики Татарстан» → «Республика Татарстан», «Кабинетом Министров» → «Кабинет Министров».
    """
    parts = SPLIT.split(phrase)
    words, gaps = parts[::2], [*parts[1::2], ""]
    place, noun = _governing_noun(words, case)
    if noun is None:
        return phrase
    changed = [_adjective(word, case, noun) for word in words[:place]] + [noun]
    for gap, word in zip(gaps[place:-1], words[place + 1 :], strict=True):
        apposition = any(dash in gap for dash in DASHES) or noun.normal_form == "город"
        changed.append(_noun(word, case) if apposition else None)
    return "".join(
        _inflected(*written) + gap
        for written, gap in zip(zip(words, changed, strict=True), gaps, strict=True)
    )


def _governing_noun(words: list[str], case: str) -> tuple[int, Any]:
    nouns = [(place, noun) for place, word in enumerate(words) if (noun := _noun(word, case))]
    # «Главой» may also be a form of an adjective: such a word counts where there is no other.
    clear = (
        (place, noun)
        for place, noun in nouns
        if not any(_is(parse, "ADJF", case) for parse in parses(words[place]))
    )
    return next(clear, nouns[0] if nouns else (0, None))


def _noun(word: str, case: str) -> Any:
    return next((parse for parse in parses(word) if _is(parse, "NOUN", case)), None)


def _adjective(word: str, case: str, noun: Any) -> Any:
    agreeing = (noun.tag.number, noun.tag.gender if noun.tag.number == "sing" else None)
    candidates = (parse for parse in parses(word) if _is(parse, "ADJF", case))
    return next((found for found in candidates if (found.tag.number, found.tag.gender) == agreeing), None)


def _is(parse: Any, part: str, case: str) -> bool:
    return bool(part == parse.tag.POS and parse.tag.case == case)


def _inflected(word: str, parse: Any) -> str:
    form = parse.inflect({"nomn"}) if parse else None
    if form and "Supr" in parse.tag:
        form = _same_superlative(word, parse, form)
    return _cased_like(word, form.word) if form else word


def _same_superlative(word: str, parse: Any, form: Any) -> Any:
    """«высшим» is «высший», not «высочайший»: of the superlatives of one adjective the one that is written."""
    alike = [
        other
        for other in parse.lexeme
        if "Supr" in other.tag
        and (other.tag.case, other.tag.number, other.tag.gender)
        == (form.tag.case, form.tag.number, form.tag.gender)
    ]
    return max(alike, key=lambda other: _common_start(other.word, word.lower()), default=form)


def _common_start(one: str, other: str) -> int:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _cased_like(pattern: str, word: str) -> str:
    """Capitals where the pattern has them, part by part: «Ханты-Мансийского» and «ханты-мансийский»."""
    parts = zip(pattern.split("-"), word.split("-"), strict=False)
    return "-".join(part.capitalize() if original[:1].isupper() else part for original, part in parts)
