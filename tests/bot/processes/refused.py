"""People who write and press while the storage takes nothing."""

from contextlib import AbstractContextManager
from typing import Final

from bot.sandbox.inspection.seen import Seen
from tests.bot.processes.staffed import Staff
from tests.bot.processes.writers import short

WORDS: Final = "Важные слова"


async def tries_in_vain(staff: Staff, trouble: AbstractContextManager[None]) -> Seen:
    """Words come back with «не сохранено», a press is told, a menu opens. Returns the preview that was pressed."""
    anna, boris, vera = staff.writers[:3]
    await anna.begins()
    preview = await boris.prepares(short("[1]"))
    await vera.person.starts()
    await staff.sandbox.settled()
    with trouble:
        written = anna.person.writes(WORDS)
        press = boris.person.taps("Опубликовать", message=preview)
        await vera.person.presses("Сферы")
        told = await anna.sees("Не сохранено", written)
        await staff.sandbox.until(lambda: press.answer is not None)
    assert told.text.endswith(WORDS)
    assert press.answer
    assert press.answer["text"].startswith("Не сохранено")
    assert vera.person.text.startswith("Сферы\n")
    assert staff.ask("SELECT count(*) FROM notes") == [(0,)]
    return preview
