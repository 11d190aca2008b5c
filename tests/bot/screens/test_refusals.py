"""Every reason for a refusal has its sentence, in both languages."""

import importlib
import pkgutil
from datetime import date
from typing import Any, Final

import pytest

import data
from bot.cli.refusals import sentence
from bot.i18n import speaking
from bot.screens.refusals import refusal_text
from data.documents.refusal import DocumentProblem, DocumentRefused
from data.notes.problems import NoteProblem
from data.primitives.refusal import Problem
from data.schema import SchemaProblem, SchemaRefused

LONGEST_ALERT: Final = 200  # characters, by the Bot API
IN_MESSAGES_ONLY: Final = {NoteProblem.TEXT_LENGTH, NoteProblem.FILE_TYPE}
DETAILS: Final[dict[str, Any]] = {
    "today": date(2026, 11, 24),
    "at": 1_795_500_000,
    "name": "отчёт.exe",
    "length": 3502,
    "limit": 3500,
    "where": "2027",
    "path": "roadmap.db",
    "reason": "занято",
    "found": 9,
    "known": 8,
    "suffix": ".doc",
    "kind": "счёт",
    "most": 64,
    "megabytes": 5,
    "character": "U+0007",
    "column": "Итог",
    "text": "текст",
    "number": "1.1",
    "party": "Москва",
    "agency": "Комитет по спорту",
    "sphere": "В сфере спорта",
    "place": "parties",
    "key": "sides",
    "numbers": "1.1, 1.2",
    "sides": "Москва, Пермский край",
    "past": "01.12.2026",
    "week": "2026-W47",
    "first": "2024",
    "doubts": (),
    "pair": "1.1=2.1",
    "id": 7,
}


def problems() -> list[Problem]:
    """The values of every enum of problems, wherever it is declared."""
    for module in pkgutil.walk_packages(data.__path__, "data."):
        importlib.import_module(module.name)
    found: list[Problem] = []
    waiting: list[type[Problem]] = [Problem]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            found.extend(kind)
    return found


def told(problem: Problem) -> str:
    match problem:
        case DocumentProblem():
            return sentence(DocumentRefused(problem, **DETAILS))
        case SchemaProblem():
            return sentence(SchemaRefused(problem, **DETAILS))
        case _:
            return refusal_text(problem, **DETAILS)


@pytest.mark.parametrize(
    "problem", problems(), ids=lambda problem: f"{type(problem).__name__}.{problem.name}"
)
def test_every_problem_has_its_sentence_in_both_languages(problem: Problem) -> None:
    """With all its details filled in, translated, and short enough for an alert where it may be one."""
    with speaking("en"):
        english = told(problem)
    with speaking("ru"):
        russian = told(problem)
    assert english != russian
    for said in (english, russian):
        assert said.strip() == said != ""
        assert not set("{}") & set(said)
        if problem not in IN_MESSAGES_ONLY and not isinstance(problem, DocumentProblem | SchemaProblem):
            assert len(said) <= LONGEST_ALERT
    assert any("а" <= letter <= "я" for letter in russian.lower())


def test_problems_are_found_by_construction() -> None:
    """All features are there, and no problem stands twice under one name."""
    found = problems()
    assert len(found) == len({(type(problem), problem.name) for problem in found}) > 80
