"""What a scenario came to, and the table of all."""

from collections.abc import Sequence

import msgspec

_SHOWN = 5


class Tally(msgspec.Struct):
    """The counts of one scenario on one store.

    Attributes:
        kills: ``kill -9`` that hit a process alive and at work.
        acknowledged: Outcomes that somebody had in hand.
        lost: Of those, how many are not in the log where they were said to be.
        doubled: Commands or parts of commands that stand twice.
        reordered: Gaps, wrong versions, falling times, broken links.
        wrong_rows: Rows of read models that differ from a full replay.
        half_written: Things that are there in part.
        told: Whether whoever was affected was told in words, in both languages; ``None`` where nobody was.
        healed: Whether it went on without hands.
        findings: The first of everything that is wrong.
        left_out: Why the scenario could not be played here; empty if it was.
    """

    scenario: str
    store: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    wrong_rows: int = 0
    half_written: int = 0
    told: bool | None = None
    healed: bool | None = None
    seconds: float = 0.0
    findings: list[str] = []
    left_out: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        wrong = (self.lost, self.doubled, self.reordered, self.wrong_rows, self.half_written)
        return not any(wrong) and self.told is not False and self.healed is not False

    def lose(self, finding: str) -> None:
        self.lost += 1
        self._note(finding)

    def double(self, finding: str) -> None:
        self.doubled += 1
        self._note(finding)

    def reorder(self, finding: str) -> None:
        self.reordered += 1
        self._note(finding)

    def mistake(self, rows: int, finding: str) -> None:
        self.wrong_rows += rows
        if rows:
            self._note(finding)

    def halve(self, finding: str) -> None:
        self.half_written += 1
        self._note(finding)

    def tell(self, *, in_words: bool, said: str) -> None:
        """Whether somebody was told in words; once not, never again."""
        self.told = self.told is not False and in_words
        if not in_words:
            self._note(f"not told in words: {said}")

    def heal(self, *, whole: bool, how: str) -> None:
        """Whether it went on by itself; once not, never again."""
        self.healed = self.healed is not False and whole
        if not whole:
            self._note(f"did not heal: {how}")

    def _note(self, finding: str) -> None:
        if len(self.findings) < _SHOWN:
            self.findings.append(finding)


_COUNTS = ("kills", "acknowledged", "lost", "doubled", "reordered", "wrong_rows", "half_written")
_VERDICTS = ("told", "healed")
_HEADINGS = (
    "scenario", "store", "kills", "acknowledged", "lost", "doubled", "reordered", "wrong rows", "half-written",
    "told in words", "healed", "seconds",
)  # fmt: skip


def table(tallies: Sequence[Tally]) -> str:
    """All of them as a Markdown table, with a line of sums for each store."""
    rows = [_cells(one) for one in tallies]
    stores = dict.fromkeys(one.store for one in tallies)
    rows += [_cells(_sum(store, [one for one in tallies if one.store == store])) for store in stores]
    lines = [_HEADINGS, tuple("---" for _ in _HEADINGS), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _sum(store: str, tallies: Sequence[Tally]) -> Tally:
    whole = Tally("all", store, seconds=sum(one.seconds for one in tallies))
    for name in _COUNTS:
        setattr(whole, name, sum(getattr(one, name) for one in tallies))
    for name in _VERDICTS:
        known = [getattr(one, name) for one in tallies if getattr(one, name) is not None]
        setattr(whole, name, all(known) if known else None)
    return whole


def _cells(one: Tally) -> tuple[str, ...]:
    if one.left_out:
        return (one.scenario, one.store, f"left out: {one.left_out}", *[""] * (len(_HEADINGS) - 3))
    counts = (f"{getattr(one, name):,}" for name in _COUNTS)
    verdicts = (_YES[getattr(one, name)] for name in _VERDICTS)
    return (one.scenario, one.store, *counts, *verdicts, f"{one.seconds:.1f}")


_YES = {True: "yes", False: "NO", None: "–"}
