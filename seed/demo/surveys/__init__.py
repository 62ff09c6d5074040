"""The demo's satisfaction surveys: six rounds of the past, one in the field, one planned (SVY-06, SVY-14).

One event between two rounds truly moved what people feel, one did not, and once the scale changed.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from seed.demo.life import Planned
from seed.demo.moves import Moves
from seed.demo.surveys.dealing import dealt
from seed.demo.surveys.field import carried, coming, on_the_page, planned, published
from seed.demo.surveys.keying import answered
from seed.demo.surveys.problems import problems
from seed.demo.surveys.round import Round, RoundLife
from seed.demo.surveys.script import script


def surveys(seed: int, moves: Moves, starts: Sequence[date]) -> Iterator[Planned]:
    """All commands of every round, whenever they come due; none where a round would find nobody at home."""
    rounds = [
        Round(seed, number, told, day, moves.lived_in_at(number))
        for number, (told, day) in enumerate(zip(script().rounds, starts, strict=True), start=1)
    ]
    if all(one.base for one in rounds):
        for life in _lives(rounds):
            yield from life.planned


def _lives(rounds: Sequence[Round]) -> Iterator[RoundLife]:
    yield from published(rounds)
    for last, round_ in zip([None, *rounds[:-1]], rounds, strict=True):
        yield from planned(round_, last)
        forms = dealt(round_)
        yield from carried(round_, forms)
        yield on_the_page(round_, forms)
        yield from answered(round_, forms)
        yield from problems(round_, forms)
    yield coming(rounds[-1])
