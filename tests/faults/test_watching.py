"""The watchers themselves: boards grey as their pages do, load as a company makes it, trends as they are."""

import re
import tempfile
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from domain.operations import Outcome
from tests.faults import boards
from tests.faults.boards import Board
from tests.faults.chaos import chaos
from tests.faults.load import OPEN_A_SITE, STEPS, Desks, peak_rate
from tests.faults.soak import soak
from tests.faults.trend import quantile, quarters, slope, warm

STATUS = Path(__file__).resolve().parents[2] / "console" / "board" / "js" / "status.js"


def test_a_board_is_held_to_the_rules_that_its_page_follows() -> None:
    rules = dict(re.findall(r"^const (\w+) = (\d+);", STATUS.read_text("utf-8"), re.MULTILINE))
    assert float(rules["STALE_S"]) == boards.STALE_S
    assert int(rules["LAG_SHOWN_MS"]) == boards.LAG_SHOWN_MS


def test_a_page_is_grey_after_five_silent_seconds_also_before_the_first_message() -> None:
    board, now = Board(1, "s1", ""), monotonic()
    assert (board.is_grey(now + 4.9), board.is_grey(now + 5.1)) == (False, True)
    board._hear("beat", {"position": 7, "lag": {"behind": 3, "oldest_ms": 1999}})
    heard = monotonic()
    assert (board.is_grey(heard + 3.0), board.is_grey(heard + 3.1)) == (False, True)
    assert (board.position, board.arrivals, board.says_lag()) == (7, [], False)
    board._hear("rows", {"position": 9, "lag": {"behind": 3, "oldest_ms": 2000}})
    assert (board.arrivals[0][0], board.says_lag()) == (9, True)
    for lag, says in (({"unseen": 1}, True), ({"workers": 0}, True), ({"workers": 1, "unseen": 0}, False)):
        board._hear("beat", {"position": 9, "lag": lag})
        assert board.says_lag() is says


def test_the_peak_is_a_third_of_an_event_a_second() -> None:
    assert peak_rate() == pytest.approx(0.339, abs=0.001)
    assert peak_rate(sites=1, homes=1200) == pytest.approx(peak_rate() / 100)


def test_desks_open_work_on_and_close_tickets_so_that_boards_stay_as_full() -> None:
    desks, opened, closed = Desks("d", ["s1", "s2"], Random(3)), 0, 0  # noqa: S311 - made-up work
    for number in range(1000):
        command = desks.next()
        opened += command["do"] == "help.report"
        closed += command["do"] == STEPS[-1]
        desks.took(command, Outcome(id=command["id"], results={"ticket": f"H{number}"}))
        assert opened - closed <= 2 * OPEN_A_SITE
    assert closed > 50


def test_a_slope_quarters_and_quantiles_are_those_of_the_textbook() -> None:
    assert slope([(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]) == 2.0
    assert slope([(0.0, 4.0)]) == 0.0
    jumps_once = [(hour / 10, 400.0 + 30 * (hour > 3)) for hour in range(20)]
    assert slope(jumps_once) == 0.0
    grows_with_one_fall = [(float(hour), 400.0 + 25 * hour - 60 * (hour == 7)) for hour in range(10)]
    assert slope(grows_with_one_fall) == 25.0
    assert warm([1, 2, 3, 4, 5, 6, 7]) == [3, 4, 5, 6, 7]
    assert quarters([1, 2, 3, 4, 5, 6, 7, 20]) == (1.5, 13.5)
    assert (quantile([3, 1, 2], 0.5), quantile([], 0.5)) == (2, 0.0)


@pytest.mark.slow
def test_under_twenty_times_the_peak_every_board_hears_every_event_of_its_site(tmp_path: Path) -> None:
    verdict = soak("sqlite", minutes=0.1, boards=20, factor=20, folder=tmp_path)
    assert verdict.commands > 20
    assert (verdict.missed, verdict.tally.findings, verdict.trends) == (0, [], None)
    assert verdict.holds


@pytest.mark.slow
def test_killing_consoles_workers_and_their_database_loses_nothing_and_no_board_is_stale_unsaid() -> None:
    with tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as folder:
        verdict = chaos(minutes=0.2, seed=11, folder=Path(folder))
    assert verdict.kills.total() >= 2
    assert verdict.commands > 20
    assert verdict.tally.findings == []
    assert verdict.unsaid_s == 0
    assert verdict.holds
