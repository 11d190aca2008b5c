"""The spheres of a roadmap, and the activities of one."""

from datetime import date

from bot.callbacks.breadcrumbs import extended
from bot.callbacks.roadmap import OpenHome, OpenSphere, OpenSpheres
from bot.i18n import gettext as _
from bot.screens.fragments import activity_entry
from bot.screens.keyboard import button, counted
from bot.screens.paging import Entry, Heading, Route, listing, long_listing, page_of
from bot.screens.phrases import activity_count, titled
from bot.telegram.screen import Screen
from data.roadmap.lookup import activities_in, find_sphere
from data.roadmap.models import RoadmapContent


def spheres_screen(content: RoadmapContent, page: int) -> Screen:
    entries = [
        Entry(
            button(
                counted(titled(sphere.number, sphere.title), sphere.activity_count),
                OpenSphere(sphere_id=sphere.id),
            )
        )
        for sphere in content.spheres
    ]
    heading = Heading(_("Spheres"), activity_count(len(content.activities)))
    return listing(heading, entries, Route(OpenHome(), page, lambda to: OpenSpheres(page=to)))


def sphere_screen(content: RoadmapContent, place: OpenSphere, today: date) -> Screen:
    """Raises `StaleButton` when the roadmap has no such sphere."""
    sphere = find_sphere(content, place.sphere_id)
    activities = activities_in(content, sphere.id)
    breadcrumbs = extended("", place)
    heading = Heading(titled(sphere.number, sphere.title), activity_count(len(activities)))
    back = OpenSpheres(page=page_of(content.spheres.index(sphere)))
    return long_listing(
        heading,
        activities,
        lambda activity: activity_entry(activity, breadcrumbs, today),
        Route(back, place.page, lambda to: OpenSphere(sphere_id=sphere.id, page=to)),
    )
