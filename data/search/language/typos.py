"""Slips of fingers and ears, the likely ones told from the others."""

from itertools import pairwise

from data.search.language.words import listed

# A finger hits the key beside the right one.
KEY_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# An ear takes one sound for another.
SOUNDS_ALIKE = listed("ао еи ея еэ ия ыи бп вф гк гх дт зс жш шщ цс ei ao sz ck")
CONFUSED = frozenset(frozenset(pair) for letters in (*KEY_ROWS, *SOUNDS_ALIKE) for pair in pairwise(letters))


def is_likely_slip(typed: str, meant: str) -> bool:
    """Whether one slip is a letter lost, doubled, swapped or confused, and not just another letter."""
    if len(typed) != len(meant):
        return True
    differing = [pair for pair in zip(typed, meant, strict=True) if pair[0] != pair[1]]
    return len(differing) != 1 or frozenset(differing[0]) in CONFUSED
