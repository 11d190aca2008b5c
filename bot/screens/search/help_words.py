"""How something is done with the bot: the step and its button; greetings; what no roadmap holds."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.notes import OpenNotes, OpenOwnActivities
from bot.callbacks.roadmap import OpenDeadlines, OpenHelp, OpenHome, OpenSettings
from bot.callbacks.summaries import OpenSummary
from bot.i18n import gettext as _
from data.search.intents.models import Topic


def help_words(topic: Topic | None) -> str:
    """Returns the steps to what was asked about, as one or two sentences."""
    words = {
        Topic.WITHDRAW: _(
            "Open your note under “Latest notes” and press “Withdraw”: the reason is asked, the post in the group is cleaned."
        ),
        Topic.CORRECT: _(
            "Open your note under “Latest notes” and press “Correct”: a new version takes its place."
        ),
        Topic.WRITE: _("Open “My activities”, choose an activity and press “Write a note”."),
        Topic.PEOPLE: _(
            "An administrator opens “People” in the private chat: invitations, roles and hand-over stand there."
        ),
        Topic.GROUP: _("An administrator adds the bot to the group and sends /bind there."),
        Topic.SUMMARY: _(
            "The summary of the week opens by “Summary”; a coordinator previews and publishes it there."
        ),
        Topic.REMINDERS: _(
            "Reminders are chosen under “Settings”, “Reminders”; an absence is entered there, too."
        ),
        Topic.DOCUMENTS: _(
            "An administrator sends the signed document to the bot as a file, in the private chat."
        ),
        Topic.LANGUAGE: _("The language is chosen under “Settings”."),
        Topic.DEADLINES: _(
            "A deadline is moved on the activity's card: “Request another date”; the coordinators of all sides decide."
        ),
        Topic.FILES: _("Files are sent into the open form of a note, as photographs or documents."),
    }
    general = _(
        "Ask in your own words: about activities, agencies, deadlines, states and notes. The guide has examples."
    )
    return words.get(topic, general) if topic else general


def help_place(topic: Topic | None) -> CallbackData:
    """Returns where the button under the answer leads."""
    places: dict[Topic | None, CallbackData] = {
        Topic.WITHDRAW: OpenNotes(),
        Topic.CORRECT: OpenNotes(),
        Topic.WRITE: OpenOwnActivities(),
        Topic.FILES: OpenOwnActivities(),
        Topic.PEOPLE: OpenSettings(),
        Topic.SUMMARY: OpenSummary(),
        Topic.REMINDERS: OpenSettings(),
        Topic.LANGUAGE: OpenSettings(),
        Topic.DEADLINES: OpenDeadlines(),
        Topic.GREETING: OpenHome(),
    }
    return places.get(topic, OpenHelp())


def talk_words(topic: Topic | None) -> str:
    match topic:
        case Topic.THANKS:
            return _("You are welcome. Ask again whenever you need to.")
        case Topic.FAREWELL:
            return _("Goodbye. All the best.")
        case Topic.SELF:
            return _(
                "This is the bot of the roadmap: it answers about activities, agencies, deadlines and notes."
            )
        case _:
            return _("Good day. Ask about an activity, an agency, a sphere or a deadline.")


def outside_words(topic: Topic) -> str:
    """Returns what a roadmap does not hold, and what can be asked instead."""
    match topic:
        case Topic.CONTACTS:
            return _(
                "A roadmap holds no telephones, addresses or names of officials. It names the responsible agencies: ask who is responsible."
            )
        case Topic.MONEY:
            return _("A roadmap holds no budgets or amounts. It names activities, agencies and deadlines.")
        case _:
            return _("The bot answers about the roadmap alone: activities, agencies, deadlines and notes.")
