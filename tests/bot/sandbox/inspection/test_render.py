"""Messages as terminal text."""

import pytest

from bot.sandbox.formatting.html import parse_html
from bot.sandbox.inspection.render import marked, numbered_buttons, rendered
from bot.sandbox.inspection.seen import Seen


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<b>раз</b> 😀 <i>два</i>", "*раз* 😀 _два_"),
        ("<b>раз <i>два</i></b>", "*раз _два_*"),
        ('<a href="https://example.com">сюда</a>', "сюда (https://example.com/)"),
        ("а\n<blockquote>б\nв</blockquote>\nг", "а\n│ б\n│ в\nг"),
        ("<tg-spoiler>тайна</tg-spoiler>", "▒тайна▒"),
    ],
)
def test_marks(source: str, text: str) -> None:
    """Formatting is shown by marks, quotes by a bar."""
    parsed = parse_html(source)
    assert marked(parsed.text, list(parsed.entities)) == text


def test_a_whole_message() -> None:
    """Media, text, and buttons numbered in reading order."""
    rows = [
        [{"text": "Да", "callback_data": "y"}, {"text": "Нет", "callback_data": "n"}],
        [{"text": "Домой", "callback_data": "h"}],
    ]
    seen = Seen(
        {
            "document": {"file_name": "отчёт.docx"},
            "caption": "Отчёт",
            "reply_markup": {"inline_keyboard": rows},
        }
    )
    assert rendered(seen) == "[file: отчёт.docx]\nОтчёт\n[1] Да  [2] Нет\n[3] Домой"
    assert [button["callback_data"] for button in numbered_buttons(seen)] == ["y", "n", "h"]
