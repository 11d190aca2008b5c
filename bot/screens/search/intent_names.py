"""How a question was understood, in a line: its intent, its subject, the days."""

from datetime import date

from bot.i18n import gettext as _
from bot.screens.search.intent import intent_words
from bot.screens.search.reply_words import days_words, reply_words
from bot.screens.search.understood import understood
from data.roadmap.models import RoadmapContent
from data.search.intents.models import QuestionIntent
from data.search.replies.models import Reply

TALKING = frozenset({QuestionIntent.HELP, QuestionIntent.SMALLTALK})


def intent_name(intent: QuestionIntent) -> str:
    names = {
        QuestionIntent.ACTIVITIES: _("activities"),
        QuestionIntent.WHO: _("responsible agencies"),
        QuestionIntent.DEADLINE: _("deadline"),
        QuestionIntent.OVERDUE: _("what is overdue"),
        QuestionIntent.STATUS: _("state"),
        QuestionIntent.WAITING: _("whose word is awaited"),
        QuestionIntent.NOTES: _("notes"),
        QuestionIntent.SILENCE: _("what has no information"),
        QuestionIntent.OWN: _("your activities"),
        QuestionIntent.COUNT: _("count"),
        QuestionIntent.COMPARE: _("comparison"),
        QuestionIntent.CHANGES: _("what has changed"),
        QuestionIntent.SUMMARY: _("summary"),
        QuestionIntent.WRITE: _("a new note"),
        QuestionIntent.HELP: _("how to do it"),
        QuestionIntent.SMALLTALK: _("talk"),
        QuestionIntent.REFUSED: _("no answer"),
    }
    return names[intent]


def understood_reply(reply: Reply, content: RoadmapContent, today: date) -> str:
    """«Понял так: отчёты; сфера — 8. В сфере туризма», or why there is no answer."""
    asked = reply.asked
    if reply.refused or reply.intent in TALKING:
        return reply_words(reply, content, today)
    if reply.intent is QuestionIntent.ACTIVITIES or (asked.subject.refusal and not asked.whole):
        return understood(asked.subject, content)
    subject = "" if asked.whole else intent_words(asked.subject.intent, content)
    parts = [intent_name(reply.intent) + days_words(asked.days), subject]
    return _("Understood as: {meaning}").format(meaning="; ".join(filter(None, parts)))
