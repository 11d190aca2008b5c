"""The answer to a question: how it was understood, what was found, and how else it may be meant."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import OpenDeadlines, OpenHome
from bot.callbacks.search import OpenAnswer
from bot.i18n import gettext as _
from bot.screens.fragments import States, activity_entry
from bot.screens.keyboard import LABEL, button, keyboard
from bot.screens.paging import Heading, Route, long_listing
from bot.screens.phrases import activity_count, distinguished, examples_line, titled
from bot.screens.search.examples import example_questions
from bot.screens.search.intent import intent_label, intent_words, label_parts
from bot.screens.search.understood import refusal_words
from bot.telegram.screen import Screen
from bot.telegram.text_length import shorten
from data.roadmap.lookup import StaleButton, activities_by_id
from data.roadmap.models import Activity, RoadmapContent
from data.search.models import Answer, Intent


def answer_screen(
    answer: Answer,
    content: RoadmapContent,
    place: OpenAnswer,
    states: States,
    buttons: Sequence[InlineKeyboardButton] = (),
) -> Screen:
    """The page of an interpretation; `buttons` are further ones that lead elsewhere.

    Raises `StaleButton` when the question has no such interpretation (any more).
    """
    if place.reading > len(answer.others):
        raise StaleButton
    offered = corrections(answer, content, place)
    if answer.refusal and place.reading == 0:
        return _refusal_screen(answer, content, [*offered, *buttons])
    intent = (answer.intent, *answer.others)[place.reading]
    breadcrumbs = extended("", place)
    back = place.model_copy(update={"reading": 0, "page": 0}) if place.reading else OpenHome()
    route = Route(back, place.page, lambda to: place.model_copy(update={"page": to}))
    meaning = _("Understood as: {meaning}").format(meaning=intent_words(intent, content))
    heading = Heading(_found(intent), meaning)
    return long_listing(
        heading,
        sectioned(intent.activities, intent.ongoing, content),
        lambda item: activity_entry(content, item[0], states, breadcrumbs, item[1]),
        route,
        [*offered, *buttons],
    )


def _found(intent: Intent) -> str:
    if intent.ongoing and not intent.activities:
        return _("Nothing is due then, these are under way:")
    return activity_count(len(intent.activities))


def sectioned(
    activities: Sequence[int], lasting: Sequence[int], content: RoadmapContent
) -> list[tuple[Activity, str]]:
    """The activities that answer under their spheres, and those that merely last under a name of their own."""
    spheres = {sphere.id: titled(sphere.number, sphere.title) for sphere in content.spheres}
    due = activities_by_id(content, activities)
    ongoing = activities_by_id(content, lasting)
    apart = _("Under way in that time")
    return [(activity, spheres[activity.sphere_id]) for activity in due] + [
        (activity, apart) for activity in ongoing
    ]


def corrections(answer: Answer, content: RoadmapContent, place: OpenAnswer) -> list[InlineKeyboardButton]:
    """The other readings, by the names of what they mean; a refusal is none."""
    offered = dict(enumerate((answer.intent, *answer.others)))
    if answer.refusal:
        del offered[0]
    offered.pop(place.reading, None)
    labels = _labels(list(offered.values()), content)
    return [
        button(label, OpenAnswer(question_id=place.question_id, reading=reading))
        for reading, label in zip(offered, labels, strict=True)
    ]


def _labels(intents: list[Intent], content: RoadmapContent) -> list[str]:
    """Names what each correction would change: where two begin alike, without what they have in common."""
    whole = [_("Or: {meaning}").format(meaning=intent_label(intent, content)) for intent in intents]
    if len({shorten(label, LABEL) for label in whole}) == len(whole):
        return whole
    parts = [label_parts(intent, content) for intent in intents]
    common = set(parts[0]).intersection(*parts[1:])
    own = [[part for part in named if part not in common] for named in parts]
    labels = [
        _("Or: {meaning}").format(meaning=", ".join(named)) if named else label
        for named, label in zip(own, whole, strict=True)
    ]
    return distinguished(labels, LABEL)


def _refusal_screen(
    answer: Answer, content: RoadmapContent, buttons: Sequence[InlineKeyboardButton]
) -> Screen:
    unmet = answer.unmet
    hint = "" if unmet else examples_line(example_questions(content)[:2])
    text = "\n\n".join(filter(None, (refusal_words(answer, content), hint)))
    lists = [button(_("Deadlines"), OpenDeadlines())] if unmet and unmet.time else []
    return Screen(Text(text), keyboard([*buttons, *lists], OpenHome()))
