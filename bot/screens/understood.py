"""How a question was understood, in one sentence: in the terminal too, so nothing here knows of Telegram."""

from typing import Final

from bot.i18n import gettext as _
from bot.screens.lengths import shorten
from bot.screens.meaning import meaning_words
from bot.screens.phrases import quoted
from data.models import Answer, Refusal, RoadmapContent

QUOTED: Final = 100


def understood(answer: Answer, content: RoadmapContent) -> str:
    """«Понял так: ведомство — …», or why there is no answer; one sentence, in the current language."""
    if answer.refusal:
        return refusal_words(answer)
    return _("Understood as: {meaning}").format(meaning=meaning_words(answer.meaning, content))


def refusal_words(answer: Answer) -> str:
    """Why there is no answer and what to do; `answer.refusal` must be set."""
    text = quoted(shorten(answer.refused_text, QUOTED))
    match answer.refusal:
        case Refusal.ABSENT_AGENCY if answer.refused_text:
            return _(
                "This roadmap does not name {text}. The agencies it names are listed in the menu."
            ).format(text=text)
        case Refusal.ABSENT_NUMBER if answer.refused_text:
            return _("This roadmap has no number {text}.").format(text=text)
        case Refusal.NOTHING_FITS:
            return _("No activity fits all of that. Ask for less at once.")
        case _:
            return _("The question was not understood. Name an agency, a sphere, a number or a time.")
