"""A week's summary in the private chat: its text, where it stands, and what may be done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from aiogram.utils.formatting import Italic, Text, as_list

from bot.callbacks.reminders import OpenNoReports
from bot.callbacks.roadmap import OpenHome
from bot.callbacks.summaries import (
    AskSummaryPublishing,
    ConfirmSummaryPost,
    ConfirmSummaryWeek,
    DrawSummary,
    OpenSummary,
    OpenSummarySettings,
    PreviewSummary,
    PublishSummary,
    RepeatSummaryPost,
)
from bot.i18n import gettext as _
from bot.screens.dates import moment_words
from bot.screens.groups.binding import paused_words
from bot.screens.keyboard import Paging, button, keyboard
from bot.screens.paging import page_window
from bot.screens.summaries.messages import POSTED, summary_messages
from bot.screens.summaries.text import Summary, brief, skip_words, summary_title
from bot.telegram.deep_links import summary_link
from bot.telegram.screen import Screen
from data.messaging.chats import BoundChat
from data.messaging.deliveries import Delivery, DeliveryState
from data.roadmap.models import Roadmap
from data.roadmap.weeks import Week
from data.summaries.published import PublishedSummary
from data.summaries.schedule import Occasion
from data.summaries.summaries import SkipReason, SummaryRow, SummaryState


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """A week as it is shown: its summary, what was written down of it (`row`), where its post is (`delivery`).

    `published` is what the group got, None where it got nothing: then the week is as the record has it now.
    `current` is the week that goes on, `before` and `after` those of the summaries next to it. `chat` is the group that gets the next summary at `next` and another one at
    `after_next`, None after the end; nothing comes unless `is_on`. `earlier` says whether there is anything in the weeks before,
    `recorded` in this one or before.
    """

    week: Week
    current: Week
    before: Week
    after: Week
    summary: Summary
    is_on: bool
    next: Occasion | None
    after_next: Occasion | None
    chat: BoundChat | None
    row: SummaryRow | None
    published: PublishedSummary | None
    delivery: Delivery | None
    earlier: bool
    recorded: bool

    @property
    def roadmap_id(self) -> int:
        return self.summary.content.roadmap.id

    @property
    def is_current(self) -> bool:
        return self.week == self.current

    @property
    def is_published(self) -> bool:
        return self.row is not None and self.row.state is SummaryState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Viewer:
    """`publishes` is a coordinator's or an administrator's, `manages` an administrator's, `asks` a coordinator's."""

    publishes: bool = False
    manages: bool = False
    asks: bool = False


def week_screen(shown: ShownWeek, viewer: Viewer, page: int = 0) -> Screen:
    messages = list(shown_messages(shown))
    page = page_window(page, len(messages), 1).page
    publication = as_list(*(Italic(line) for line in publication_lines(shown)))
    week = week_number(shown.week)
    paging = Paging(page, len(messages), lambda to: OpenSummary(week=week, page=to))
    buttons = [*_weeks(shown), *_actions(shown, viewer)]
    return Screen(as_list(messages[page], publication, sep="\n\n"), keyboard(buttons, OpenHome(), paging))


def shown_messages(shown: ShownWeek) -> Sequence[Text]:
    """Returns what was published, else what would be; each leaves room for where the summary stands."""
    if shown.published is None:
        return summary_messages(shown.summary, POSTED)
    return [
        Text.from_entities(
            message.text, sorted(map(MessageEntity.model_validate, message.entities), key=_nesting)
        )
        for message in shown.published.messages
    ]


def _nesting(entity: MessageEntity) -> tuple[int, int]:
    """The outer one comes first: aiogram repeats the words of one that follows what it holds."""
    return entity.offset, -entity.length


def brief_lines(shown: ShownWeek) -> Sequence[str]:
    """Returns the title and the figures, as they were published, else as they are now."""
    return shown.published.brief if shown.published else (summary_title(shown.summary), *brief(shown.summary))


def brief_screen(shown: ShownWeek) -> Screen:
    """The week's figures for a group; the rest is shown in the private chat."""
    link = summary_link(shown.summary.username, shown.roadmap_id, str(shown.week))
    rows = [[InlineKeyboardButton(text=_("In detail"), url=link)]] if link else []
    text = as_list(*brief_lines(shown))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def chart_words(shown: ShownWeek) -> str:
    """Describes the chart, for people who cannot see it."""
    return "\n".join([_("Progress by sphere"), *brief_lines(shown)[1:]])


def publishing_screen(shown: ShownWeek) -> Screen:
    """Asks before a week is published: that is done once."""
    title = shown.chat.title if shown.chat else ""
    lines = [_("Publish this summary in the group “{title}” now?").format(title=title)]
    if shown.is_current and shown.next and shown.after_next:
        coming = moment_words(shown.after_next.at, shown.summary.content.roadmap.parties)
        lines.append(
            _(
                "It is the summary of the week: nothing will come at {moment}, the next one comes at {coming}."
            ).format(moment=moment_words(shown.next.at, shown.summary.content.roadmap.parties), coming=coming)
        )
    week = week_number(shown.week)
    buttons = [button(_("Publish now"), PublishSummary(roadmap_id=shown.roadmap_id, week=week))]
    return Screen(as_list(*lines), keyboard(buttons, OpenSummary(week=week)))


def publication_lines(shown: ShownWeek) -> Iterator[str]:
    """Whether this summary is in the group, and when the next one is due."""
    roadmap = shown.summary.content.roadmap
    if shown.chat is None:
        yield _("No group is connected: nobody gets summaries.")
        return
    if shown.row and shown.is_published:
        at = moment_words(shown.summary.moment(shown.row.written_at), roadmap.parties)
        yield _published_words(shown).format(moment=at)
    elif shown.row:
        yield _unpublished_words(shown.row.reason)
    yield coming_words(shown.chat, shown.next, roadmap, is_on=shown.is_on)


def coming_words(chat: BoundChat, occasion: Occasion | None, roadmap: Roadmap, *, is_on: bool) -> str:
    """Returns when the group gets the next summary, or why it gets none."""
    if occasion is None:
        return _("The period of the roadmap is over: no more weekly summaries come.")
    if not is_on:
        return _("Summaries are switched off: the group gets none.")
    if chat.paused:
        return paused_words(chat)
    moment = moment_words(occasion.at, roadmap.parties)
    return _("The group gets the next summary on {moment}.").format(moment=moment)


def week_number(week: Week) -> int:
    """Returns the week as buttons carry it: 202648 for 2026-W48."""
    return week.year * 100 + week.number


def _published_words(shown: ShownWeek) -> str:
    words = {
        DeliveryState.UNCERTAIN: _("It may not have arrived in the group: please look there and choose."),
        DeliveryState.FAILED: _("It could not be published in the group."),
        DeliveryState.PUBLISHED: _("Published in the group on {moment}."),
        DeliveryState.RECORDED: _("Published in the group before the data were restored from a copy."),
    }
    waiting = _("It is being published in the group.")
    return words.get(shown.delivery.state, waiting) if shown.delivery else waiting


def _unpublished_words(reason: SkipReason | None) -> str:
    if reason is None:
        return _("Not published in the group.")
    if reason is SkipReason.RESTORED:
        return _("Whether it was published is not known: the data were restored from a copy.")
    return _("Not published in the group: {reason}.").format(reason=skip_words(reason))


def _weeks(shown: ShownWeek) -> Iterator[InlineKeyboardButton]:
    if shown.earlier:
        yield button(_("‹ Week before"), OpenSummary(week=week_number(shown.before)))
    if not shown.is_current:
        yield button(_("Week after ›"), OpenSummary(week=week_number(shown.after)))


def _actions(shown: ShownWeek, viewer: Viewer) -> Iterator[InlineKeyboardButton]:
    week = week_number(shown.week)
    yield button(_("Chart"), DrawSummary(week=week))
    if viewer.publishes:
        yield button(_("As the group sees it"), PreviewSummary(week=week))
        yield from _publishing(shown, week)
    if viewer.asks:
        yield button(_("Ask for information"), OpenNoReports())
    if viewer.manages and shown.chat:
        yield button(_("When it comes"), OpenSummarySettings())


def _publishing(shown: ShownWeek, week: int) -> Iterator[InlineKeyboardButton]:
    state, row = (shown.delivery.state, shown.delivery.row) if shown.delivery else (None, None)
    if shown.chat and shown.recorded and not shown.is_published:
        place = AskSummaryPublishing(roadmap_id=shown.roadmap_id, week=week)
        yield button(_("Publish now"), place)
    if shown.row and not shown.is_published and shown.row.reason is SkipReason.RESTORED:
        yield button(_("Already in the chat"), ConfirmSummaryWeek(roadmap_id=shown.roadmap_id, week=week))
    if row and state is DeliveryState.UNCERTAIN:
        yield button(_("Already in the chat"), ConfirmSummaryPost(row_id=row.id))
        yield button(_("Send once more"), RepeatSummaryPost(row_id=row.id))
    if row and state is DeliveryState.FAILED:
        yield button(_("Try again"), RepeatSummaryPost(row_id=row.id))
