"""What a roadmap's sides are taken for: their region, its clock and its working days."""

from bot.i18n import gettext as _
from data.regions.regional_clocks import is_abroad, regional_clock


def side_words(name: str, region: str) -> str:
    """Returns the line of a side as it is recognised; an unknown region is said to live by TIMEZONE."""
    if regional_clock(region) is None:
        return unknown_clock_words(name, region)
    text = _("Side: {name}. Region: {region}, clock: {zone}.")
    line = text.format(name=name, region=region, zone=zone_of(region))
    return f"{line} {holidays_words()}" if is_abroad(region) else line


def unknown_clock_words(name: str, region: str) -> str:
    text = _(
        "Side: {name}. Its region “{region}” is not known, nor is its clock: TIMEZONE is used. Write the region in the"
        " file of names, as it is called officially."
    )
    return text.format(name=name, region=region)


def holidays_words() -> str:
    return _("The holidays of that country are not known: Saturdays and Sundays are days off.")


def zone_of(region: str) -> str:
    clock = regional_clock(region)
    return clock.zone.key if clock else ""
