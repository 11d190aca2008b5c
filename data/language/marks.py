"""Words that stand beside a number and say what it numbers."""

SECTION_MARKS = frozenset(
    ["раздел", "сфера", "глава", "блок", "направление", "section", "sphere", "chapter", "area"]
)
POINT_MARKS = frozenset(
    ["п", "пп", "пункт", "подпункт", "номер", "мероприятие", "строка", "позиция"]
    + ["item", "activity", "point", "number", "no", "task", "measure"]
)
