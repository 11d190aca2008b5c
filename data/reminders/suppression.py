"""What was said before and is not said again yet, unless the person has asked for it."""

from dataclasses import dataclass
from datetime import date

from data.reminders.choices import ReminderKind
from data.reminders.reminder_log import Reminded, ReminderLine, SentReminders
from data.reminders.rules import WEEK


@dataclass(frozen=True, slots=True)
class ReminderHistory:
    """What reached one person before today."""

    past: SentReminders
    today: date

    @property
    def had_today(self) -> bool:
        """Or later: then the clock was put back."""
        return self.past.last_day is not None and self.past.last_day >= self.today

    @property
    def again(self) -> Reminded:
        """The last message, if the person has asked to hear it once more by now, else an empty one."""
        last = self.past.reminded[-1] if self.past.reminded else None
        if (
            last is None
            or last.again_on is None
            or last.again_on > self.today
            or last.day != self.past.last_day
        ):
            return Reminded(self.today)
        return last

    def wants(self, line: ReminderLine, eve: date | None) -> bool:
        """Its time has come and it was not said before, or it is to be said again; `eve` is that of the summary."""
        if line.kind is ReminderKind.BEFORE_SUMMARY and self.today != eve:
            return self._is_repeated(line)
        return self._is_repeated(line) or self._is_new(line)

    def asks(self, inquiry_id: int) -> bool:
        told = any(inquiry_id in reminded.inquiries for reminded in self.past.reminded)
        return not told or inquiry_id in self.again.inquiries

    def wants_lists(self) -> bool:
        """Once a calendar week."""
        had = any(each.lists and _week(each.day) == _week(self.today) for each in self.past.reminded)
        return not had or self.again.lists

    def _is_repeated(self, line: ReminderLine) -> bool:
        same = (line.activity_id, line.kind, line.about)
        return any((each.activity_id, each.kind, each.about) == same for each in self.again.lines)

    def _is_new(self, line: ReminderLine) -> bool:
        said = [each for one in self.past.reminded for each in one.lines if each.kind is line.kind]
        match line.kind:
            case ReminderKind.BEFORE_SUMMARY:
                return all(each.about != line.about for each in said)
            case ReminderKind.BEFORE_DATE:
                dates = [
                    each for each in said if (each.activity_id, each.about) == (line.activity_id, line.about)
                ]
                return all(each.step > line.step for each in dates)
            case _:
                return self._is_week_over(line.kind)

    def _is_week_over(self, kind: ReminderKind) -> bool:
        """A week for the person, not for each activity: what has passed comes together."""
        days = [one.day for one in self.past.reminded if any(each.kind is kind for each in one.lines)]
        return not days or self.today - days[-1] >= WEEK


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
