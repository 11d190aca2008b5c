"""Inline mode: the bot's name and a query typed in any chat."""

from typing import Final

from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.page.actions import writable
from bot.sandbox.page.requests import PageAction, PageRequest
from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.state.inline_queries import InlineAnswer


async def inline(request: PageRequest) -> Payload:
    """The results; an empty list when the bot does not answer."""
    answer = await _answer(request)
    if answer is None:
        return {"results": []}
    return {"results": list(answer.results), **present(button=answer.button)}


async def choose(request: PageRequest) -> None:
    """Sends the result with this id; the query is asked again unless its answer is cached."""
    chat, query, wanted = writable(request), request.values.text("query"), request.values.text("result")
    answer = await _answer(request)
    result = next((one for one in answer.results if one["id"] == wanted), None) if answer else None
    if result is None or "input_message_content" not in result:
        raise bad_request("this result cannot be sent here")
    request.person.sends_result(result, chat=chat, topic=request.thread, query=query)


async def _answer(request: PageRequest) -> InlineAnswer | None:
    if not request.page.telegram.account.inline:
        return None
    try:
        return await request.person.asks_inline(request.values.text("query"), chat=request.chat)
    except NotSeen:
        return None


ROUTES: Final[dict[str, PageAction]] = {"inline": inline, "choose": choose}
