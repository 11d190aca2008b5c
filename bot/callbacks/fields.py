"""Types of the fields that buttons share; their limits keep every button within Telegram's 64 bytes."""

from typing import Annotated, Final

from pydantic import Field

LONGEST_BREADCRUMBS: Final = 44  # bytes: with the longest ids around it a button stays within 64

Id = Annotated[int, Field(ge=1, le=1_000_000_000)]
PageNumber = Annotated[int, Field(ge=0, le=9_999)]
Breadcrumbs = Annotated[str, Field(max_length=LONGEST_BREADCRUMBS, pattern=r"^[a-z0-9.\-]*$")]
UserId = Annotated[int, Field(ge=1, le=2**52)]  # Telegram: at most 52 significant bits
AnyId = Annotated[int, Field(ge=0, le=1_000_000_000)]  # 0: none in particular
Fingerprint = Annotated[
    int, Field(ge=0, lt=2**32)
]  # of what the screen showed: `data.primitives.fingerprint`
AnyUserId = Annotated[int, Field(ge=0, le=2**52)]
