"""The two Markdown parse modes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting.formatted import utf16_length
from bot.sandbox.formatting.markdown import parse_markdown
from bot.sandbox.formatting.markdown_v2 import parse_markdown_v2
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError


@pytest.mark.parametrize(
    ("source", "text", "entity"),
    [
        ("*x*", "x", {"type": "bold"}),
        ("_x_", "x", {"type": "italic"}),
        ("`x`", "x", {"type": "code"}),
        ("```x```", "x", {"type": "pre"}),
        ("```python\nx```", "x", {"type": "pre", "language": "python"}),
        ("[x](example.com)", "x", {"type": "text_link", "url": "http://example.com/"}),
        ("[x](tg://user?id=42)", "x", {"type": "text_mention", "user": {"id": 42}}),
    ],
)
def test_old_markdown(source: str, text: str, entity: Payload) -> None:
    """Each marker of the old dialect makes its entity."""
    parsed = parse_markdown(source)
    assert parsed.text == text
    assert parsed.entities == ({**entity, "offset": 0, "length": len(text)},)


def test_old_markdown_unended() -> None:
    """A marker without its end is refused with its place."""
    with pytest.raises(ApiError, match="Can't find end of the entity starting at byte offset 6"):
        parse_markdown("имя_файла")


@pytest.mark.parametrize(
    ("source", "text", "entity"),
    [
        ("*x*", "x", {"type": "bold"}),
        ("_x_", "x", {"type": "italic"}),
        ("__x__", "x", {"type": "underline"}),
        ("~x~", "x", {"type": "strikethrough"}),
        ("||x||", "x", {"type": "spoiler"}),
        ("`x.y`", "x.y", {"type": "code"}),
        ("```python\nx```", "x", {"type": "pre", "language": "python"}),
        ("[x](https://example.com/\\))", "x", {"type": "text_link", "url": "https://example.com/)"}),
        ("![x](tg://emoji?id=5368)", "x", {"type": "custom_emoji", "custom_emoji_id": "5368"}),
        (">x\n>y", "x\ny", {"type": "blockquote"}),
        (">x\n>y||", "x\ny", {"type": "expandable_blockquote"}),
    ],
)
def test_markdown_v2(source: str, text: str, entity: Payload) -> None:
    """Each marker of MarkdownV2 makes its entity."""
    parsed = parse_markdown_v2(source)
    assert parsed.text == text
    assert parsed.entities == ({**entity, "offset": 0, "length": len(text)},)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("1.2", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("да *x", "Can't find end of Bold entity at byte offset 5"),
    ],
)
def test_markdown_v2_complaints(source: str, complaint: str) -> None:
    """Reserved characters must be escaped, markers ended."""
    with pytest.raises(ApiError) as caught:
        parse_markdown_v2(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


@given(st.text(alphabet=st.sampled_from(list("*_~`|[]()!>\\\n .aя😀")), max_size=50))
def test_any_markdown_is_parsed_or_refused(source: str) -> None:
    """Whatever comes, entities lie within the text, or the answer is a refusal."""
    for parse in (parse_markdown, parse_markdown_v2):
        try:
            parsed = parse(source)
        except ApiError:
            continue
        length = utf16_length(parsed.text)
        assert all(one["offset"] + one["length"] <= length for one in parsed.entities)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_escaped_markdown_comes_back(text: str) -> None:
    """A text in which every ASCII character is escaped is read back as it was."""
    escaped = "".join(f"\\{letter}" if letter.isascii() else letter for letter in text)
    parsed = parse_markdown_v2(escaped)
    assert parsed.text == text
    assert parsed.entities == ()
