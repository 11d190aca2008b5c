"""A success that says something."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Described:
    """`description` stands beside the result, as setWebhook answers."""

    result: Any
    description: str
