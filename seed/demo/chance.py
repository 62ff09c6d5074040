"""Chance that is the same each time: a seeded source, and decks that deal rare things out at their exact share."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")

SHARES: Final[Mapping[str, tuple[int, int]]] = {
    "help": (4, 20),
    "outside_tariff": (5, 20),
    "booked": (11, 40),
    "slip_late": (1, 14),
    "notice_late": (1, 16),
    "assessed_late": (1, 8),
    "arrived_late": (1, 9),
    "slips_late": (1, 12),
    "finance_late": (1, 30),
    "answered_late": (1, 12),
    "thinks": (3, 10),
    "not_home": (1, 8),
    "help_waits": (1, 12),
    "lacks_material": (1, 10),
    "declines": (1, 8),
    "refuses": (1, 33),
    "voided": (1, 50),
    "brings_material": (1, 30),
    "differs": (1, 16),
    "fails_first": (1, 25),
    "urges": (1, 14),
    "incident": (1, 130),
    "second_job": (1, 25),
    "on_paper": (1, 2),
    "all_on_paper": (1, 6),
    "visited": (6, 20),
    "visit_on_paper": (1, 4),
    "unsatisfied": (1, 16),
    "repair_reopened": (1, 16),
    "help_reopened": (1, 10),
    "poor_material": (1, 4),
    "comes_at_once": (1, 2),
    "slips_next_morning": (1, 2),
    "says_something": (2, 5),
    "resident": (41, 50),
    "rented": (7, 50),
    "has_defect": (1, 20),
    "moves_in_later": (1, 16),
}
"""So many of so many: what befalls tickets and homes, each among those that it can befall."""


class Chance:
    """One seeded source; two of the same seed tell the same."""

    def __init__(self, *seed: object) -> None:
        self._random = Random(":".join(map(str, seed)))  # noqa: S311 (a simulation, no secret)
        self._decks: dict[str, list[bool]] = {}

    def falls(self, what: str) -> bool:
        """Whether it happens this time: cards without replacement, so that each deck holds exactly its share."""
        deck = self._decks.get(what)
        if not deck:
            hits, size = SHARES[what]
            deck = self._decks[what] = self.shuffled([True] * hits + [False] * (size - hits))
        return deck.pop()

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The same things in another order."""
        mixed = list(things)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def below(self, count: int) -> int:
        """A whole number from 0 on, less than ``count``."""
        return int(self._random.random() * count)

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def share(self) -> float:
        """A figure from 0 on, less than 1."""
        return self._random.random()

    def seconds(self, low: int, high: int) -> timedelta:
        return timedelta(seconds=self.whole(low, high))

    def minutes(self, low: int, high: int) -> timedelta:
        """A length between two numbers of minutes, to the second."""
        return self.seconds(low * 60, high * 60)


class Salts:
    """Salts and register ids of a demo: made from the seed and the command, so that a replay equals its first play."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._command = ""
        self._drawn = 0

    def begin(self, command: str) -> None:
        """Draw for another command from now on."""
        self._command, self._drawn = command, 0

    def __call__(self, count: int) -> bytes:
        self._drawn += 1
        return _drawn(self._seed, self._command, self._drawn, count)


def register_id(seed: int, command: str) -> str:
    """The id that the register gives to the person whom a command enters before anything else."""
    return f"p{_drawn(seed, command, 1, 8).hex()}"


def secret(seed: int, command: str) -> str:
    """The thirty-two digits that a command draws before anything else."""
    return _drawn(seed, command, 1, 16).hex()


def _drawn(seed: int, command: str, time: int, count: int) -> bytes:
    return sha256(f"{seed}:{command}:{time}".encode()).digest()[:count]
