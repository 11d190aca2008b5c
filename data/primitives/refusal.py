"""Refusals: what was asked is not done, nothing was changed, and the person can do something about it."""

from enum import StrEnum
from typing import Any


class Problem(StrEnum):
    """Base of the reasons for a refusal: one enum a feature, a sentence for each value in `bot.screens`."""


class Refused(Exception):
    """`problem` says why, `details` are the values its sentence names; the exception's own text is for logs."""

    def __init__(self, problem: Problem, **details: Any) -> None:
        super().__init__(f"{problem.value} {details}" if details else problem.value)
        self.problem = problem
        self.details = details
