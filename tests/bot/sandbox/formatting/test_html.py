"""The HTML parse mode: tags, entities, offsets, and complaints with byte offsets."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting.formatted import utf16_length
from bot.sandbox.formatting.html import parse_html
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.schema.errors import ApiError


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("да <p>", 'Unsupported start tag "p" at byte offset 5'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a href="x"y="2"">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<i><b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">😀</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid date specified"),
    ],
)
def test_complaints(source: str, complaint: str) -> None:
    """What Telegram cannot read it refuses with the place, counted in bytes of UTF-8."""
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize("tag", ["br", "p", "ul", "li", "h1", "table", "hr", "div", "img"])
def test_tags_of_web_pages_are_unsupported(tag: str) -> None:
    """A message is no web page."""
    with pytest.raises(ApiError, match=f'Unsupported start tag "{tag}"'):
        parse_html(f"<{tag}>")


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"), ("STRONG", "bold"), ("i", "italic"), ("em", "italic"), ("u", "underline"),
        ("ins", "underline"), ("s", "strikethrough"), ("strike", "strikethrough"), ("del", "strikethrough"),
        ("code", "code"), ("pre", "pre"), ("tg-spoiler", "spoiler"), ("blockquote", "blockquote"),
    ],
)  # fmt: skip
def test_simple_tags(tag: str, kind: str) -> None:
    """Every tag, in any case, makes its entity."""
    parsed = parse_html(f"а<{tag}>бв</{tag}>")
    assert parsed.text == "абв"
    assert parsed.entities == ({"type": kind, "offset": 1, "length": 2},)


@pytest.mark.parametrize(
    ("source", "text", "entity"),
    [
        ('<a href="https://example.com">x</a>', "x", {"type": "text_link", "url": "https://example.com/"}),
        ("<a href='example.com/a'>x</a>", "x", {"type": "text_link", "url": "http://example.com/a"}),
        (
            '<a href="https://example.com/?a=1&amp;b=&quot;2&quot;">x</a>',
            "x",
            {"type": "text_link", "url": 'https://example.com/?a=1&b="2"'},
        ),
        ('<a href="tg://resolve?domain=x">x</a>', "x", {"type": "text_link", "url": "tg://resolve?domain=x"}),
        (
            "<a class=wide href='example.com:8080'>x</a>",
            "x",
            {"type": "text_link", "url": "http://example.com:8080/"},
        ),
        ("<a>example.com</a>", "example.com", {"type": "text_link", "url": "http://example.com/"}),
        ('<a href="tg://user?id=42">x</a>', "x", {"type": "text_mention", "user": {"id": 42}}),
        ('<span class="tg-spoiler">x</span>', "x", {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", "x", {"type": "expandable_blockquote"}),
        ('<pre><code class="language-python">x</code></pre>', "x", {"type": "pre", "language": "python"}),
        ('<code class="language-python"><pre>x</pre></code>', "x", {"type": "pre", "language": "python"}),
        ('<code class="language-python">x</code>', "x", {"type": "code"}),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', "x", {"type": "custom_emoji", "custom_emoji_id": "5368"}),
        (
            '<tg-time unix="1700000000" format="wDT">x</tg-time>',
            "x",
            {"type": "date_time", "unix_time": 1700000000, "date_time_format": "wDT"},
        ),
        ("<b>x</>", "x", {"type": "bold"}),
        ("<b>x</b  >", "x", {"type": "bold"}),
    ],
)
def test_tags_with_attributes(source: str, text: str, entity: Payload) -> None:
    """Attributes are read in quotes of either kind or as bare tokens; `</>` closes the last tag."""
    parsed = parse_html(source)
    assert parsed.text == text
    assert parsed.entities == ({"offset": 0, "length": len(text), **entity},)


@pytest.mark.parametrize(
    "source",
    [
        "<b></b>x",
        "<i><b></b></i>x",
        '<a href="http://localhost">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="http://[x">x</a>',
        '<a href="">x</a>',
    ],
)
def test_empty_elements_and_bad_links_vanish(source: str) -> None:
    """An element without text, or a link that is none, leaves the plain text."""
    assert parse_html(source).text == "x"
    assert parse_html(source).entities == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&lt&gt", "<>"),
        ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;"),
        ("&#33;&#x21;&#128512;", "!!😀"),
        ("&#0;&#x110000;&#;&#00000000033;", "&#0;&#x110000;&#;&#00000000033;"),
        ("Q&A & more", "Q&A & more"),
        ("a > b", "a > b"),
    ],
)
def test_named_and_numeric_entities(source: str, text: str) -> None:
    """Four names and numbers are known; everything else after `&` stays as it is."""
    assert parse_html(source).text == text


def test_half_a_surrogate_pair_is_refused() -> None:
    """Numeric entities cannot smuggle in what is no character."""
    with pytest.raises(ApiError, match="unmatched surrogate code units"):
        parse_html("&#xd800;")


def test_nesting_is_kept_outer_first() -> None:
    """Entities come sorted, the outer one before the inner one."""
    parsed = parse_html("<blockquote>а<b>б<i>в</i></b></blockquote>")
    assert [(one["type"], one["offset"], one["length"]) for one in parsed.entities] == [
        ("blockquote", 0, 3),
        ("bold", 1, 2),
        ("italic", 2, 1),
    ]


MARKUP = st.text(alphabet=st.sampled_from(list("<>/&;#=\"' \n\0abispant-ghrefcodex5😀я")), max_size=60)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


@given(MARKUP | ANY_TEXT)
def test_any_text_is_parsed_or_refused(source: str) -> None:
    """Whatever comes, the answer is a text whose entities lie within it, or a refusal with 400."""
    try:
        parsed = parse_html(source)
    except ApiError:
        return
    length = utf16_length(parsed.text)
    assert all(one["offset"] >= 0 and one["offset"] + one["length"] <= length for one in parsed.entities)
    assert all(one["length"] > 0 for one in parsed.entities)


@given(ANY_TEXT)
def test_escaped_text_comes_back(text: str) -> None:
    """A text that is quoted as HTML is read back as it was, with no entity."""
    parsed = parse_html(html.escape(text, quote=False))
    assert parsed.text == text
    assert parsed.entities == ()


@given(ANY_TEXT.filter(bool), st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote"]))
def test_a_tag_covers_its_text(text: str, tag: str) -> None:
    """The entity of a tag covers exactly the text between start and end."""
    parsed = parse_html(f"😀<{tag}>{html.escape(text)}</{tag}>😀".replace("&#x27;", "'"))
    assert parsed.covered(parsed.entities[0]) == text
