"""The spheres of a roadmap, and the activities of one."""

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import OpenHome, OpenSphere, OpenSpheres
from bot.i18n import gettext as _
from bot.screens.fragments import States, activity_entry, count_open, open_words
from bot.screens.keyboard import button, open_counted
from bot.screens.paging import Entry, Heading, Route, listing, long_listing, page_of
from bot.screens.phrases import titled
from bot.telegram.screen import Screen
from data.roadmap.lookup import activities_in, find_sphere
from data.roadmap.models import RoadmapContent


def spheres_screen(content: RoadmapContent, page: int, states: States) -> Screen:
    entries = [
        Entry(
            button(
                open_counted(
                    titled(sphere.number, sphere.title),
                    count_open(states, activities_in(content, sphere.id)),
                    sphere.activity_count,
                ),
                OpenSphere(sphere_id=sphere.id),
            )
        )
        for sphere in content.spheres
    ]
    heading = Heading(_("Spheres"), open_words(states, content.activities))
    return listing(heading, entries, Route(OpenHome(), page, lambda to: OpenSpheres(page=to)))


def sphere_screen(content: RoadmapContent, place: OpenSphere, states: States) -> Screen:
    """Raises `StaleButton` when the roadmap has no such sphere."""
    sphere = find_sphere(content, place.sphere_id)
    activities = activities_in(content, sphere.id)
    breadcrumbs = extended("", place)
    heading = Heading(titled(sphere.number, sphere.title), open_words(states, activities))
    back = OpenSpheres(page=page_of(content.spheres.index(sphere)))
    return long_listing(
        heading,
        activities,
        lambda activity: activity_entry(content, activity, states, breadcrumbs),
        Route(back, place.page, lambda to: OpenSphere(sphere_id=sphere.id, page=to)),
    )
