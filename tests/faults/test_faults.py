"""Every scenario in short, on both stores: ``python3 -m tests.faults`` plays them at length."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.grounds import Grounds
from tests.faults.played import grounds_of, played
from tests.faults.scenarios import SCENARIOS
from tests.faults.stage import BOTH, Scenario

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
]
KILLS = 4
SEED = 7
PLAYED = [
    pytest.param(store, scenario, id=f"{scenario.name}, {store}")
    for store in BOTH
    for scenario in SCENARIOS
    if store in scenario.stores
]


@pytest.fixture(scope="module")
def grounds(request: pytest.FixtureRequest) -> Iterator[Grounds]:
    temporary = tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True)
    with temporary as folder, grounds_of(request.param, Path(folder)) as grounds:
        yield grounds


@pytest.mark.parametrize(("grounds", "scenario"), PLAYED, indirect=["grounds"])
def test_nothing_is_lost_doubled_reordered_wrong_or_half_there(grounds: Grounds, scenario: Scenario) -> None:
    (tally,) = played([scenario], grounds, KILLS, SEED)
    assert tally.findings == []
    assert tally.holds
    if tally.left_out:
        pytest.skip(tally.left_out)
    assert tally.kills >= (KILLS if scenario.weight else 0)
