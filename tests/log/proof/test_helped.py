"""A long log's tree grows in a process of its own: the verdict is the same, and no process that is killed changes it."""

import sys

import pytest

from domain.log import verification
from domain.log.proof import roots
from domain.log.proof.roots import Roots
from tests.log.insider import Row
from tests.log.proof.signed import CHECKPOINTS, Case, Change, edit


def untouched(rows: list[Row]) -> list[Row]:
    return rows


def removed(rows: list[Row]) -> list[Row]:
    return rows[:8] + rows[9:]


CHANGES: dict[str, Change] = {
    "untouched": untouched,
    "edited": edit(9, "site", "s9"),
    "edited behind": edit(22, "site", "s9"),
    "removed": removed,
    "cut": lambda rows: rows[:15],
}
HELPERS = {
    "helped": None,
    "killed at once": [sys.executable, "-c", ""],
    "killed in the middle": [sys.executable, "-c", "import sys; sys.stdin.buffer.read(500)"],
    "killed at the end": [sys.executable, "-c", "import sys; sys.stdin.buffer.read(); sys.exit(-9)"],
    "answers by half": [sys.executable, "-c", "import sys; sys.stdin.buffer.read(); print('0' * 63, end='')"],
}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each tree that was begun had a helper."""
    found: list[bool] = []
    begin = Roots.__init__

    def begun(self: Roots, sizes: list[int], genesis: bytes, *, helped: bool) -> None:
        found.append(helped)
        begin(self, sizes, genesis, helped=helped)

    monkeypatch.setattr(Roots, "__init__", begun)
    return found


@pytest.mark.parametrize("helper", HELPERS)
@pytest.mark.parametrize("change", CHANGES)
def test_the_verdict_is_the_same(
    case: Case, change: str, helper: str, started: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    case.put(CHANGES[change])
    alone = case.verify()
    monkeypatch.setattr(verification, "LONG", CHECKPOINTS[0])
    if command := HELPERS[helper]:
        monkeypatch.setattr(roots, "HELPER", command)
    assert case.verify() == alone
    assert started == [False, True] + [False] * (helper != "helped")
