"""The job title a person has in an agency: chosen where, then typed."""

from typing import Final

from aiogram.utils.formatting import Bold, Text, as_list

from bot.callbacks.people import AskJobTitle, DropJobTitle, OpenMember
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.screens.keyboard import LABEL, button, keyboard
from bot.screens.paging import Entry, Heading, Route, listing
from bot.screens.people.appointment import person_name
from bot.screens.phrases import distinguished
from bot.telegram.screen import Screen
from data.people.form_state import JobTitleQuestion
from data.people.members import Directory, Member
from data.people.people import NAME_LENGTH

UNKNOWN: Final = "…"


def job_title_agencies_screen(member: Member, directory: Directory, place: AskJobTitle) -> Screen:
    """Asks in which of several agencies the person holds the job title."""
    held = list(member.appointment.agencies.items())
    names = [directory.agencies.get(agency_id, UNKNOWN) for agency_id, _job_title in held]
    entries = [
        Entry(
            button(label, AskJobTitle(user_id=member.user_id, agency_id=agency_id)),
            text=name,
            detail=job_title,
        )
        for label, name, (agency_id, job_title) in zip(distinguished(names, LABEL), names, held, strict=True)
    ]
    heading = Heading(person_name(member.user_id, directory), _("In which agency is the office held?"))
    back = OpenMember(user_id=member.user_id)
    return listing(
        heading, entries, Route(back, place.page, lambda to: place.model_copy(update={"page": to}))
    )


def job_title_screen(member: Member, directory: Directory, question: JobTitleQuestion) -> Screen:
    """The next message is the job title."""
    job_title = member.appointment.agencies.get(question.agency_id, "")
    name = person_name(member.user_id, directory)
    text = as_list(
        Bold(_("Which office does {name} hold?").format(name=name)),
        Text(Bold(_("Agency:")), " ", directory.agencies.get(question.agency_id, UNKNOWN)),
        Text(Bold(_("Now:")), " ", job_title or _("not named")),
        _("Your next message is the office, for example: head of department. To leave it as it is: /cancel"),
    )
    drop = DropJobTitle(
        user_id=question.user_id,
        agency_id=question.agency_id,
        fingerprint=member.appointment.fingerprint,
    )
    buttons = [button(_("No office"), drop)] if job_title else []
    return Screen(text, keyboard(buttons, OpenMember(user_id=member.user_id)))


def job_title_needed_words() -> str:
    return ngettext(
        "The office is needed in words, at most {n} character. Send it once more, or /cancel.",
        "The office is needed in words, at most {n} characters. Send it once more, or /cancel.",
        NAME_LENGTH,
    ).format(n=NAME_LENGTH)


def job_title_left_words() -> str:
    return _("The office stays as it was.")
