"""Texts and captions: what is refused, and what Telegram changes silently."""

import pytest

from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.bare_bot import Api


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "я" * 16385}, "text is too long"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "да", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "да", "entities": "[{"}, "can't parse entities JSON object"),
    ],
)
async def test_refused_texts(api: Api, anna: Person, parameters: Payload, description: str) -> None:
    """Empty, too long and unreadable texts are refused in Telegram's words."""
    assert await api.refusal("sendMessage", chat_id=anna.id, **parameters) == f"Bad Request: {description}"


async def test_the_limit_counts_what_is_left_after_parsing(api: Api, anna: Person) -> None:
    """4,096 characters are allowed once the tags are gone."""
    text = f"<b>{'я' * 4096}</b>"
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert len(message["text"]) == 4096


async def test_blanks_around_a_text_are_trimmed(api: Api, anna: Person) -> None:
    """The stored text differs from the sent one: borders go, control characters become spaces."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="\n  один\tдва\r\nтри \0 \n")
    assert message["text"] == "один два\nтри"


async def test_an_entity_keeps_blanks_in_front(api: Api, anna: Person) -> None:
    """Blanks are trimmed from the left only as far as the first entity."""
    entities = [{"type": "code", "offset": 1, "length": 5}]
    message = await api.ok("sendMessage", chat_id=anna.id, text="   код", entities=entities)
    assert message["text"] == "  код"
    assert message["entities"] == [{"type": "code", "offset": 0, "length": 5}]


async def test_offsets_count_utf16_units(api: Api, anna: Person) -> None:
    """An emoji outside the basic plane takes two units."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="😀 <b>да</b>", parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 2}]


@pytest.mark.parametrize(
    ("entity", "description"),
    [
        ({"offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"offset": 0, "length": 2000000}, "receive an entity with incorrect length 2000000"),
        ({"offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        (
            {"offset": 0, "length": 9},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        ({"offset": 1, "length": 2}, "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
        (
            {"offset": 0, "length": 1},
            "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4",
        ),
    ],
)
async def test_entities_outside_the_text(api: Api, anna: Person, entity: Payload, description: str) -> None:
    """An entity must lie within the text and must not cut a symbol in two."""
    entities = [{"type": "bold", **entity}]
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="😀да", entities=entities)
    assert refusal == f"Bad Request: {description}"


async def test_entities_that_cross_are_cut(api: Api, anna: Person) -> None:
    """Bold and italic that overlap are cut where the second begins, so that all nest."""
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    message = await api.ok("sendMessage", chat_id=anna.id, text="абвгде", entities=entities)
    assert [(one["type"], one["offset"], one["length"]) for one in message["entities"]] == [
        ("bold", 0, 2),
        ("italic", 2, 4),
        ("bold", 2, 2),
    ]


@pytest.mark.parametrize(
    ("entity", "stored"),
    [
        ({"type": "text_link", "url": "example.com"}, {"type": "text_link", "url": "http://example.com/"}),
        ({"type": "pre", "language": "sql"}, {"type": "pre", "language": "sql"}),
        ({"type": "expandable_blockquote"}, {"type": "expandable_blockquote"}),
        (
            {"type": "date_time", "unix_time": 1, "date_time_format": "D"},
            {"type": "date_time", "unix_time": 1, "date_time_format": "D"},
        ),
        ({"type": "hashtag"}, None),
    ],
)
async def test_passed_entities_are_stored(
    api: Api, anna: Person, entity: Payload, stored: Payload | None
) -> None:
    """Links are written as Telegram writes them; what it finds by itself is ignored when passed."""
    place = {"offset": 0, "length": 2}
    message = await api.ok("sendMessage", chat_id=anna.id, text="да нет", entities=[{**entity, **place}])
    assert message.get("entities") == (None if stored is None else [{**place, **stored}])


async def test_a_text_link_may_be_a_mention(api: Api, anna: Person) -> None:
    """`tg://user?id=` as a link's address mentions the person."""
    entities = [{"type": "text_link", "offset": 0, "length": 2, "url": f"tg://user?id={anna.id}"}]
    message = await api.ok("sendMessage", chat_id=anna.id, text="да", entities=entities)
    assert (message["entities"][0]["type"], message["entities"][0]["user"]["id"]) == ("text_mention", anna.id)


@pytest.mark.parametrize(
    ("entities", "description"),
    [
        ({}, "can't parse entities JSON object"),
        (["bold"], "can't parse MessageEntity: expected an Object"),
        (
            [{"type": "loud", "offset": 0, "length": 1}],
            "can't parse MessageEntity: unsupported type specified",
        ),
        (
            [{"type": "bold", "offset": "0"}],
            'can\'t parse MessageEntity: field "offset" must be of type Number',
        ),
        ([{"type": "text_link", "offset": 0, "length": 1, "url": "x"}], "entity Wrong HTTP URL"),
    ],
)
async def test_unreadable_entities(api: Api, anna: Person, entities: object, description: str) -> None:
    """Entities of another shape or kind are refused."""
    refusal = await api.refusal("sendMessage", chat_id=anna.id, text="да", entities=entities)
    assert refusal == f"Bad Request: {description}"


async def test_links_and_quotes(api: Api, anna: Person) -> None:
    """Code that crosses the border of a quote goes, what lies inside it stays; found links likewise."""
    text = "раз example.com два"
    quote = {"type": "blockquote", "offset": 0, "length": 15}
    inside, across = ({"type": "code", "offset": offset, "length": 3} for offset in (0, 14))
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, entities=[quote, inside, across])
    assert [one["type"] for one in message["entities"]] == ["blockquote", "code", "url"]
    short = {**quote, "length": 8}
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, entities=[short])
    assert [one["type"] for one in message["entities"]] == ["blockquote"]


async def test_dropped_characters_move_entities(api: Api, anna: Person) -> None:
    """A carriage return goes, and the entities after and around it move along."""
    entities = [{"type": "bold", "offset": 0, "length": 5}, {"type": "code", "offset": 6, "length": 2}]
    message = await api.ok("sendMessage", chat_id=anna.id, text="а\r\nбв да", entities=entities)
    assert message["text"] == "а\nбв да"
    assert [(one["offset"], one["length"]) for one in message["entities"]] == [(0, 4), (5, 2)]


async def test_styles_do_not_begin_with_blanks(api: Api, anna: Person) -> None:
    """Bold that begins with a blank is shortened; italic of blanks alone is none."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="а<b> б</b><i> </i>в", parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 2, "length": 1}]


async def test_a_bracket_belongs_to_the_address_it_was_opened_in(api: Api, anna: Person) -> None:
    """`…/a_(b)` keeps its bracket, a sentence's closing bracket and dot do not belong to the link."""
    text = "(см. https://example.com/a_(b)) и (https://example.com/c)."
    message = await api.ok("sendMessage", chat_id=anna.id, text=text)
    found = [text[one["offset"] : one["offset"] + one["length"]] for one in message["entities"]]
    assert found == ["https://example.com/a_(b)", "https://example.com/c"]


async def test_code_holds_no_other_entity(api: Api, anna: Person) -> None:
    """Within code the styles vanish."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="<code>а<b>б</b>в</code>", parse_mode="HTML")
    assert message["entities"] == [{"type": "code", "offset": 0, "length": 3}]


async def test_entities_beyond_a_hundred_are_ignored(api: Api, anna: Person) -> None:
    """The hundred-and-first entity vanishes without a word."""
    text = " ".join("<b>а</b>" for _ in range(120))
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert len(message["entities"]) == 100


async def test_links_commands_and_mentions_are_found(api: Api, anna: Person) -> None:
    """Telegram marks what it recognises in a plain text."""
    text = "/start https://example.com/a?b=1, example.ru. @someone #срок name@example.com"
    message = await api.ok("sendMessage", chat_id=anna.id, text=text)
    found = [
        (one["type"], text[one["offset"] : one["offset"] + one["length"]]) for one in message["entities"]
    ]
    assert found == [
        ("bot_command", "/start"),
        ("url", "https://example.com/a?b=1"),
        ("url", "example.ru"),
        ("mention", "@someone"),
        ("hashtag", "#срок"),
        ("email", "name@example.com"),
    ]


async def test_a_number_like_one_point_two_is_no_link(api: Api, anna: Person) -> None:
    """Activity numbers and abbreviations stay plain."""
    message = await api.ok("sendMessage", chat_id=anna.id, text="п. 1.2, т.е. 10.3 и и/или №4")
    assert "entities" not in message


async def test_text_mentions_of_strangers_vanish(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """A mention by id works for people the bot has met only."""
    stranger = sandbox.person("Борис")
    text = f'<a href="tg://user?id={anna.id}">А</a><a href="tg://user?id={stranger.id}">Б</a>'
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert [one["user"]["id"] for one in message["entities"]] == [anna.id]


async def test_parse_mode_hides_entities(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """Of parse_mode and entities Telegram takes the first; a strict test is told."""
    entities = [{"type": "bold", "offset": 0, "length": 2}]
    message = await api.ok("sendMessage", chat_id=anna.id, text="да", entities=entities, parse_mode="HTML")
    assert "entities" not in message
    with pytest.raises(AssertionError, match="both parse_mode and entities"):
        sandbox.check()


async def test_quote_parse_mode_without_a_quote_is_accepted(api: Api, anna: Person) -> None:
    """aiogram adds its default parse mode to reply parameters too."""
    first = await api.ok("sendMessage", chat_id=anna.id, text="первое")
    reply = {"message_id": first["message_id"], "quote_parse_mode": "HTML"}
    message = await api.ok("sendMessage", chat_id=anna.id, text="второе", reply_parameters=reply)
    assert message["reply_to_message"]["text"] == "первое"


async def test_captions_have_1024_characters(api: Api, anna: Person) -> None:
    """A caption of 1,025 characters is refused when it is sent."""
    file = {"document": ("a.txt", b"text")}
    answer = await api.upload("sendDocument", file, chat_id=anna.id, caption="я" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"
