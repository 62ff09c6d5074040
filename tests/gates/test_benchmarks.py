"""The benchmark command runs every row and prints a whole table; how fast anything is, is not asked here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    "append", "command", "load", "read", "rebuild", "verify", "as-of", "case", "satisfaction", "satisfaction-page",
    "satisfaction-as-of", "beside", "beside-thread", "export",
)  # fmt: skip


@pytest.mark.slow
def test_every_row_runs_in_a_short_history_and_fills_its_columns(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.json"
    size = ["--events", "300", "--rounds", "2", "--stores", "sqlite", "--alone"]
    wanted = ["--json", str(sheet), "--curves", str(tmp_path)]
    command = [sys.executable, "-m", "tests.benchmarks", *size, *wanted]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if line.startswith("|")]
    written = json.loads(sheet.read_text(encoding="utf-8"))
    results = written["results"]
    assert len(lines) == len(results) + 2
    assert {line.count("|") for line in lines} == {10}
    assert {one["what"] for one in results} == {line.split("|")[1].strip() for line in lines[2:]}
    assert len({one["what"] for one in results}) == len(ROWS)
    for one in results:
        assert one["rounds"] == 2
        assert one["spread"][0] <= one["ratio"] <= one["spread"][1], one
        assert all(seconds > 0 for seconds in one["seconds"].values()), one
        assert {"floor", "ours"} <= one["seconds"].keys()
    with_library = {one["what"] for one in results if "library" in one["seconds"]}
    assert len(with_library) == 4
    assert_drawn(written["curves"], tmp_path / "curves.svg")


def assert_drawn(curves: list[dict[str, Any]], picture: Path) -> None:
    """Seven panels, a line in each, a spot a length."""
    assert len({curve["what"] for curve in curves}) == 7
    assert {length for curve in curves for length, _ in curve["points"]} == {1000}
    assert all(seconds > 0 for curve in curves for _, seconds in curve["points"])
    svg = ET.parse(picture).getroot()  # noqa: S314 - we have just drawn it
    assert len(svg.findall(".//{*}path[@class='line s0']")) == 7
    assert len(svg.findall(".//{*}circle")) == 7


@pytest.mark.parametrize(
    ("asked", "said"), [("--rows=nothing", "There is no nothing"), ("--stores=paper", "There is no paper")]
)
def test_a_row_or_store_that_is_not_there_is_named(asked: str, said: str) -> None:
    command = [sys.executable, "-m", "tests.benchmarks", asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert said in done.stderr
    assert done.stdout == ""
