"""Files: what was uploaded, their ids, and what may be downloaded."""

import hashlib
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from bot.sandbox.schema.bot_api import Payload, present
from bot.sandbox.schema.errors import bad_request
from bot.sandbox.schema.parameters import Upload
from bot.sandbox.state.image_size import image_size

UPLOAD_LIMIT = 50 << 20
PHOTO_LIMIT = 10 << 20
DOWNLOAD_LIMIT = 20 << 20
PHOTO_SIDES = 10_000  # width and height together
PHOTO_RATIO = 20
FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "audio": "music"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`card` is the media field of a Message: a list of PhotoSize for a photo, else one object."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    body: bytes
    card: Any
    path: str

    def media(self) -> Payload:
        return {self.kind: self.card}


class Files:
    """Everything uploaded, by file id."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """Raises `ApiError` 400 for a photo that is none, or one beyond the limits of "Sending files"."""
        number = len(self._by_path)
        unique_id = _token(upload.body + upload.name.encode(), 15)
        file_id = _token(f"{kind}{number}{unique_id}".encode(), 45)
        card = _card(kind, upload, file_id, unique_id)
        path = f"{FOLDERS[kind]}/file_{number}{_suffix(kind, upload.name)}"
        stored = StoredFile(file_id, unique_id, kind, upload.name, upload.body, card, path)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def of_id(self, kind: str, file_id: str) -> StoredFile:
        """A file sent again by its id. Raises `ApiError` 400; a photo cannot be sent as a document."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def file_card(self, file_id: str) -> Payload:
        """The File object of getFile. Raises `ApiError` 400 above 20 MB (official Bot API server)."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(stored.body) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": len(stored.body),
            "file_path": stored.path,
        }

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def body(self, file_id: str) -> bytes:
        return self._by_id[file_id].body


def _card(kind: str, upload: Upload, file_id: str, unique_id: str) -> Any:
    head = {"file_id": file_id, "file_unique_id": unique_id, "file_size": len(upload.body)}
    if len(upload.body) > (PHOTO_LIMIT if kind == "photo" else UPLOAD_LIMIT):
        raise bad_request(f"file of size {len(upload.body)} bytes is too big for a {kind}")
    if not upload.body:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return [{**head, **_photo_size(upload.body)}]
    mime = mimetypes.guess_type(upload.name)[0] or upload.mime
    more = {"width": 640, "height": 360, "duration": 1} if kind == "video" else {}
    more = {"duration": 1} if kind == "audio" else more
    return {**head, **more, **present(file_name=upload.name, mime_type=mime)}


def _photo_size(body: bytes) -> Payload:
    size = image_size(body)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > PHOTO_SIDES or max(size) > PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def _suffix(kind: str, name: str) -> str:
    if kind == "photo":
        return ".jpg"
    return "." + name.rsplit(".", 1)[1] if "." in name else ""


def _token(seed: bytes, length: int) -> str:
    return urlsafe_b64encode(hashlib.sha512(seed).digest()).decode()[:length].rstrip("=")
