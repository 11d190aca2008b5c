"""Documents to read: the one that ships, a second one, and small ones written row by row."""

from pathlib import Path

from data.documents.document import read_source
from data.documents.parser import recognise
from data.documents.readers.reading import read_content
from data.roadmap.models import SignedRoadmap

HERE = Path(__file__).parent
SHIPPED = Path("data/shipped/spb-perm-2024-2026.txt").resolve()
SECOND = HERE / "tatarstan-astrakhan-2025-2027.txt"
EXPECTED = HERE / "spb-perm-2024-2026.expected.json"

TITLE = "План мероприятий («дорожная карта») между Правительством Тверской области и Правительством Москвы на 2024-2026 годы"
HEADER = "№ п/п\tНаименование мероприятия\tот Тверской области\tот Москвы\tСрок исполнения"
SPHERE = "1. В сфере спорта"
ACTIVITY = "1.1\tТурнир\tКомитет по спорту\tДепартамент спорта города Москвы\t2025 г."
SIGNED = ("Правительство Тверской области", "Губернатор", "В.А. Королев")


def signed(*rows: str, title: str = TITLE, header: str = HEADER) -> SignedRoadmap:
    """What is read from a document of these rows under the title and the header."""
    return recognise(read_content("\n".join((title, header, *rows)).encode()))


def shipped_text() -> str:
    return SHIPPED.read_text(encoding="utf-8")


def read_document(path: Path) -> SignedRoadmap:
    """Returns the roadmap in a file of any kind."""
    return recognise(read_source(path))
