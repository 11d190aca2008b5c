"""Typing the bot's name in any chat."""

from typing import Final

from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.page.actions import writable
from bot.sandbox.page.requests import Act, Asked
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.inline_queries import InlineAnswer


async def inline(asked: Asked) -> Payload:
    """The results; none when the bot keeps silent."""
    answer = await _answer(asked)
    if answer is None:
        return {"results": []}
    return {"results": list(answer.results), **present(button=answer.button)}


async def choose(asked: Asked) -> None:
    """Send the result with this id; the same query is asked again when its answer is no longer remembered."""
    chat, query, wanted = writable(asked), asked.values.text("query"), asked.values.text("result")
    answer = await _answer(asked)
    result = next((one for one in answer.results if one["id"] == wanted), None) if answer else None
    if result is None or "input_message_content" not in result:
        raise bad_request("this result cannot be sent here")
    asked.person.sends_result(result, chat=chat, topic=asked.thread, query=query)


async def _answer(asked: Asked) -> InlineAnswer | None:
    if not asked.page.telegram.account.inline:
        return None
    try:
        return await asked.person.asks_inline(asked.values.text("query"), chat=asked.chat)
    except NotSeen:
        return None


ROUTES: Final[dict[str, Act]] = {"inline": inline, "choose": choose}
