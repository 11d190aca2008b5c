"""A note's post: what the group reads, in how many messages, with or without sound."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.screens.notes.post import NotePost
from bot.services.notes.post_calls import note_calls
from bot.telegram.text_length import units
from data.messaging.outbox import Method, OutboxCall
from data.notes.attachments import Attachment, FileKind
from data.notes.notes import ConfirmingDocument
from data.notes.statuses import NoteStatus
from data.notes.subjects import NoteSubject
from data.primitives.text_cleaning import cleaned
from tests.data.notes.note_fixtures import document, photo

SUBJECT = NoteSubject(
    1,
    1,
    "3.2",
    "Обмен опытом в сфере жилищного строительства",
    "3",
    "В сфере строительства",
    11,
    "Комитет по строительству",
    1,
    "Санкт-Петербург",
)


@dataclass(frozen=True)
class Words:
    text: str = "Проведена рабочая встреча."
    status: NoteStatus | None = NoteStatus.IN_PROGRESS
    document: ConfirmingDocument = field(default_factory=ConfirmingDocument)
    files: tuple[Attachment, ...] = ()


def post(text: str = "Проведена рабочая встреча.", **said: Any) -> NotePost:
    return NotePost(SUBJECT, Words(text, **said), number=12, card_url="https://t.me/roadmap_bot?start=a_3-2")


def shown(part: OutboxCall) -> str:
    return str(part.payload.get("text", part.payload.get("caption")))


def marked(part: OutboxCall, kind: str) -> list[str]:
    raw = shown(part).encode("utf-16-le")
    entities = part.payload.get("entities", part.payload.get("caption_entities", []))
    return [
        raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in entities
        if entity["type"] == kind
    ]


def test_a_short_note_is_one_message() -> None:
    """Number, activity, sphere, agency and side, status in words, then what was said; the card is one tap away."""
    (part,) = note_calls(post())
    assert part.method is Method.SEND_MESSAGE
    lines = shown(part).split("\n")
    assert [line in lines for line in (SUBJECT.activity_title, "3. В сфере строительства")] == [True, True]
    assert "12" in lines[0]
    assert "3.2" in lines[0]
    assert lines[3] == "Комитет по строительству (Санкт-Петербург)"
    assert lines[-1] == "Проведена рабочая встреча."
    assert marked(part, "bold")[0] == lines[0]
    ((button,),) = part.payload["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/roadmap_bot?start=a_3-2"
    assert part.payload["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("status", [None, *NoteStatus])
def test_only_what_matters_makes_a_sound(status: NoteStatus | None) -> None:
    """«Под угрозой» and «исполнено» are heard, everything else comes silently."""
    (part,) = note_calls(post(status=status))
    loud = status in (NoteStatus.AT_RISK, NoteStatus.DONE)
    assert part.payload["disable_notification"] is not loud


def test_only_the_first_message_makes_a_sound() -> None:
    """The later parts of a loud note are silent."""
    parts = note_calls(post("слово " * 900, status=NoteStatus.DONE, files=(photo("a"), photo("b"))))
    assert [part.payload["disable_notification"] for part in parts] == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        '<b>жирно</b> & «кавычки» "прямые" <script>',
        "*звёздочки* _подчёркивания_ [ссылка](http://example.com) `код`",
        "семья 👨‍👩‍👧‍👦, флаг 🇷🇺",
        "مرحبا שלום — справа налево",
        cleaned("до\x00после \ud83d половина"),
    ],
)
def test_words_are_shown_as_they_were_written(text: str) -> None:
    """Nothing a person writes becomes markup: no entity lies over it, and nothing of it is missing."""
    (part,) = note_calls(post(text))
    assert shown(part).endswith(f"\n\n{text}")
    assert all(
        entity["offset"] + entity["length"] <= units(shown(part)) - units(text)
        for entity in part.payload["entities"]
    )
    assert "parse_mode" not in part.payload


def test_a_confirming_document_is_named() -> None:
    """Number and day of the document stand under the words, each also alone."""
    for named in (
        ConfirmingDocument("15-3", date(2026, 11, 20)),
        ConfirmingDocument("15-3"),
        ConfirmingDocument("", date(2026, 11, 20)),
    ):
        (part,) = note_calls(post(document=named))
        last = shown(part).split("\n")[-1]
        assert ("15-3" in last) is bool(named.number)
        assert ("2026" in last) is bool(named.day)


def test_one_file_takes_a_short_text_along() -> None:
    """A single photo or document is one message with the text under it and the card's button."""
    for file, method in ((photo(), Method.SEND_PHOTO), (document(), Method.SEND_DOCUMENT)):
        (part,) = note_calls(post(files=(file,)))
        assert part.method is method
        assert part.payload[file.kind] == file.file_id
        assert shown(part).endswith("Проведена рабочая встреча.")
        assert "reply_markup" in part.payload


def test_a_long_text_goes_before_its_file() -> None:
    """What does not fit under a file is a message of its own, and the file replies to it, saying whose it is."""
    text, file = note_calls(post("слово " * 300, files=(photo(),)))
    assert (text.method, file.method) == (Method.SEND_MESSAGE, Method.SEND_PHOTO)
    assert file.reply_to == 1
    assert "12" in shown(file)
    assert "3.2" in shown(file)


def test_albums_are_of_one_kind() -> None:
    """Photos and documents go apart, two to ten as an album, one alone; the text with the button goes first."""
    files = (*(document(f"{number}.pdf") for number in range(3)), photo("one"))
    text, single, album = note_calls(post(files=files))
    assert "reply_markup" in text.payload
    assert (single.method, single.payload["photo"]) == (Method.SEND_PHOTO, "id-one")
    assert album.method is Method.SEND_MEDIA_GROUP
    assert [item["media"] for item in album.payload["media"]] == ["id-0.pdf", "id-1.pdf", "id-2.pdf"]
    assert ["caption" in item for item in album.payload["media"]] == [True, False, False]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3500).map(cleaned),
    st.lists(st.sampled_from(FileKind), max_size=10),
    st.sampled_from([None, *NoteStatus]),
)
def test_any_note_keeps_to_telegrams_limits(
    text: str, kinds: list[FileKind], status: NoteStatus | None
) -> None:
    """Whatever is written and attached: texts within 4,096, captions within 1,024, albums of 2 to 10, all of it there."""
    files = tuple(replace(photo(str(number)), kind=kind) for number, kind in enumerate(kinds))
    parts = note_calls(post(text, files=files, status=status))
    sent: list[str] = []
    for number, part in enumerate(parts, start=1):
        assert part.reply_to == (None if number == 1 else 1)
        media = part.payload.get("media", [])
        assert not media or 2 <= len(media) <= 10
        assert units(str(part.payload.get("text", ""))) <= 4096
        assert all(units(str(item.get("caption", ""))) <= 1024 for item in (part.payload, *media))
        sent += [item["media"] for item in media] or [
            part.payload[kind] for kind in FileKind if kind in part.payload
        ]
    assert sorted(sent) == sorted(file.file_id for file in files)
    whole = "".join(
        "".join(shown(part).split()) for part in parts if part.method is not Method.SEND_MEDIA_GROUP
    )
    assert all(word in whole for word in text.split() if len(word) < 50)


def test_a_note_of_emoji_is_split() -> None:
    """3,500 signs of two units each do not fit one message; each further one says which note it belongs to."""
    parts = note_calls(post("😀" * 3500))
    assert len(parts) == 2
    assert sum(shown(part).count("😀") for part in parts) == 3500
    assert "12" in shown(parts[1]).split("\n")[0]
    assert shown(parts[1]).split("\n")[0] in marked(parts[1], "bold")


def test_a_revised_note_says_so_and_a_preview_has_no_number() -> None:
    """The mark stands in the first line; before publishing there is no number to show."""
    revised, preview = (note_calls(replace(post(), **how))[0] for how in ({"edition": 2}, {"number": None}))
    assert shown(revised).split("\n")[0] != shown(note_calls(post())[0]).split("\n")[0]
    assert "2)" in shown(revised).split("\n")[0]
    assert "12" not in shown(preview)


def test_a_withdrawn_note_says_why_and_nothing_else() -> None:
    """The reason takes the place of the words, shortened so that it fits under a picture too."""
    (part,) = note_calls(replace(post(files=()), withdrawn="Ошибка в сумме. " * 100))
    assert "Проведена" not in shown(part)
    assert "Ошибка в сумме." in shown(part)
    assert units(shown(part)) <= 1024
    assert part.payload["disable_notification"] is True
