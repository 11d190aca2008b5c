"""What a draft says, in a number short enough for a button."""

from zlib import crc32

from data.notes.drafts import Draft


def fingerprint_of(draft: Draft) -> int:
    """Another number as soon as anything of the draft is changed."""
    said = [
        draft.text,
        draft.status or "",
        draft.document.number,
        str(draft.document.day),
        str(draft.agency_id),
    ]
    files = [file.file_unique_id for file in draft.files]
    return crc32("\x00".join([*said, *files]).encode("utf-8", "surrogatepass"))
