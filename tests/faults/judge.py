"""The one judge: what every scenario is held to, whatever went wrong in it."""

from collections.abc import Iterable
from datetime import datetime

from console.wiring import wall_clock
from domain.facts import Recorded
from domain.log import Log, verify
from projections.spine.projector import PAGE
from tests.faults.diary import Acknowledged
from tests.faults.grounds import Ground
from tests.faults.replay import wrong_rows
from tests.faults.tally import Tally


class Judge:
    """Judges one store again and again, reading on from where it last stood; findings go into a tally."""

    def __init__(self, ground: Ground, tally: Tally) -> None:
        self.ground, self.tally = ground, tally
        self.log = Log.open(ground.place, wall_clock)
        self._at = 0
        self._stamped: datetime | None = None
        self._versions: dict[str, int] = {}
        self._parts: set[tuple[str, int | None]] = set()

    def close(self) -> None:
        self.log.close()

    def acknowledged(self, outcomes: Iterable[Acknowledged]) -> None:
        """Each outcome that somebody had in hand stands in the log, where it was said to stand, once."""
        for one in outcomes:
            self.tally.acknowledged += 1
            if one.events == 0:
                continue
            found = self.log.of_command(one.command)
            if not found or found[-1].position != one.position:
                self.tally.lose(
                    f"{one.command} was acknowledged at {one.position}: {[e.position for e in found]}"
                )
            if len(found) > one.events:
                self.tally.double(f"{one.command} recorded {one.events} events, there are {len(found)}")

    def tail(self) -> None:
        """What was appended since the last look is in one order without gaps, and nothing in it stands twice."""
        while events := self.log.read(self._at, PAGE):
            for event in events:
                if event.position != self._at + 1:
                    self.tally.reorder(f"position {event.position} follows {self._at}")
                self._at = event.position
                if isinstance(event, Recorded):
                    self._follow(event)

    def _follow(self, event: Recorded) -> None:
        stream, version = event.originator_id, event.originator_version
        if self._stamped and event.recorded_at and event.recorded_at < self._stamped:
            self.tally.reorder(f"position {event.position} was stamped before the one before it")
        self._stamped = event.recorded_at
        if version != self._versions.get(stream, 0) + 1:
            self.tally.reorder(f"version {version} of {stream} follows {self._versions.get(stream, 0)}")
        self._versions[stream] = version
        if event.command is not None:
            if (event.command, event.part) in self._parts:
                self.tally.double(f"part {event.part} of {event.command} stands twice")
            self._parts.add((event.command, event.part))

    def rows(self) -> None:
        """Every read model is what the log says, at the position where it stands."""
        with self.ground.house() as house:
            for model, count in wrong_rows(house).items():
                self.tally.mistake(count, f"{count} rows of {model} differ from a replay")

    def order(self) -> None:
        """The tail, and the chain from its first link on."""
        self.tail()
        for finding in verify(self.ground.place).findings:
            self.tally.reorder(f"verify: {finding.what.text.format_map(finding.what.fields)}")

    def whole(self) -> None:
        """The order of the log, and every read model: as they stand, and brought up to date."""
        self.order()
        self.rows()
        with self.ground.house() as house:
            house.projector.catch_up()
        self.rows()
