"""Everyday words for what documents call otherwise, tried when a question means nothing without them."""

from collections import defaultdict
from dataclasses import replace

from data.search.language.words import Word

OFFICIAL = {
    "здравоохранение": "медицина здоровье медпомощь лечебный",
    "занятость": "трудоустройство безработица",
    "образование": "вуз университет",
    "строительство": "стройка строитель стройотрасль застройка",
    "сельский": "аграрный сельхоз апк агропром агропромышленный",
    "экология": "природа эколог природоохранный",
    "окружающий": "природа экология",
    "информатизация": "цифровизация цифра айти ит цифровой",
    "информационный": "цифровизация цифра айти ит цифровой",
    "цифровой": "цифровизация цифра айти ит информатизация",
    "сми": "медиа пресса журналист телевидение газета",
    "массовый": "масс медиа",
    "предпринимательство": "предприниматель бизнесмен бизнес стартап мсп",
    "культура": "искусство",
    "туризм": "турпоток турист",
    "молодежный": "молодые юношество",
    "спорт": "спортсмен физкультура",
    "социальный": "соцзащита социалка соцполитика соц",
    "инвестиционный": "инвестор",
    "жилье": "жкх",
    "лесной": "лес",
}
SYNONYMS = defaultdict[str, set[str]](set)
for official, everyday in OFFICIAL.items():
    for word in everyday.split():
        SYNONYMS[word].add(official)


def official_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Returns the same words, the everyday ones among them also in the language of documents."""
    return tuple(_official(word) for word in words)


def _official(word: Word) -> Word:
    found = frozenset(name for key in word.keys if key in SYNONYMS for name in SYNONYMS[key])
    return replace(word, extra=word.extra | found, guessed=True) if found else word
