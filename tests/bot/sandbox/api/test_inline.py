"""Inline mode: queries, results, the cache, and chosen results."""

import asyncio
from typing import Any

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.inline_queries import InlineAnswer
from tests.bot.sandbox.bare_bot import Api

KEYBOARD = {"inline_keyboard": [[{"text": "Карточка", "callback_data": "open"}]]}


def article(number: str = "1", text: str = "<b>1.1</b>", **more: Any) -> Payload:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": number,
        "title": f"Пункт {number}",
        "input_message_content": content,
        **more,
    }


async def asked(api: Api, person: Person, query: str = "минстрой", **parameters: Any) -> InlineAnswer:
    """The person types, the bot answers with these parameters."""
    typing = asyncio.create_task(person.asks_inline(query))
    update = (await api.updates(timeout=3))[-1]
    assert update["inline_query"]["query"] == query
    await api.ok("answerInlineQuery", inline_query_id=update["inline_query"]["id"], **parameters)
    await api.updates(offset=update["update_id"] + 1)
    return await typing


async def test_results_reach_the_person(api: Api, anna: Person) -> None:
    """What the bot answers is what the person sees; an article chosen is sent with its formatting."""
    answer = await asked(api, anna, results=[article()])
    sent = anna.chooses(answer, "Пункт 1")
    assert (sent.text, sent.covered("bold")) == ("1.1", ["1.1"])
    assert sent.card["via_bot"]["is_bot"] is True


async def test_answers_are_cached_for_everybody(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Within cache_time (300 s unless said) the same query of any person does not reach the bot."""
    boris = sandbox.person("Борис")
    first = await asked(api, anna, results=[article()])
    assert await boris.asks_inline("минстрой") == first
    sandbox.advance(301)
    assert await asked(api, boris, results=[article("2")]) != first


async def test_personal_answers_are_cached_for_one(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A personal answer is not shown to others."""
    boris = sandbox.person("Борис")
    mine = await asked(api, anna, results=[article("1")], is_personal=True)
    his = await asked(api, boris, results=[article("2")], is_personal=True)
    assert await anna.asks_inline("минстрой") == mine != his


async def test_an_uncached_answer_is_asked_again(api: Api, anna: Person) -> None:
    """With cache_time 0 every query reaches the bot."""
    await asked(api, anna, results=[], cache_time=0)
    await asked(api, anna, results=[], cache_time=0)


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "too many inline query results specified"),
        ({"results": [article("я" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(""), article("2")]}, "RESULT_ID_INVALID"),
        ({"results": [article("1"), article("1")]}, "RESULT_ID_DUPLICATE"),
        ({"results": [], "next_offset": "я" * 33}, "NEXT_OFFSET_INVALID"),
        (
            {"results": [], "button": {"text": "x"}},
            "inlineQueryResultsButton must have exactly one optional field",
        ),
        (
            {"results": [article(text="<p>")]},
            'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
        ),
        ({"results": [article(text=" ")]}, "MESSAGE_EMPTY"),
        ({"results": "{"}, "can't parse inline query results JSON object"),
    ],
)
async def test_refused_answers(api: Api, parameters: Payload, description: str) -> None:
    """Too many, nameless or unreadable results are refused."""
    query = {"inline_query_id": "1", **parameters}
    assert await api.refusal("answerInlineQuery", **query) == f"Bad Request: {description}"


async def test_a_late_answer_is_refused(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Inline queries are given up sooner than buttons."""
    typing = asyncio.create_task(anna.asks_inline("минстрой"))
    update = (await api.updates(timeout=3))[-1]
    sandbox.advance(16)
    refusal = await api.refusal("answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[])
    assert refusal.startswith("Bad Request: query is too old")
    typing.cancel()


async def test_a_sent_result_is_edited_by_its_inline_id(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A result with a keyboard has an inline_message_id; editing it answers True."""
    sandbox.telegram.account.inline_feedback = True
    answer = await asked(api, anna, results=[article(reply_markup=KEYBOARD)])
    anna.chooses(answer, "Пункт 1", query="минстрой")
    chosen = next(one for one in await api.updates() if "chosen_inline_result" in one)["chosen_inline_result"]
    assert chosen["result_id"] == "1"
    inline_id = chosen["inline_message_id"]
    assert await api.ok("editMessageText", inline_message_id=inline_id, text="изменено") is True
    assert anna.history()[-1].text == "изменено"
