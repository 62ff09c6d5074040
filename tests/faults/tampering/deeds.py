"""What somebody with every right on the database can do to covered events, and what the auditor must be told of it."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from domain.log.tables import CONTENT
from tests.log.insider import AT, COLUMNS, Insider, Row, forged

Accusation = tuple[str, int | None]
DATE, HASH = AT["recorded_at"], AT["hash"]
NULLABLE = [column.name for column in CONTENT if column.nullable]
STRANGER = "stranger:1"


class Done(NamedTuple):
    """A log after the deed.

    Attributes:
        rows: What it consists of now.
        counter: Where its counter stands.
        expected: What the auditor must be told; any one of several where the traces are the same.
    """

    rows: list[Row]
    counter: int
    expected: tuple[frozenset[Accusation], ...]


class Scene(NamedTuple):
    """Where a deed is done.

    Attributes:
        rows: The log as it was recorded.
        covered: How many of its events the last checkpoint covers.
        chance: Decides on what, and how.
        insider: Makes the chain anew.
    """

    rows: list[Row]
    covered: int
    chance: Random
    insider: Insider

    def place(self, last: int | None = None) -> int:
        """A covered position."""
        return self.chance.randint(1, last or self.covered)

    def done(self, rows: list[Row], *expected: set[Accusation], chained: bool | None = None) -> Done:
        """The log after the deed, its chain made anew or left as it is."""
        anew = self.chance.random() < 0.7 if chained is None else chained
        if anew:
            rows = self.insider.chained(rows)
        last = rows[-1][0] if rows else 0
        return Done(rows, max(last, 0), tuple(frozenset(one) for one in expected))


Deed = Callable[[Scene], Done]


def change(scene: Scene) -> Done:
    """Another value in one column of one event."""
    at, column = scene.place(), scene.chance.choice(COLUMNS[3:])
    row = scene.rows[at - 1]
    row[AT[column]] = _other(row[AT[column]], scene.chance, column)
    return scene.done(scene.rows, {("altered", at)})


def change_hash(scene: Scene) -> Done:
    """Another hash, and nothing else."""
    at = scene.place()
    scene.rows[at - 1][HASH] = scene.chance.randbytes(32)
    return scene.done(scene.rows, {("hash_altered", at)}, chained=False)


def date_anew(scene: Scene) -> Done:
    """Another time of recording."""
    at = scene.place()
    scene.rows[at - 1][DATE] += scene.chance.choice((-1, 1)) * scene.chance.randint(1, 10**9)
    return scene.done(scene.rows, {("redated", at)})


def take_away(scene: Scene) -> Done:
    """One event taken out, the later ones moved up and the chain made anew; or a hole left."""
    at = scene.place()
    rows = scene.rows[: at - 1] + scene.rows[at:]
    if scene.chance.random() < 0.3:
        gone = "truncated" if at == len(scene.rows) else "removed"
        return scene.done(rows, {(gone, at)}, chained=False)
    if at == scene.covered:  # what was recorded next stands there now, or nothing does
        return scene.done(rows, {("altered", at)} if len(rows) >= at else {("truncated", at)}, chained=True)
    return scene.done(rows, {("removed", at)}, chained=True)


def put_in(scene: Scene) -> Done:
    """An event that was never recorded, the later ones pushed away."""
    at = scene.place()
    new = forged(scene.chance.choice(scene.rows), STRANGER)
    new[DATE] = scene.rows[at - 1][DATE]
    rows = [*scene.rows[: at - 1], new, *scene.rows[at - 1 :]]
    rows = [[place, *row[1:]] for place, row in enumerate(rows, 1)]
    return scene.done(rows, {("put_in", at)})


def swap(scene: Scene) -> Done:
    """Two events in each other's place, with their times or without."""
    one, other = sorted(scene.chance.sample(range(1, scene.covered + 1), 2))
    first, second = scene.rows[one - 1], scene.rows[other - 1]
    kept = 2 if scene.chance.random() < 0.5 else 1
    scene.rows[one - 1] = [*first[:kept], *second[kept:]]
    scene.rows[other - 1] = [*second[:kept], *first[kept:]]
    return scene.done(scene.rows, {("displaced", one), ("displaced", other)})


def move(scene: Scene) -> Done:
    """One event elsewhere, those between moved up or down."""
    was, now = scene.chance.sample(range(1, scene.covered + 1), 2)
    rows = scene.rows
    rows.insert(now - 1, rows.pop(was - 1))
    told: set[Accusation] = {("displaced", now)}
    if abs(was - now) == 1:
        told.add(("displaced", was))
    return scene.done(rows, told, chained=True)


def cut_off(scene: Scene) -> Done:
    """The tail away, and the counter set back with it."""
    left = scene.place() - 1
    return scene.done(scene.rows[:left], {("truncated", left + 1)}, chained=True)


def write_anew(scene: Scene) -> Done:
    """Every event says something else, and the chain from the first to the last is made of that."""
    for row in scene.rows:
        row[AT["recorded_by"]] = "stranger"
    told: set[Accusation] = {("altered", at) for at in range(1, scene.covered + 1)}
    return scene.done(scene.rows, told, chained=True)


def roll_back_and_go_on(scene: Scene) -> Done:
    """The tail away, and other events recorded in its place."""
    left = scene.place() - 1
    new = [forged(scene.rows[0], STRANGER, version) for version in range(1, scene.covered - left + 2)]
    for row in new:
        row[DATE] = scene.rows[-1][DATE]
    told: set[Accusation] = {("altered", at) for at in range(left + 1, scene.covered + 1)}
    return scene.done([*scene.rows[:left], *new], told, chained=True)


DEEDS: dict[str, Deed] = {
    "change a column": change,
    "change a hash": change_hash,
    "date anew": date_anew,
    "take away": take_away,
    "put in": put_in,
    "swap two": swap,
    "move one": move,
    "cut the tail off": cut_off,
    "write all anew": write_anew,
    "roll back and go on": roll_back_and_go_on,
}
"""By the name in the table."""

WEIGHTS = {"change a column": 8, "write all anew": 1}
"""How often a deed is done beside the others, which are done four times as often as the rarest."""
USUAL = 4


def _other(value: object, chance: Random, column: str) -> object:
    if value is None:
        return {"part": 7, "digest": b"x"}.get(column, "x")
    if column in NULLABLE and chance.random() < 0.3:
        return None
    if isinstance(value, int):
        return value + chance.randint(1, 10**6)
    if isinstance(value, bytes):
        return value + b" " if chance.random() < 0.5 else chance.randbytes(len(value) + 1)
    return f"{value}x"
