"""What the screens of now would carry in their buttons, for presses by data."""

from data.people.access_requests import select_access_request
from data.people.appointments import select_appointment
from data.people.handovers import hand_over_fingerprint
from tests.bot_harness import ADMIN_ID, BotHarness


async def shown_appointment(bot: BotHarness, user_id: int) -> int:
    """Returns the fingerprint of what the person is appointed to."""
    return (await select_appointment(bot.db.reader, user_id, {ADMIN_ID})).fingerprint


async def shown_request(bot: BotHarness, user_id: int) -> int:
    """Returns the fingerprint of the person's request for access, 0 without one."""
    request = await select_access_request(bot.db.reader, user_id)
    return request.fingerprint if request else 0


async def shown_hand_over(bot: BotHarness, predecessor_id: int, successor_id: int | None = None) -> int:
    """Returns the fingerprint of what both hold; without a successor for the link."""
    both = [await select_appointment(bot.db.reader, person) for person in (predecessor_id, successor_id)]
    return hand_over_fingerprint(*both)
