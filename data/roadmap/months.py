"""Names of the months in Russian and English, as nouns, adjectives and abbreviations."""

from typing import Final

MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "январь январский янв january jan",
            "февраль февральский фев февр february feb",
            "март мартовский мар march mar",
            "апрель апрельский апр april apr",
            "май майский may",
            "июнь июньский июн june jun",
            "июль июльский июл july jul",
            "август августовский авг august aug",
            "сентябрь сентябрьский сен сент september sep sept",
            "октябрь октябрьский окт october oct",
            "ноябрь ноябрьский ноя нояб november nov",
            "декабрь декабрьский дек december dec",
        ),
        start=1,
    )
    for name in names.split()
}
ENDINGS: Final = {"ь": "я", "й": "я", "т": "та"}  # «ноябрь» → «ноября», «март» → «марта»
MONTH_FORMS: Final = MONTHS | {
    name[:-1] + ENDINGS[name[-1]]: month for name, month in MONTHS.items() if name[-1] in ENDINGS
}
