"""A log, the folders its checkpoints go to, and whoever makes them."""

from pathlib import Path

from domain.log import Log, Place
from domain.log.proof.export import Export
from domain.log.proof.making import Exported, Maker
from domain.log.proof.trust import Trusted, trusted
from tests.log.conftest import SetClock
from tests.log.diary import written


class Office:
    """A log, the folders its checkpoints go to, and whoever makes them."""

    def __init__(self, place: Place, clock: SetClock, folder: Path) -> None:
        self.place, self.clock = place, clock
        self.data, self.near, self.far = folder / "data", folder / "near", folder / "far"
        self.maker = self.another()
        with Log.open(place, clock) as log:
            self.origin, self.store = f"steward/{log.store.id}", log.store.id

    def another(self) -> Maker:
        """Somebody who remembers nothing."""
        return Maker(self.place, self.data, [self.near, self.far], self.clock)

    def record(self, *versions: int) -> None:
        with Log.open(self.place, self.clock) as log:
            log.append([written("diary:1", version) for version in versions])

    def make(self, *, new_key: bool = False) -> list[Exported]:
        self.clock.move(minutes=1)
        return self.maker.make(new_key=new_key)

    def export(self, folder: Path | None = None) -> Export:
        return Export(folder or self.near, self.store)

    def trusted(self, folder: Path | None = None) -> Trusted:
        return trusted(self.export(folder), self.origin, None)


def problems(made: list[Exported]) -> list[str]:
    return [one.problem.text if one.problem else "" for one in made]
