"""Whether more of an album is on its way."""

import json
from pathlib import Path

from data.messaging.inbox import UpdateState, insert_updates, is_album_coming, upsert_finished
from tests.data.people.people_fixtures import open_people


def message(album: str) -> bytes:
    return json.dumps({"message": {"message_id": 1, "media_group_id": album}}).encode()


async def test_the_rest_of_an_album(tmp_path: Path) -> None:
    """Later messages of the same album count while they are not handled; earlier ones and other albums do not."""
    db = await open_people(tmp_path)
    async with db.writing() as connection:
        await insert_updates(connection, [(1, message("a")), (2, message("b")), (3, message("a"))])
    assert await is_album_coming(db.reader, "a", 1)
    assert not await is_album_coming(db.reader, "a", 3)
    assert not await is_album_coming(db.reader, "b", 2)
    async with db.writing() as connection:
        await upsert_finished(connection, {3: UpdateState.DONE})
    assert not await is_album_coming(db.reader, "a", 1)
    await db.close()
