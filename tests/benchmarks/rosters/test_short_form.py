"""The benchmark itself, at its smallest: what it measures is there, and greedy never fills more."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.rosters import exams
from tests.benchmarks.rosters.__main__ import main


def test_the_whole_exam_is_as_large_as_it_says() -> None:
    problem = exams.whole()
    assert len({one.group for one in problem.duties}) == 7
    assert len({one.day for one in problem.duties}) == exams.DAYS == 5
    assert len({one.post for one in problem.duties}) == exams.POSTS == 60
    assert len(problem.people) == exams.PEOPLE == 120


@pytest.mark.slow
def test_ours_fills_no_fewer_heads_than_greedy_and_breaks_no_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "rosters.json"
    main(["--rounds", "1", "--no-shows", "3", "--json", str(kept)])
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert [one["is_complete"] for one in found["proposals"]] == [
        *[False] * 4,
        True,
        True,
        False,
    ]
    for one in found["proposals"]:
        assert one["is_explained"]
        assert one["ours"]["against"] == one["greedy"]["against"] == 0
        assert one["ours"]["filled"] >= one["greedy"]["filled"]
    assert found["no_shows"]["ours"]["open"] <= found["no_shows"]["greedy"]["open"]
    assert capsys.readouterr().out.count("nothing against it") == 7
