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
    agency_entities = entities.agency_entities
    if not sides or all(_of(agency_entity, named, party_of) for agency_entity in agency_entities):
        return [agency_entity.agencies for agency_entity in agency_entities], named
    beside = [
        (agency_entity, side)
        for side in sides
        for agency_entity in agency_entities
        if _is_beside(agency_entity, side)
    ]
    own = {id(agency_entity): _of(agency_entity, (side.party,), party_of) for agency_entity, side in beside}
    if len({side.party for _, side in beside}) < len(named) or not all(own.values()):
        return [agency_entity.agencies for agency_entity in agency_entities], named
    return [own.get(id(agency_entity), agency_entity.agencies) for agency_entity in agency_entities], ()


def is_elsewhere(entities: Entities, sides: Sequence[int], party_of: Mapping[int, int]) -> bool:
    """True where an agency is on none of the sides asked about, as in «комитет по культуре Перми и минспорт»."""
    return bool(sides) and not all(
        _of(agency_entity, sides, party_of) for agency_entity in entities.agency_entities
    )


def _of(agency_entity: AgencyEntity, parties: Sequence[int], party_of: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(agency for agency in agency_entity.agencies if party_of[agency] in parties)


def _is_beside(agency_entity: AgencyEntity, side: SideEntity) -> bool:
    """True where nothing stands between; a side named within the words of an agency is beside it, too."""
    return (
        min(side.places) <= max(agency_entity.places) + 1
        and min(agency_entity.places) <= max(side.places) + 1
    )
