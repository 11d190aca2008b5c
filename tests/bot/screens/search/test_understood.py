"""How a question was understood, in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.i18n import speaking
from bot.screens.search.intent import intent_words
from bot.screens.search.understood import understood
from data.roadmap.models import DeadlineKind
from data.search.models import Answer, AskedTime, Intent, IntentKind, QuestionRefusal
from tests.bot.screens.content_fixtures import content

MADE = content(3, 2, 4)


def said(intent: Intent, locale: str = "ru") -> str:
    with speaking(locale):
        return understood(Answer(intent), MADE)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        (Intent(IntentKind.AGENCY, agencies=(1,)), "ведомство — Комитет 1"),
        (Intent(IntentKind.AGENCY, agencies=(1, 2)), "ведомства — Комитет 1; Комитет 2"),
        (
            Intent(IntentKind.AGENCY, agencies=(1, 2, 3, 4, 5)),
            "ведомства — Комитет 1; Комитет 2; Комитет 3 и ещё 2",
        ),
        (
            Intent(IntentKind.SPHERE, spheres=(2,), parties=(1,)),
            "сторона — Область А, сфера — 2. Обмен опытом",
        ),
        (Intent(IntentKind.ACTIVITY, activities=(1,)), "мероприятие — 1.1"),
        (Intent(IntentKind.ACTIVITY, words="эвакуация", activities=(1,)), "в тексте — «эвакуация»"),
    ],
)
def test_each_thing_named_is_said(intent: Intent, words: str) -> None:
    """Agencies, sides, spheres, numbers and words of a text, several of a kind counted off."""
    assert said(intent) == f"Понял так: {words}"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (AskedTime(months=(12,)), "декабрь"),
        (AskedTime(years=(2024, 2025, 2026)), "2024–2026"),
        (AskedTime(years=(2024, 2026)), "2024, 2026"),
        (AskedTime(within_days=1), "в ближайший 1 день"),
        (AskedTime(within_days=22), "в ближайшие 22 дня"),
        (AskedTime(overdue=True), "просрочено"),
        (AskedTime(undated=True), "без даты"),
        (AskedTime(recurring=True), "повторяющиеся"),
        (AskedTime(recurring=True, kinds=(DeadlineKind.ANNUAL,)), "ежегодно"),
        (AskedTime(until=date(2026, 12, 31)), "… – 31 декабря 2026, чт"),
        (AskedTime(since=date(2026, 12, 31), until=date(2026, 12, 31)), "31 декабря 2026, чт"),
        (AskedTime(years=(2027,)), "2027 год"),
        (AskedTime(years=(2027,), months=(1,)), "январь, 2027"),
    ],
)
def test_each_time_is_said(time: AskedTime, words: str) -> None:
    """Months, years, spans, repetitions and states."""
    assert said(Intent(IntentKind.DEADLINE, time=time)) == f"Понял так: срок — {words}"


def test_both_languages_say_it() -> None:
    """The names stay as signed, the words around them are of the language."""
    intent = Intent(IntentKind.AGENCY, agencies=(1, 2), time=AskedTime(months=(5,), years=(2025,)))
    assert said(intent, "en") == "Understood as: agencies — Комитет 1; Комитет 2, deadline — May, 2025"


@pytest.mark.parametrize(
    ("unmet", "words"),
    [
        (Intent(IntentKind.DEADLINE, time=AskedTime(years=(2027,))), "На это время мероприятий нет."),
        (Intent(IntentKind.DEADLINE, time=AskedTime(overdue=True)), "Таких мероприятий нет."),
        (
            Intent(IntentKind.DEADLINE, agencies=(1,), time=AskedTime(years=(2027,))),
            "Всему этому сразу не отвечает ни одно мероприятие.",
        ),
    ],
)
def test_what_nothing_fits_is_said_as_it_was_understood(unmet: Intent, words: str) -> None:
    """One condition that selects nothing is told from several that do not go together; the next date follows."""
    answer = Answer(Intent(IntentKind.NONE), refusal=QuestionRefusal.NOTHING_FITS, unmet=unmet)
    with speaking("ru"):
        assert understood(answer, MADE) == f"Понял так: {intent_words(unmet, MADE)}. {words}"
        assert understood(replace(answer, nearest=date(2026, 12, 30)), MADE).endswith(
            f"{words} Ближайшая контрольная дата: 30 декабря 2026, ср."
        )


@pytest.mark.parametrize("refusal", QuestionRefusal)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_refusal_has_its_sentence(refusal: QuestionRefusal, locale: str) -> None:
    """Each reason is said, and what was not found is named when it is known."""
    answer = Answer(Intent(IntentKind.NONE), refusal=refusal, refused_text="Минфин")
    with speaking(locale):
        assert understood(answer, MADE).endswith(".")
        named = refusal is not QuestionRefusal.NOTHING_FITS
        assert ("Минфин" in understood(answer, MADE)) is named
        assert understood(replace(answer, refused_text=""), MADE)
