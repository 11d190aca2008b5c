"""Files and albums: uploads, limits, ids, downloads."""

import asyncio
import struct

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.people.writing import document, photo
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.files import DOWNLOAD_LIMIT
from bot.sandbox.state.image_size import image_size
from tests.bot.sandbox.bare_bot import Api
from tests.bot.sandbox.tiny_png import png


async def test_a_document_is_sent_known_by_its_id_and_downloaded(
    api: Api, sandbox: Sandbox, anna: Person
) -> None:
    """What was uploaded once is sent again by file_id, and comes back byte for byte."""
    sent = await api.upload(
        "sendDocument", {"document": ("отчёт.docx", b"bytes")}, chat_id=anna.id, caption="Отчёт"
    )
    card = sent["result"]["document"]
    assert (card["file_name"], card["file_size"]) == ("отчёт.docx", 5)
    again = await api.ok("sendDocument", chat_id=anna.id, document=card["file_id"])
    assert again["document"]["file_id"] == card["file_id"]
    file = await api.ok("getFile", file_id=card["file_id"])
    async with api.session.get(f"{sandbox.url}/file/bot{sandbox.token}/{file['file_path']}") as response:
        assert await response.read() == b"bytes"


async def test_an_attached_file_is_found_by_its_part(api: Api, anna: Person) -> None:
    """`attach://name` names the part of the request that holds the file."""
    files = {"part1": ("a.txt", b"x")}
    sent = await api.upload("sendDocument", files, chat_id=anna.id, document="attach://part1")
    assert sent["result"]["document"]["file_name"] == "a.txt"
    lost = await api.upload("sendDocument", files, chat_id=anna.id, document="attach://part2")
    assert lost["error_code"] == 400


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ("getFile", {}, "invalid file_id"),
        ("getFile", {"file_id": "nonsense"}, "wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_missing_and_unknown_files(
    api: Api, anna: Person, method: str, parameters: Payload, description: str
) -> None:
    """A file must be given, and be one this bot has."""
    place = {} if method == "getFile" else {"chat_id": anna.id}
    assert await api.refusal(method, **place, **parameters) == f"Bad Request: {description}"


async def test_unique_ids_are_no_file_ids(api: Api, anna: Person) -> None:
    """file_unique_id tells files apart and cannot be used to send them."""
    sent = await api.upload("sendDocument", {"document": ("a.txt", b"x")}, chat_id=anna.id)
    unique_id = sent["result"]["document"]["file_unique_id"]
    refusal = await api.refusal("sendDocument", chat_id=anna.id, document=unique_id)
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_files_by_address_are_not_played(api: Api, anna: Person) -> None:
    """Nothing is fetched from the network, and that is said."""
    refusal = await api.refusal("sendPhoto", chat_id=anna.id, photo="https://example.com/a.png")
    assert refusal.startswith("Not Implemented: the local Telegram does not implement files by their address")


@pytest.mark.parametrize(
    ("size", "outcome"),
    [
        ((1280, 720), "ok"),
        ((5001, 5000), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ((2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_photo_sizes(api: Api, anna: Person, size: tuple[int, int], outcome: str) -> None:
    """Width and height together at most 10,000, one at most 20 times the other."""
    answer = await api.upload("sendPhoto", {"photo": ("a.png", png(*size))}, chat_id=anna.id)
    assert answer.get("description", "ok") == outcome
    if outcome == "ok":
        assert (answer["result"]["photo"][-1]["width"], answer["result"]["photo"][-1]["height"]) == size


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (png(3, 4), (3, 4)),
        (b"GIF89a" + struct.pack("<HH", 3, 4), (3, 4)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x04\x00\x03" + b"\x00" * 8, (3, 4)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x02\0\0\x03\0\0", (3, 4)),
        (b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 4 + b"\x2f\x02\xc0\x00\x00" + b"\0" * 8, (3, 4)),
        (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + b"\x03\x00\x04\x00", (3, 4)),
        (b"no picture", None),
        (b"\xff\xd8", None),
        (b"RIFF\0\0\0\0WEBP", None),
    ],
)
def test_sizes_of_pictures(body: bytes, size: tuple[int, int] | None) -> None:
    """Width and height are read from the first bytes of the usual formats."""
    assert image_size(body) == size


async def test_a_photo_is_no_document(api: Api, anna: Person) -> None:
    """A file known as one kind cannot be sent as another by its id; an empty file not at all."""
    sent = await api.upload("sendPhoto", {"photo": ("a.png", png(9, 9))}, chat_id=anna.id)
    file_id = sent["result"]["photo"][-1]["file_id"]
    refusal = await api.refusal("sendDocument", chat_id=anna.id, document=file_id)
    assert refusal == "Bad Request: can't use file of type Photo as Document"
    empty = await api.upload("sendDocument", {"document": ("a.txt", b"")}, chat_id=anna.id)
    assert empty["description"] == "Bad Request: file must be non-empty"


async def test_a_photo_has_ten_megabytes_at_most(api: Api, anna: Person) -> None:
    """A larger one is refused as a photo and goes as a document."""
    body = png(9, 9) + b"x" * (10 << 20)
    refused = await api.upload("sendPhoto", {"photo": ("a.png", body)}, chat_id=anna.id)
    assert refused["description"].startswith("Bad Request: file of size ")
    assert (await api.upload("sendDocument", {"document": ("a.png", body)}, chat_id=anna.id))["ok"]


async def test_downloads_need_the_token_and_the_path(api: Api, sandbox: Sandbox) -> None:
    """A wrong token is 401, an unknown path 404."""
    for token, path, status in [("123:wrong", "x", 401), (sandbox.token, "documents/none", 404)]:
        async with api.session.get(f"{sandbox.url}/file/bot{token}/{path}") as response:
            assert response.status == status


async def test_what_is_no_picture_is_not_sent_as_one(api: Api, anna: Person) -> None:
    """A text under the name of a photo is refused."""
    answer = await api.upload("sendPhoto", {"photo": ("a.png", b"text")}, chat_id=anna.id)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_large_files_are_not_given_out(api: Api, anna: Person) -> None:
    """getFile stops at 20 MB."""
    body = b"x" * (DOWNLOAD_LIMIT + 1)
    stored = anna.telegram.state.files.keep(*document("large.bin", body))
    assert await api.refusal("getFile", file_id=stored.file_id) == "Bad Request: file is too big"


class TestBodyLimit:
    @pytest.fixture
    def options(self) -> Options:
        return Options(rates=None, body_limit=1000)

    async def test_too_large_a_request_is_413(self, api: Api, anna: Person) -> None:
        """Beyond the body limit the server does not read on."""
        answer = await api.upload("sendDocument", {"document": ("a.bin", b"x" * 2000)}, chat_id=anna.id)
        assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


def album(*kinds: str) -> list[Payload]:
    return [{"type": kind, "media": f"attach://f{n}"} for n, kind in enumerate(kinds)]


def files(*bodies: bytes) -> dict[str, tuple[str, bytes]]:
    return {f"f{n}": (f"{n}.bin", body) for n, body in enumerate(bodies)}


async def test_an_album_is_an_array_with_one_id(api: Api, anna: Person) -> None:
    """2 to 10 items come back as messages of one media group, each with its own caption."""
    media = album("photo", "photo")
    media[0] |= {"caption": "<b>раз</b>", "parse_mode": "HTML"}
    answer = await api.upload("sendMediaGroup", files(png(9, 9), png(8, 8)), chat_id=anna.id, media=media)
    assert len({message["media_group_id"] for message in answer["result"]}) == 1
    assert [message.get("caption") for message in answer["result"]] == ["раз", None]
    assert answer["result"][0]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 3}]


@pytest.mark.parametrize(
    ("media", "description"),
    [
        ([], "there are no messages to send"),
        (album(*["document"] * 11), "too many messages to send as an album"),
        (album("document", "photo"), "document can't be mixed with other media types"),
        (album("audio", "document"), "document can't be mixed with other media types"),
        (album("audio", "video"), "audio can't be mixed with other media types"),
        (album("sticker", "photo"), "can't parse InputMedia: unsupported type specified"),
        (
            album("document", "photo")[1:] + album("photo"),
            'failed to send message #1 with the error message "IMAGE_PROCESS_FAILED"',
        ),
    ],
)
async def test_refused_albums(api: Api, anna: Person, media: list[Payload], description: str) -> None:
    """Albums have a length, and documents and audio files stay among themselves."""
    bodies = files(png(9, 9), b"text", *[b"x"] * 9)
    answer = await api.upload("sendMediaGroup", bodies, chat_id=anna.id, media=media)
    assert answer["description"] == f"Bad Request: {description}"


async def test_an_album_has_no_keyboard(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """sendMediaGroup knows no reply_markup; a strict test hears of it."""
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    parameters = {"chat_id": anna.id, "media": album("document", "document"), "reply_markup": markup}
    answer = await api.upload("sendMediaGroup", files(b"x", b"y"), **parameters)
    assert "reply_markup" not in answer["result"][0]
    with pytest.raises(AssertionError, match="unknown parameter reply_markup"):
        sandbox.check()


async def test_a_persons_album_comes_as_separate_updates(api: Api, anna: Person) -> None:
    """Each item is an update of its own; media_group_id binds them, the first has the caption."""
    sending = asyncio.create_task(anna.sends_album([photo(png(9, 9)), photo(png(8, 8))], "Со стройки"))
    messages = [update["message"] for update in await api.updates(timeout=3)]
    await api.ok("sendMessage", chat_id=anna.id, text="принято")
    assert (await sending).text == "принято"
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["Со стройки", None]


async def test_an_album_of_one_is_advised_against(api: Api, sandbox: Sandbox, anna: Person) -> None:
    """It is sent, and a strict test hears that albums begin at two."""
    answer = await api.upload("sendMediaGroup", files(b"x"), chat_id=anna.id, media=album("document"))
    assert answer["ok"]
    with pytest.raises(AssertionError, match="an album has 2 to 10 items, not 1"):
        sandbox.check()


async def test_a_persons_photo(api: Api, anna: Person) -> None:
    """The bot gets the sizes of a photo and may download it."""
    sending = asyncio.create_task(anna.sends_photo(png(64, 32), "Со стройки"))
    message = (await api.updates(timeout=3))[0]["message"]
    assert (message["photo"][-1]["width"], message["caption"]) == (64, "Со стройки")
    await api.ok("sendPhoto", chat_id=anna.id, photo=message["photo"][-1]["file_id"])
    assert anna.downloads(await sending) == png(64, 32)
