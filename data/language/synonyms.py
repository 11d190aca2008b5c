"""Everyday words for what documents call otherwise, tried when a question means nothing without them."""

from dataclasses import replace

from data.language.words import Word

SYNONYMS = {
    everyday: official
    for official, words in {
        "здравоохранение": "медицина здоровье медпомощь",
        "занятость": "трудоустройство безработица",
        "образование": "вуз университет",
        "строительство": "стройка строитель стройотрасль застройка",
        "сельский": "аграрный сельхоз апк агропром агропромышленный",
        "экология": "природа эколог природоохранный",
        "окружающий": "природа экология",
        "информатизация": "цифровизация цифра айти ит цифровой",
        "цифровой": "цифровизация цифра айти ит информатизация",
        "предпринимательство": "предприниматель бизнесмен бизнес стартап мсп",
        "культура": "искусство",
        "туризм": "турпоток турист",
        "молодежный": "молодые юношество",
        "спорт": "спортсмен физкультура",
        "социальный": "соцзащита социалка соцполитика",
        "инвестиционный": "инвестор",
        "жилье": "жкх",
        "лесной": "лес",
    }.items()
    for everyday in words.split()
}


def official_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The same words, the everyday ones among them in the language of documents."""
    return tuple(_official(word) for word in words)


def _official(word: Word) -> Word:
    found = next((SYNONYMS[key] for key in sorted(word.keys) if key in SYNONYMS), None)
    return replace(word, text=found, guessed=True) if found else word
