"""A person at their phone: writes, presses, waits for what the bot does, and looks.

`await anna.sends("/start")`, `await anna.presses("Сферы")`, then `anna.text`, `anna.buttons`, `anna.toast`.
What is awaited waits for a visible reaction and fails with a picture of what happened instead; `writes` and `taps`
do not wait.
"""

from bot.sandbox.people.group_member import GroupLife
from bot.sandbox.people.inline_person import InlinePerson
from bot.sandbox.people.pressing import Pressing


class Person(Pressing, GroupLife, InlinePerson):
    """See `Writing`, `Pressing`, `GroupLife`, `InlinePerson` for what they do, `Sights` for what they see."""
