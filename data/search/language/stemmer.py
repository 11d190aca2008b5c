"""Russian words without endings and suffixes, so that «вакансия» meets «вакантный»."""

from functools import lru_cache

# The shortest stem worth comparing, in letters.
SHORTEST = 4
ENDINGS = """
    изированный ированный ирование ировать изация ация яция иция ция ционный ионный ический еский тельный
    тельство тельность тель ство ственный ственность ность ение ание ный ной но ской ский ник ница щик чик
    ист изм ия ие ье ка очный ок ец ость ать ять ить еть овать евать овый овой овля евый ивный ика ой ый
    як ий ая ое а я о е ь й и ы у ю
"""
SUFFIXES = sorted(ENDINGS.split(), key=len, reverse=True)
# «ист» and «изм» leave the three letters of «тур».
SHORT_STEMS = ("ист", "изм")
# Consonants that stand for one another at the end of a stem: студент – студенческий, наука – научный.
ALTERNATING = str.maketrans("чцщтсшхджз", "кккккккггг")


@lru_cache(maxsize=100_000)
def stem_of(lemma: str) -> str:
    """Returns the stem that related words share, or "" for a word too short to have one."""
    stem = _stripped(_stripped(lemma))
    if len(stem) < min(SHORTEST, len(lemma)) and not stem.startswith("тур"):
        return ""
    return stem[:-1] + stem[-1].translate(ALTERNATING) if len(stem) >= SHORTEST else stem


def _stripped(word: str) -> str:
    for suffix in SUFFIXES:
        left = len(word) - len(suffix)
        if word.endswith(suffix) and (left >= SHORTEST or (suffix in SHORT_STEMS and left == 3)):
            return word[:left]
    return word
