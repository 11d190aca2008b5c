"""What the buttons under the answer to a question carry; prefixes are frozen, as those of `bot.callbacks.roadmap`."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.fields import Id, PageNumber


class OpenAnswer(CallbackData, prefix="q"):
    """`reading` 0 is how the question was understood, the following ones are how else it may be."""

    question_id: Id
    reading: Annotated[int, Field(ge=0, le=9)] = 0
    page: PageNumber = 0
