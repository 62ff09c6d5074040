"""Hands laid on stored history, in short, on both stores: ``python3 -m tests.faults --tamper N`` does it at length."""

import pytest

from tests.faults.grounds import Databases, Files, Grounds
from tests.faults.stage import BOTH
from tests.faults.tampering.deeds import DEEDS
from tests.faults.tampering.playing import table, tampered, untouched
from tests.postgres import Server

DEEDS_DONE, UNTOUCHED = 20, 3
SEED = 7


@pytest.fixture(scope="module", params=BOTH)
def grounds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: Server
) -> Grounds:
    folder = tmp_path_factory.mktemp("tampering")
    return Files(folder) if request.param == "sqlite" else Databases(folder, postgres_server)


def test_every_deed_is_found_and_named_for_what_it_was(grounds: Grounds) -> None:
    tallies = tampered(grounds, DEEDS_DONE, SEED)
    assert [one.first for one in tallies if not one.holds] == []
    assert {one.deed for one in tallies if one.tried} == set(DEEDS)
    assert sum(one.tried for one in tallies) == sum(one.found for one in tallies) == DEEDS_DONE
    assert f"| change a column | {grounds.kind} |" in table(tallies)


def test_a_log_that_nobody_touched_gives_no_finding(grounds: Grounds) -> None:
    tally = untouched(grounds, UNTOUCHED, SEED)
    assert (tally.tried, tally.found, tally.first) == (UNTOUCHED, 0, [])
