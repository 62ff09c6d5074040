"""The benchmark itself, at its smallest: what it measures is there, and no board misses an event."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.boards.__main__ import main


@pytest.mark.slow
def test_every_board_hears_every_event_of_a_separate_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "boards.json"
    main(["--boards", "5,20", "--rates", "10", "--seconds", "1", "--rounds", "1", "--json", str(kept)])
    found = json.loads(kept.read_text(encoding="utf-8"))
    for setting in found["settings"]:
        for one in setting.values():
            assert (one["missed"], one["ended"]) == (0, 0)
            assert (one["events"] > 5) == ("p95" in one)
            assert one["bytes_s"] > 0
    assert capsys.readouterr().out.count("every board heard every event and none was closed") == 2
