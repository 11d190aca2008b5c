"""Several agencies in one cell: however they are parted, each is one."""

import pytest

from data.documents.cell_list import split_agencies
from tests.data.documents.document_fixtures import SPHERE, signed

CULTURE, RELATIONS = "Комитет по культуре Твери", "Комитет по внешним связям"


@pytest.mark.parametrize(
    "pieces",
    [
        [f"{CULTURE}; {RELATIONS}"],
        [f"{CULTURE}, {RELATIONS}"],
        [f"{CULTURE} и {RELATIONS}"],
        [f"{CULTURE};", RELATIONS],
        [CULTURE, f"; {RELATIONS}"],
        [CULTURE, f"и {RELATIONS}"],
        [f"{CULTURE} и", RELATIONS],
        [f"{CULTURE},", RELATIONS],
        [CULTURE, RELATIONS],
        ["Комитет по", "культуре Твери и Комитет", "по внешним связям"],
        [f"{CULTURE}; {CULTURE}", f"{RELATIONS};"],
    ],
)
def test_two_agencies_are_two(pieces: list[str]) -> None:
    """A semicolon, a comma, «и» or the end of a page before another name part the agencies."""
    assert split_agencies(pieces) == (CULTURE, RELATIONS)


@pytest.mark.parametrize(
    "pieces",
    [
        ["Министерство труда", "и социального развития"],
        ["Министерство строительства, архитектуры", "и жилищно-коммунального хозяйства"],
        ["Главное управление ветеринарии", "Кабинета Министров Республики Татарстан"],
        ["Комитет по науке и высшей школе"],
        ["Комитет по управлению имуществом, Министерства не имеющий"],
    ],
)
def test_one_agency_stays_one(pieces: list[str]) -> None:
    """«И» and commas within a name part nothing, on one page or across two."""
    assert split_agencies(pieces) == (" ".join(pieces),)


def test_a_described_head_begins_a_name() -> None:
    """«Архивный комитет» begins with its adjective."""
    assert split_agencies(["Комитет по делам молодёжи и Архивный комитет"])[1] == "Архивный комитет"


def test_a_list_cut_by_a_page_is_read_whole() -> None:
    """The agencies of an activity go on under the numbers of the columns on the next page."""
    read = signed(
        SPHERE, f"1.1\tТурнир\t{CULTURE} и\tДепартамент\t2025", "1\t2\t3\t4\t5", f"\t\t{RELATIONS}\t\t"
    )
    assert read.spheres[0].activities[0].agencies[0] == (CULTURE, RELATIONS)
