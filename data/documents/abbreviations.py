"""Names people would use for an agency of which only the official name is known, by rule.

«Министерство строительства» → Минстрой, «Комитет по науке и высшей школе» → КНВШ, Комитет по науке.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.documents.names import NamedAlias
from data.regions.morphology import is_dictionary_word, parses
from data.regions.regions import lemmas
from data.roadmap.models import Matching

# How a word for an agency is shortened before the root; the empty ones are never shortened.
HEADS = {
    "министерство": "Мин",
    "комитет": "Ком",
    "департамент": "Деп",
    **dict.fromkeys(
        ("управление", "служба", "агентство", "инспекция", "комиссия", "палата", "дирекция", "фонд"), ""
    ),
}
# What follows the shortened head. The first form is the fullest, the shortest one joins with a second root.
ROOTS = tuple(
    (re.compile(stems), tuple(forms.split()))
    for stems, forms in (
        (r"агропромышленн", "агропром"),
        (r"архив", "архив арх"),
        (r"архитектур", "архитектуры арх"),
        (r"благоустройств", "благ"),
        (r"ветеринар", "вет"),
        (r"внешн\w+ связ", "внешсвязей"),
        (r"внутренн\w+ политик", "внутрполитики"),
        (r"градостроит", "град"),
        (r"дорожн", "дор"),
        (r"жилищно-коммунальн", "жкх"),
        (r"жилищн", "жил"),
        (r"занятост", "занятости"),
        (r"здравоохранен", "здрав"),
        (r"земельн", "зем"),
        (r"имуществ", "имущества"),
        (r"инвестици", "инвест"),
        (r"информатизаци", "информатизации информ"),
        (r"информационн\w+ (?:развит|технолог)", "информразвития информ"),
        (r"информационн\w+ политик", "информполитики информ"),
        (r"культур", "культ культуры"),
        (r"лесн", "лесхоз лес"),
        (r"молодеж", "молодежи мол"),
        (r"наук", "науки"),
        (r"национальн", "нац"),
        (r"образован", "обр образования"),
        (r"природн|природопользован", "природы"),
        (r"продовольств", "прод"),
        (r"промышленн\w+ политик", "промполитики пром"),
        (r"промышленн", "пром"),
        (r"просвещен", "просвещения прос"),
        (r"регионал", "региона рег"),
        (r"связ", "связи"),
        (r"сельск\w+ хозяйств", "сельхоз"),
        (r"социальн\w+ защит", "соцзащиты соц"),
        (r"социальн\w+ политик", "соцполитики соц"),
        (r"социальн", "соцразвития соц"),
        (r"спорт", "спорт спорта"),
        (r"строит", "строй"),
        (r"тариф", "тариф"),
        (r"территориальн", "терразвития тер"),
        (r"торгов", "торг"),
        (r"транспорт", "транс"),
        (r"труд", "труд"),
        (r"туризм", "тур туризма"),
        (r"физическ\w+ культур", "физкульт"),
        (r"финанс", "фин"),
        (r"цифров", "цифры"),
        (r"экологи", "экологии эко"),
        (r"экономик", "экономики эк"),
        (r"экономич", "экономразвития эк"),
        (r"энерг", "энерго"),
        (r"юстици", "юст"),
    )
)
FILLERS = re.compile(
    r"^(?:(?:делам|вопросам|развити\w|обеспечени\w|охран\w|регулировани\w|управлени\w|сфер\w|област\w)\s+)+"
)
COORDINATION = re.compile(r"\s*,\s*|\s+и\s+")
UNWRITTEN = frozenset(["по", "и", "с", "со", "о", "об", "в", "во", "на", "при", "для", "из", "к"])
COMMON_REGION_WORDS = frozenset(["край", "область", "республика", "автономный", "округ", "город", "народный"])
STATE = "государственн"
ENDINGS = ("а", "ей", "и", "ы", "я")  # of whole words, which no second root follows
LONGEST_ACRONYM = 10  # letters
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class _Body:
    """«Государственный» «Комитет» «по» «туризму, культуре»: what stands before the head, it, and what it does."""

    before: str
    head: str
    preposition: str
    matters: tuple[str, ...]

    @property
    def is_state(self) -> bool:
        return self.before.lower().startswith(STATE)


def derived_aliases(name: str) -> tuple[NamedAlias, ...]:
    """Returns further names of an agency, `name` being its official one without the region; empty where no rule fits."""
    found = {alias.text.lower(): alias for alias in (*_acronyms(name), *_spoken(name))}
    found.pop(name.lower(), None)
    return tuple(found.values())


def _spoken(name: str) -> Iterator[NamedAlias]:
    body = _taken_apart(name)
    texts = (*_short_phrases(body), *_compounds(body)) if body else ()
    return (NamedAlias(text, Matching.FREE) for text in texts)


def _taken_apart(name: str) -> _Body | None:
    words = name.split()
    place = next((place for place, word in enumerate(words) if lemmas(word.lower()) & HEADS.keys()), None)
    if place is None:
        return None
    rest = words[place + 1 :]
    preposition = rest.pop(0) if rest and rest[0].lower() == "по" else ""
    matters = tuple(filter(None, COORDINATION.split(" ".join(rest))))
    return _Body(" ".join(words[:place]), words[place], preposition, matters[:MOST_PARTS])


def _short_phrases(body: _Body) -> Iterator[str]:
    """Yields the head with each single matter: «Комитет по науке», «Комитет по высшей школе», «Агентство молодежи»."""
    head = f"{body.before} {body.head}".strip()
    for matter in body.matters:
        if len(body.matters) > 1:
            yield " ".join(filter(None, (head, body.preposition, matter)))
        if matter.lower().startswith("делам "):
            yield f"{head} {matter.split(maxsplit=1)[1]}"


def _compounds(body: _Body) -> Iterator[str]:
    """Shortened head and root: Минпром, Минторг, Минпромторг; Комспорт, Спорткомитет; Архком."""
    short = HEADS.get(body.head.lower(), "")
    if not short:
        return
    short = f"Гос{short.lower()}" if body.is_state else short
    rooted = [roots for matter in body.matters if (roots := _roots(matter))]
    yield from (short + root for roots in rooted for root in roots)
    if len(rooted) > 1:
        yield from (short + stem + rooted[1][0] for stem in _stem(rooted[0]))
    if short == "Мин" and not body.preposition:
        yield from (short + matter.lower() for matter in body.matters if " " not in matter)
    if body.head.lower() == "комитет":
        yield from _committees(rooted[:1], _roots(body.before))


def _committees(matter: list[tuple[str, ...]], described: tuple[str, ...]) -> Iterator[str]:
    """Спорткомитет of a committee for sport, Архком of an archival committee."""
    for stem in (stem for roots in (*matter, described) for stem in _stem(roots)):
        yield f"{stem.capitalize()}комитет"
    yield from (f"{stem.capitalize()}ком" for stem in _stem(described))


def _stem(roots: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the root that another may follow: «тур» of «тур» and «туризма», none of «науки» alone."""
    shortest = min(roots, key=len, default="")
    return (shortest,) if shortest and not shortest.endswith(ENDINGS) else ()


def _roots(matter: str) -> tuple[str, ...]:
    plain = FILLERS.sub("", matter.lower().replace("ё", "е"))
    return next((forms for stem, forms in ROOTS if stem.match(plain)), ())


def _acronyms(name: str) -> Iterator[NamedAlias]:
    """Yields the first letters, prepositions left out, «и» left out or kept small: КФКС and КФКиС."""
    words = [part for word in re.findall(r"[\w-]+", name) for part in word.split("-") if part]
    joined = "".join("и" if word.lower() == "и" else word[0].upper() for word in words if _is_written(word))
    plain = joined.replace("и", "")
    if 2 <= len(plain) <= LONGEST_ACRONYM:
        yield from (NamedAlias(text, _matching(text)) for text in dict.fromkeys((plain, joined)))


def _is_written(word: str) -> bool:
    return word.lower() == "и" or word.lower() not in UNWRITTEN


def _matching(acronym: str) -> Matching:
    """Two letters mean too much to be guessed, and «МИР» in small letters is a word."""
    if len(acronym) == 2:
        return Matching.WHOLE
    return Matching.UPPER if is_dictionary_word(acronym) else Matching.FREE


def region_aliases(region: str) -> tuple[NamedAlias, ...]:
    """Returns what people call a region besides its name: «Республика Татарстан» → Татарстан, РТ."""
    words = re.findall(r"[\w-]+", region)
    proper = [word for word in words if not lemmas(word.lower()) & COMMON_REGION_WORDS]
    if len(words) < 2 or len(proper) != 1:
        return ()
    spoken = proper[0] if lemmas(words[0].lower()) & COMMON_REGION_WORDS else _dictionary_form(proper[0])
    return NamedAlias(spoken, Matching.FREE), NamedAlias(
        "".join(word[0] for word in words).upper(), Matching.UPPER
    )


def _dictionary_form(word: str) -> str:
    return str(parses(word)[0].normal_form)
