"""Playing deeds on one make of store, and what they came to."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import monotonic

import msgspec

from console.wiring import House, wall_clock
from domain.errors import Refused
from domain.log import Report, Witnesses, verify
from domain.log.proof.making import Maker
from tests.faults.company import SITES, Clerk
from tests.faults.grounds import Ground, Grounds
from tests.faults.tampering.deeds import DEEDS, USUAL, WEIGHTS, Accusation, Done, Scene
from tests.log.insider import Insider

SHOWN = 5
DEEDS_A_LOG = 50
CONSEQUENCES = frozenset(
    {
        "stream_gap",
        "tail_missing",
        "counter",
        "entry_missing",
        "entry_altered",
        "entry_inserted",
        "entry_back",
    }
)
"""What the rest of the store says of a deed; none of it accuses another event."""


class Tally(msgspec.Struct):
    """What one kind of deed came to on one store.

    Attributes:
        deed: Its name; ``untouched`` where nobody did anything.
        tried: How often.
        found: How often anything was found.
        misnamed: How often it was found, and something else was named than what was done.
        seconds: How long all of it took.
        first: What was wrong, the first times.
    """

    deed: str
    store: str
    tried: int = 0
    found: int = 0
    misnamed: int = 0
    seconds: float = 0.0
    first: list[str] = []

    @property
    def holds(self) -> bool:
        """Whether every deed was found and named, or nothing where there was none."""
        return self.found == (0 if self.deed == UNTOUCHED else self.tried) and not self.misnamed

    def note(self, what: str) -> None:
        """Keep the first ones."""
        if len(self.first) < SHOWN:
            self.first.append(what)


UNTOUCHED = "untouched"


class Sound:
    """A company's log of some length with checkpoints of it, made by its desk.

    Args:
        ground: A founded company of its own.
        chance: Decides how long it gets, and when checkpoints are made.
    """

    def __init__(self, ground: Ground, chance: Random) -> None:
        self.ground, self._chance = ground, chance
        self.far = ground.folder / "far"
        self._maker = Maker(ground.place, ground.folder / "keys", [self.far], wall_clock)
        self._clerk = Clerk(f"clerk {chance.random()}", SITES[0], chance)
        self.covered = 0
        for _ in range(chance.randint(1, 4)):
            self.go_on()
            self.sign()
        self.go_on(least=0)

    def go_on(self, least: int = 1) -> None:
        """Let the desk work for a while."""
        house = House(self.ground.settings)
        try:
            door = house.door()
            for _ in range(self._chance.randint(least, 12)):
                command = self._clerk.next()
                try:
                    self._clerk.took(door.submit(command))
                except Refused:
                    continue
        finally:
            house.close()

    def sign(self) -> None:
        """Make a checkpoint."""
        (made,) = self._maker.make()
        assert made.checkpoint, made.problem
        self.covered = made.checkpoint.size

    def verify(self) -> Report:
        """What the auditor is told, who holds what was exported."""
        return verify(self.ground.place, Witnesses([self.far]))


def tampered(grounds: Grounds, count: int, seed: int) -> list[Tally]:
    """Do so many deeds, some on each of several logs; each is undone before the next."""
    chance = Random(f"{seed} {grounds.kind}")  # noqa: S311 - not a secret
    tallies = {name: Tally(name, grounds.kind) for name in DEEDS}
    names = [name for name in DEEDS for _ in range(WEIGHTS.get(name, USUAL))]
    for first in range(0, count, DEEDS_A_LOG):
        sound = Sound(grounds.new(), chance)
        insider = Insider(sound.ground.place)
        rows = insider.rows()
        for number in range(first, min(first + DEEDS_A_LOG, count)):
            name = list(DEEDS)[number] if number < len(DEEDS) else chance.choice(names)
            began = monotonic()
            done = DEEDS[name](Scene([list(row) for row in rows], sound.covered, chance, insider))
            insider.put(done.rows, counter=done.counter)
            judge(tallies[name], sound.verify(), done, f"deed {number} of seed {seed}")
            tallies[name].seconds += monotonic() - began
        insider.put(rows)
        assert sound.verify().holds, "what was undone is as it was"
    return list(tallies.values())


def judge(tally: Tally, report: Report, done: Done, which: str) -> None:
    """Was it found, and is what was named what was done?"""
    tally.tried += 1
    tally.found += not report.holds
    named = {(one.kind, one.position) for one in report.findings if one.kind not in CONSEQUENCES}
    if report.holds:
        tally.note(f"{which}: nothing was found, done was {_told(done.expected)}")
    elif frozenset(named) not in done.expected:
        tally.misnamed += 1
        tally.note(f"{which}: named {sorted(named, key=str)[:SHOWN]}, done was {_told(done.expected)}")


def untouched(grounds: Grounds, count: int, seed: int) -> Tally:
    """Verify so many logs that nobody laid hands on: of all lengths, with and without a crash behind the last note."""
    chance, tally = Random(f"{seed} untouched {grounds.kind}"), Tally(UNTOUCHED, grounds.kind)  # noqa: S311
    began = monotonic()
    for number in range(count):
        if number % DEEDS_A_LOG == 0:
            sound = Sound(grounds.new(), chance)
        sound.go_on()
        if chance.random() < 0.3:
            sound.sign()
        if chance.random() < 0.2:
            _crash(sound.far, chance)
        report = sound.verify()
        tally.tried += 1
        if not report.holds:
            tally.found += 1
            tally.note(f"log {number} of seed {seed}: {[str(one.what) for one in report.findings[:SHOWN]]}")
    tally.seconds = monotonic() - began
    return tally


def _crash(folder: Path, chance: Random) -> None:
    """Leave what a checkpoint leaves that was killed before its note."""
    (witness,) = folder.glob("*.witness")
    with witness.open("ab") as stream:
        stream.write(chance.randbytes(chance.randint(1, 100)))


def _told(expected: Sequence[frozenset[Accusation]]) -> str:
    return " or ".join(str(sorted(one, key=str)[:SHOWN]) for one in expected)


def table(tallies: Sequence[Tally]) -> str:
    """All of them as a Markdown table."""
    lines = [("deed", "store", "tried", "found", "misnamed", "seconds"), ("---",) * 6]
    lines += [
        (one.deed, one.store, f"{one.tried:,}", f"{one.found:,}", f"{one.misnamed:,}", f"{one.seconds:.1f}")
        for one in tallies
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
