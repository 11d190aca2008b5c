"""What a draft of a decision says, in a number short enough for a button."""

from zlib import crc32

from data.decisions.decision_drafts import DecisionDraft


def fingerprint_of(draft: DecisionDraft) -> int:
    """Another number as soon as the day or the words are changed."""
    return crc32(f"{draft.day}\x00{draft.words}".encode("utf-8", "surrogatepass"))
