"""Why an absence, a deputy or a question to an agency was not taken: one sentence with what to do."""

from bot.i18n import gettext as _
from data.primitives.refusal import Problem
from data.reminders.problems import ReminderProblem


def reminder_sentences() -> dict[Problem, str]:
    """With `{example}` of an absence, and `{day}` of the question before."""
    return {
        ReminderProblem.PAST: _("That day has passed. Write the last day of your absence: {example}"),
        ReminderProblem.FAR: _(
            "That is more than a year ahead. Write the last day of your absence: {example}"
        ),
        ReminderProblem.PRESENT: _("First say until when you are away, then choose a deputy."),
        ReminderProblem.DEPUTY: _("This person does not write for your agencies. Choose another one."),
        ReminderProblem.ASKED_ALREADY: _(
            "This agency was asked on {day} already; the next question is possible in a week."
        ),
        ReminderProblem.NO_REACHABLE_OFFICIAL: _(
            "There is nobody to ask: no official of this agency can be reached in the bot."
        ),
    }
