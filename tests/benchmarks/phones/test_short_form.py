"""The benchmark itself, at its smallest: over real HTTP every check-in is there once, and every screen is right."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.phones.__main__ import main


@pytest.mark.slow
def test_exm_07_each_of_many_check_ins_is_there_once_and_on_every_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "phones.json"
    main(["--phones", "16", "--boards", "6", "--seconds", "1", "--json", str(kept)])
    found = json.loads(kept.read_text(encoding="utf-8"))
    assert (found["people"], found["arrivals"], found["here"]) == (42, 42, 42)
    for page in ("ours", "floor"):
        one = found[page]
        assert (one["screens"], one["refused"]) == (22, 0)
        assert (one["missed"], one["ended"], one["wrong"]) == (0, 0, 0)
        assert one["answered_ms"]["p50"] > 0
        assert 0 < one["seen_ms"]["p50"] <= one["seen_ms"]["p95"]
    assert "equals a full answer" in capsys.readouterr().out
