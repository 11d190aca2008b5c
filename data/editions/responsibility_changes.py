"""Which activities a new edition takes from a person's bodies, and which it gives them."""

from collections.abc import Collection
from dataclasses import dataclass

from data.editions.difference import ActivityLine
from data.editions.edition import EditionActivity
from data.editions.edition_rows import Ids
from data.editions.proposal import EditionProposal


@dataclass(frozen=True, slots=True)
class ResponsibilityChanges:
    """`lost` have the numbers of before, `gained` those of the edition."""

    lost: tuple[ActivityLine, ...] = ()
    gained: tuple[ActivityLine, ...] = ()


def responsibility_changes(proposal: EditionProposal, bodies: Collection[int]) -> ResponsibilityChanges:
    """Returns for which activities none of these bodies answers any more, and for which one of them does from now on.

    `bodies` are ids of stored agencies.
    """
    stored = proposal.stored.in_force if proposal.stored else ()
    before = {one.id for one in stored if one.agency_ids & set(bodies)}
    written = list(zip(proposal.edition.activities, proposal.target.activities, strict=True))
    held = [(one, key) for one, key in written if _has(one, proposal.target.agencies, bodies)]
    after = {key for _, key in held}
    return ResponsibilityChanges(
        tuple(ActivityLine(one.number, one.title) for one in stored if one.id in before - after),
        tuple(ActivityLine(one.number, one.title) for one, key in held if key not in before),
    )


def _has(activity: EditionActivity, agencies: Ids, bodies: Collection[int]) -> bool:
    return any(agencies[place] in bodies for place, _ in activity.responsible)
