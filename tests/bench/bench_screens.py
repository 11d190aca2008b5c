"""What the heaviest screens of a roadmap of 10,000 activities cost, in ms of CPU."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.callbacks.roadmap import DeadlineList, OpenActivity, OpenAgency, OpenDeadlineList, OpenSphere
from bot.screens.roadmap.activity import CardFacts, activity_screen
from bot.screens.roadmap.agency import agency_screen
from bot.screens.roadmap.deadlines import deadline_list_screen, deadlines_screen
from bot.screens.roadmap.home import Visitor, home_screen
from bot.screens.roadmap.spheres import sphere_screen, spheres_screen
from bot.telegram.screen import Screen
from data.primitives.working_days import WorkingCalendar
from tests.bot.screens.content_fixtures import TODAY, content

CALENDAR = WorkingCalendar()


def main() -> None:
    made = content(100, 100, 5)
    openings: dict[str, Callable[[], Screen]] = {
        "home": lambda: home_screen(made, Visitor(), TODAY),
        "spheres": lambda: spheres_screen(made, 5, {}),
        "a sphere": lambda: sphere_screen(made, OpenSphere(sphere_id=50), {}),
        "an agency": lambda: agency_screen(made, OpenAgency(agency_id=3, page=7), {}),
        "deadlines": lambda: deadlines_screen(made, TODAY, {}),
        "without a date": lambda: deadline_list_screen(
            made, OpenDeadlineList(which=DeadlineList.UNDATED, page=40), TODAY, {}
        ),
        "a card": lambda: activity_screen(
            made, OpenActivity(activity_id=9_999), CardFacts(TODAY, CALENDAR, {})
        ),
    }
    for name, opening in openings.items():
        started = process_time()
        opening()
        sys.stdout.write(f"{name:<16}{1000 * (process_time() - started):7.1f} ms\n")


if __name__ == "__main__":
    main()
