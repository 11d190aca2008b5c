"""Entities that cross are cut or dropped until they nest.

The rules are TDLib's (MessageEntity): links and code never cross one another, the first one stays; bold and
its like are joined where they touch and cut where another begins; quotes hold the rest.
"""

from itertools import pairwise

from bot.sandbox.formatting.formatted import QUOTES, SPLITTABLE, VERBATIM, end_of, in_order
from bot.sandbox.schema.bot_api import Payload


def nested(entities: list[Payload]) -> list[Payload]:
    entities = in_order([entity for entity in entities if entity["length"] > 0])
    quotes = _apart([one for one in entities if one["type"] in QUOTES])
    solid = _apart([one for one in entities if one["type"] not in QUOTES | SPLITTABLE])
    solid = [one for one in solid if not any(_cross(one, quote) for quote in quotes)]
    return _with_cut(entities, in_order([*solid, *quotes]))


def with_found(entities: list[Payload], found: list[Payload]) -> list[Payload]:
    """Adds entities found in the text itself where no link, code or quote border is in their way."""
    quotes = [one for one in entities if one["type"] in QUOTES]
    solid = [one for one in entities if one["type"] not in QUOTES | SPLITTABLE]
    free = [
        one
        for one in found
        if not any(_cross(one, quote) for quote in quotes)
        and not any(_overlap(one, other) for other in solid)
    ]
    return _with_cut(entities, in_order([*solid, *quotes, *free])) if free else entities


def _with_cut(entities: list[Payload], others: list[Payload]) -> list[Payload]:
    """`others` and the pieces of splittable entities, without the pieces that lie in code."""
    soft = _joined([one for one in entities if one["type"] in SPLITTABLE])
    borders = {edge for one in others for edge in (one["offset"], end_of(one))}
    borders |= {one["offset"] for one in soft}
    code = [one for one in others if one["type"] in VERBATIM]
    pieces = [piece for one in soft for piece in _cut(one, borders)]
    kept = [piece for piece in pieces if not any(_overlap(piece, one) for one in code)]
    return in_order([*others, *kept])


def _joined(entities: list[Payload]) -> list[Payload]:
    """Entities of one kind that overlap or touch become one."""
    last: dict[str, Payload] = {}
    joined: list[Payload] = []
    for one in in_order(entities):
        before = last.get(one["type"])
        if before is not None and one["offset"] <= end_of(before):
            before["length"] = max(end_of(before), end_of(one)) - before["offset"]
        else:
            last[one["type"]] = dict(one)
            joined.append(last[one["type"]])
    return joined


def _cut(entity: Payload, borders: set[int]) -> list[Payload]:
    inside = sorted(edge for edge in borders if entity["offset"] < edge < end_of(entity))
    edges = [entity["offset"], *inside, end_of(entity)]
    return [{**entity, "offset": begin, "length": end - begin} for begin, end in pairwise(edges)]


def _apart(entities: list[Payload]) -> list[Payload]:
    kept: list[Payload] = []
    for one in entities:
        if not kept or one["offset"] >= end_of(kept[-1]):
            kept.append(one)
    return kept


def _overlap(one: Payload, other: Payload) -> bool:
    return bool(one["offset"] < end_of(other) and other["offset"] < end_of(one))


def _cross(one: Payload, quote: Payload) -> bool:
    """True unless they lie apart or `one` lies within the quote."""
    within = quote["offset"] <= one["offset"] and end_of(one) <= end_of(quote)
    return _overlap(one, quote) and not within
