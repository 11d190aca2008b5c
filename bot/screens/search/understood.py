"""How a question was understood, in one sentence: in the terminal too, so nothing here knows of Telegram."""

from typing import Final

from bot.i18n import gettext as _
from bot.screens.dates import day_words
from bot.screens.phrases import quoted, sphere_count
from bot.screens.search.intent import intent_words
from bot.telegram.text_length import shorten
from data.roadmap.models import RoadmapContent
from data.search.models import Answer, Intent, QuestionRefusal

QUOTED: Final = 100
NAMED_WORDS: Final = 40  # characters


def understood(answer: Answer, content: RoadmapContent) -> str:
    """«Понял так: ведомство — …», or why there is no answer; one sentence, in the current language."""
    if answer.refusal:
        return refusal_words(answer, content)
    return _("Understood as: {meaning}").format(meaning=intent_words(answer.intent, content))


def refusal_words(answer: Answer, content: RoadmapContent) -> str:
    """Returns why there is no answer and what to do; `answer.refusal` must be set."""
    text = quoted(shorten(answer.refused_text, QUOTED))
    match answer.refusal:
        case QuestionRefusal.ABSENT_AGENCY if answer.refused_text:
            return _(
                "This roadmap does not name {text}. The agencies it names are listed in the menu."
            ).format(text=text)
        case QuestionRefusal.ABSENT_NUMBER if answer.refused_text:
            return _absent_number(answer.refused_text, text, content)
        case QuestionRefusal.NOTHING_FITS:
            return _unmet_words(answer, content)
        case _:
            return _not_understood(answer.refused_text)


def _unmet_words(answer: Answer, content: RoadmapContent) -> str:
    """Returns how the question was understood, that nothing fits it, and the nearest day that has something."""
    intent = intent_words(answer.unmet, content) if answer.unmet else ""
    sentences = [_("Understood as: {meaning}").format(meaning=intent) + "."] if intent else []
    sentences.append(_lacking(answer.unmet))
    if answer.nearest:
        words = (
            _("No control date is left, the last one was {day}.")
            if answer.none_left
            else _("The nearest control date: {day}.")
        )
        sentences.append(words.format(day=day_words(answer.nearest)))
    return " ".join(sentences)


def _lacking(unmet: Intent | None) -> str:
    if unmet is None or unmet.conditions > 1:
        return _("No activity fits all of that.")
    if unmet.time and unmet.time.names_days:
        return _("No activity is due then.")
    return _("There are no such activities.")


def _absent_number(number: str, text: str, content: RoadmapContent) -> str:
    """Says how many spheres there are where a sphere was asked for that is not there."""
    sentence = _("This roadmap has no number {text}.").format(text=text)
    if not number.isdecimal():
        return sentence
    spheres = _("It has {spheres}.").format(spheres=sphere_count(len(content.spheres)))
    return f"{sentence} {spheres}"


def _not_understood(words: str) -> str:
    """Names the words that were not understood, where they are few enough to be a slip or a foreign matter."""
    sentence = _("The question was not understood. Name an agency, a sphere, a number or a time.")
    if not words or len(words) > NAMED_WORDS:
        return sentence
    unknown = _("Not found in the roadmap: {text}.").format(text=quoted(words))
    return f"{sentence} {unknown}"
