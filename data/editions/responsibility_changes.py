"""Which activities a new edition takes from a person's agencies, and which it gives them."""

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


def responsibility_changes(proposal: EditionProposal, agencies: Collection[int]) -> ResponsibilityChanges:
    """Returns for which activities none of these agencies answers any more, and for which one of them does from now on.

    `agencies` are ids of stored ones.
    """
    stored = proposal.stored.in_force if proposal.stored else ()
    before = {one.id for one in stored if one.agency_ids & set(agencies)}
    written = list(zip(proposal.edition.activities, proposal.target.activities, strict=True))
    held = [(one, key) for one, key in written if _has(one, proposal.target.agencies, agencies)]
    after = {key for _, key in held}
    return ResponsibilityChanges(
        tuple(ActivityLine(one.number, one.title) for one in stored if one.id in before - after),
        tuple(ActivityLine(one.number, one.title) for one, key in held if key not in before),
    )


def _has(activity: EditionActivity, ids: Ids, agencies: Collection[int]) -> bool:
    return any(ids[place] in agencies for place, _ in activity.responsible)
