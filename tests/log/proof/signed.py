"""A store with checkpoints of it in a folder, and copies of both to be tampered with."""

from collections.abc import Callable
from pathlib import Path

from domain.log import Log, Place, Report, Witnesses, migrate, verify
from domain.log.proof.export import Export
from domain.log.proof.making import Maker
from domain.log.proof.trust import Pin, pinned
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.grounds import Ground
from tests.log.insider import AT, Insider, Row

COVERED, EVENTS = 20, 23
CHECKPOINTS = (6, 13, 20)
Change = Callable[[list[Row]], list[Row]]


class Sound:
    """A store of twenty-three events in five streams, and three checkpoints of it that reach to the twentieth."""

    def __init__(self, ground: Ground, folder: Path) -> None:
        self.place, self.far, clock = ground.new(), folder / "far", SetClock()
        migrate(self.place, "real", clock)
        maker = Maker(self.place, folder / "data", [self.far], clock)
        with Log.open(self.place, clock) as log:
            self.store = log.store.id
            for number in range(EVENTS):
                clock.move(seconds=1)
                log.append([written(f"diary:{number % 5}", number // 5 + 1, pages=number + 1)])
                if number + 1 in CHECKPOINTS:
                    (made,) = maker.make()
        assert made.key
        self.key = made.key


class Case:
    """A copy of the sound store and of its folder, to be tampered with."""

    def __init__(self, ground: Ground, sound: Sound, folder: Path) -> None:
        self.place: Place = ground.copy(sound.place)
        self.folder = folder
        self.export = Export(folder, sound.store)
        self.known: Pin | None = pinned(sound.key)
        for file in sound.far.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())

    def put(self, change: Change, *, chained: bool = True) -> None:
        insider = Insider(self.place)
        rows = change(insider.rows())
        insider.put(insider.chained(rows) if chained else rows)

    def verify(self) -> Report:
        return verify(self.place, Witnesses([self.folder], lambda _: self.known))

    def named(self) -> list[tuple[str, int | None]]:
        kinds = {"stream_gap", "tail_missing"}
        return [(one.kind, one.position) for one in self.verify().findings if one.kind not in kinds]


def edit(position: int, column: str, value: object) -> Change:
    def changed(rows: list[Row]) -> list[Row]:
        rows[position - 1][AT[column]] = value
        return rows

    return changed
