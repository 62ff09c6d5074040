"""The benchmark itself, at its smallest: what it measures is there, and greedy never fills more."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.rosters import exams
from tests.benchmarks.rosters.__main__ import main
from tests.benchmarks.rosters.measuring import of_security, proposals


def test_the_whole_exam_is_as_large_as_it_says() -> None:
    problem = exams.whole()
    assert len({one.group for one in problem.duties}) == 7
    assert len({one.day for one in problem.duties}) == exams.DAYS == 5
    assert len({one.post for one in problem.duties}) == exams.POSTS == 60
    assert len(problem.people) == exams.PEOPLE == 120


@pytest.mark.slow
@pytest.mark.whole
def test_the_table_has_the_exams_and_who_does_not_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "rosters.json"
    main(["--rounds", "1", "--no-shows", "3", "--json", str(kept)])
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert_ours_fills_no_fewer_heads_than_greedy(found["proposals"], [False] * 4 + [True, True, False])
    assert found["no_shows"]["ours"]["open"] <= found["no_shows"]["greedy"]["open"]
    assert capsys.readouterr().out.count("nothing against it") == 7


def test_ours_fills_no_fewer_heads_than_greedy_and_breaks_no_rule() -> None:
    assert_ours_fills_no_fewer_heads_than_greedy(proposals(of_security(), 1), [False] * 4 + [True])


def assert_ours_fills_no_fewer_heads_than_greedy(found: list[dict[str, Any]], complete: list[bool]) -> None:
    assert [one["is_complete"] for one in found] == complete
    for one in found:
        assert one["is_explained"]
        assert one["ours"]["against"] == one["greedy"]["against"] == 0
        assert one["ours"]["filled"] >= one["greedy"]["filled"]
