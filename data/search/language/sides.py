"""Which agencies of a question a side that it names belongs to."""

from collections.abc import Mapping, Sequence

from data.search.language.entities import AgencyEntity, Entities, SideEntity


def on_their_sides(
    entities: Entities, party_of: Mapping[int, int]
) -> tuple[Sequence[tuple[int, ...]], tuple[int, ...]]:
    """Returns, for each agency named, the ids it may mean, and the sides that are asked about as a whole.

    A side is of all that is asked, «минкульт и минспорт Перми», unless an agency has none there: then it is of the
    agency it stands beside, «Минстрой Перми и комитет по строительству».
    """
    sides = [side for side in entities.sides if not side.joint]
    named = tuple(dict.fromkeys(side.party for side in sides))
    bodies = entities.bodies
    if not sides or all(_of(body, named, party_of) for body in bodies):
        return [body.agencies for body in bodies], named
    beside = [(body, side) for side in sides for body in bodies if _is_beside(body, side)]
    own = {id(body): _of(body, (side.party,), party_of) for body, side in beside}
    if len({side.party for _, side in beside}) < len(named) or not all(own.values()):
        return [body.agencies for body in bodies], named
    return [own.get(id(body), body.agencies) for body in bodies], ()


def is_elsewhere(entities: Entities, sides: Sequence[int], party_of: Mapping[int, int]) -> bool:
    """True where an agency is on none of the sides asked about, as in «комитет по культуре Перми и минспорт»."""
    return bool(sides) and not all(_of(body, sides, party_of) for body in entities.bodies)


def _of(body: AgencyEntity, parties: Sequence[int], party_of: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(agency for agency in body.agencies if party_of[agency] in parties)


def _is_beside(body: AgencyEntity, side: SideEntity) -> bool:
    """True where nothing stands between; a side named within the words of an agency is beside it, too."""
    return min(side.places) <= max(body.places) + 1 and min(body.places) <= max(side.places) + 1
