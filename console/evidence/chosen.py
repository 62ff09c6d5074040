"""Which events belong into a pack, and why: kept on a scratch file, so that memory does not grow with them."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from domain.log.scratch import Scratch

_BATCH = 1000
_CHOSEN = "CREATE TABLE chosen (position INTEGER, why TEXT, PRIMARY KEY (position, why)) WITHOUT ROWID"


class Why(StrEnum):
    """What an event is in the pack for."""

    CASE = "case"
    THREAD = "thread"
    MENTION = "mention"
    HAPPENED = "happened"
    RECORDED = "recorded"
    PLACE = "place"
    PEOPLE = "people"
    RULES = "rules"
    ERASURE = "erasure"


CONTEXT = frozenset({Why.PLACE, Why.PEOPLE, Why.RULES, Why.ERASURE})
"""What the story rests on without being told in it."""


class Chosen(Scratch):
    """Positions of events, each with the reasons for it."""

    def __init__(self) -> None:
        super().__init__(_CHOSEN)

    def add(self, why: Why, positions: Iterable[int]) -> None:
        rows = ((position, why.value) for position in positions)
        self._scratch.executemany("INSERT OR IGNORE INTO chosen VALUES (?, ?)", rows)

    def told(self, position: int) -> bool:
        """Whether an event belongs to the story itself."""
        return any(Why(why) not in CONTEXT for why in self.why([position])[position])

    def batches(self) -> Iterator[list[int]]:
        """Every position once, in order, some hundred at a time."""
        after = -1
        sql = "SELECT DISTINCT position FROM chosen WHERE position > ? ORDER BY position LIMIT ?"
        while page := [one for (one,) in self._scratch.execute(sql, (after, _BATCH))]:
            yield page
            after = page[-1]

    def why(self, positions: list[int]) -> dict[int, list[str]]:
        """The reasons for each of some positions that follow each other."""
        sql = "SELECT position, why FROM chosen WHERE position BETWEEN ? AND ? ORDER BY position, why"
        found: dict[int, list[str]] = {}
        for position, why in self._scratch.execute(sql, (positions[0], positions[-1])):
            found.setdefault(position, []).append(why)
        return found

    def count(self) -> int:
        (found,) = self._scratch.execute("SELECT count(DISTINCT position) FROM chosen").fetchone()
        return int(found)
