"""Words that stand beside a number and say what it numbers."""

from data.search.language.words import listed

SECTION_MARKS = listed("раздел сфера глава блок направление section sphere chapter area")
POINT_MARKS = listed(
    "п пп пункт подпункт номер мероприятие строка позиция item activity point number no task measure"
)
