"""Every scenario in short, on both stores: ``python3 -m tests.faults`` plays them at length."""

import sys

import pytest

from tests.faults.grounds import Files, Grounds
from tests.faults.played import played
from tests.faults.scenarios import SCENARIOS
from tests.faults.stage import Scenario

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]
KILLS = 4
SEED = 7


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    return Files(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize(
    "scenario", [one for one in SCENARIOS if "sqlite" in one.stores], ids=lambda one: one.name
)
def test_nothing_is_lost_doubled_reordered_wrong_or_half_there_in_files(
    scenario: Scenario, files: Grounds
) -> None:
    (tally,) = played([scenario], files, KILLS, SEED)
    assert tally.findings == []
    assert tally.holds
    if tally.left_out:
        pytest.skip(tally.left_out)
    assert tally.kills >= (KILLS if scenario.weight else 0)
