"""A surveyor whose forms resemble each other more than chance explains, and forms with one answer all the way down.

SVY-11 forbids falsification. Forms filled in by one hand are alike; so here is, for each surveyor, the mean share of
equal answers over all pairs of their forms, beside that of everybody else's (share of matching answers: Kuriakose and
Robbins 2016, Statist. J. IAOS 32, 283-291). How often would chance do that? As many forms are dealt from all forms, many
times, and the dealings counted that are as much alike (permutation test; the dealing that happened counts as one, so p is
never 0: Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9, 39). Dealing ends early where it is plain that chance
does it often (Besag and Clifford 1991, Biometrika 78, 301-304); that never changes who is flagged.

What it cannot say: why. A surveyor who was sent to one content building has like forms, too, and of a hundred honest
surveyors one is flagged. A flag asks for a second visit; it finds nobody guilty. Two forms without an answer to the same
question agree in that. Dealing is over the whole round and not within buildings: surveyors mostly have buildings of
their own, and within a building that one person had alone there is nothing to deal, so that forms filled in for a whole
building would never be flagged. *One answer all the way down* (straight-lining: Kim, Dykema, Stevenson, Black and
Moberg 2019, Soc. Sci. Comput. Rev. 37, 214-233) is told beside it and flags nothing: many honest people are satisfied
throughout.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import comb
from operator import mul
from random import Random
from sys import byteorder

import msgspec

ALPHA = 0.01
FEWEST = 5
DEALINGS = 1999
ENOUGH = 20
LANE = 4
WORD = "I"

Form = Sequence[int | None]


class Alike(msgspec.Struct, frozen=True):
    """How much one surveyor's forms are alike.

    Attributes:
        forms: How many there are.
        agreement: Mean share of equal answers over pairs of them, from 0 to 1; ``None`` with fewer than two.
        others: The same over pairs of all other surveyors' forms.
        one_answer: Of them, those with the same answer to every question.
        p: Of the permutation test; ``None`` where it is not judged: fewer than 5 forms, or none of anybody else.
    """

    forms: int
    agreement: float | None
    others: float | None
    one_answer: int
    p: float | None

    @property
    def flagged(self) -> bool:
        """Alike beyond chance: p below 0.01, from 5 forms on."""
        return self.p is not None and self.p < ALPHA


def alike(forms: Mapping[str, Sequence[Form]], seed: int) -> dict[str, Alike]:
    """Every surveyor of one round.

    Args:
        forms: By surveyor; a form is its answers in the questionnaire's order, ``None`` for none.
        seed: Of the dealings; the same forms, in any order, with the same seed give the same figures.

    Raises:
        ValueError: Forms of different length, or without a question.
    """
    everything = [form for theirs in forms.values() for form in theirs]
    if any(len(form) != len(everything[0]) or not form for form in everything):
        raise ValueError("forms of one questionnaire answer the same questions, at least one")
    tally = Tally(everything)
    numbers = sorted(map(tally.number, everything))
    found: dict[str, Alike] = {}
    for surveyor, theirs in forms.items():
        own = [tally.number(form) for form in theirs]
        rest = list((Counter(numbers) - Counter(own)).elements())
        chance = Random(f"{seed} {surveyor}")  # noqa: S311 - a figure that can be repeated
        found[surveyor] = Alike(
            forms=len(own),
            agreement=tally.agreement(own),
            others=tally.agreement(rest),
            one_answer=sum(map(one_answer, theirs)),
            p=p_value(tally, own, numbers, chance) if len(own) >= FEWEST and rest else None,
        )
    return found


class Tally:
    """Counts answers over many forms at once: a form is one number with a lane for each answer to each question."""

    def __init__(self, forms: Sequence[Form]) -> None:
        kinds = {kind for form in forms for kind in enumerate(form)}
        self._lanes = {kind: 1 << (8 * LANE * at) for at, kind in enumerate(sorted(kinds, key=str))}
        self._questions = len(forms[0]) if forms else 0

    def number(self, form: Form) -> int:
        return sum(self._lanes[kind] for kind in enumerate(form))

    def squares(self, total: int) -> int:
        """The sum of the squared counts of all answers in a sum of forms: two more for each pair of equal answers."""
        counts = memoryview(total.to_bytes(LANE * len(self._lanes), byteorder)).cast(WORD)
        return sum(map(mul, counts, counts))

    def agreement(self, numbers: Sequence[int]) -> float | None:
        """Mean share of equal answers over all pairs of forms; ``None`` without a pair."""
        if not (pairs := comb(len(numbers), 2)):
            return None
        with_themselves = self._questions * len(numbers)
        return (self.squares(sum(numbers)) - with_themselves) / (2 * pairs * self._questions)


def p_value(tally: Tally, own: Sequence[int], everybody: Sequence[int], chance: Random) -> float:
    """How often as many forms, dealt from everybody's, are at least as much alike; the first dealing is the own."""
    told, pool, as_alike = tally.squares(sum(own)), list(everybody), 0
    for dealing in range(1, DEALINGS + 1):
        as_alike += tally.squares(dealt(pool, len(own), chance)) >= told
        if as_alike == ENOUGH:
            return as_alike / dealing
    return (1 + as_alike) / (1 + DEALINGS)


def dealt(pool: list[int], forms: int, chance: Random) -> int:
    """The sum of so many forms, drawn to the front; ``random()`` is what every version of Python promises to repeat."""
    left = len(pool)
    for at in range(forms):
        drawn = at + int(chance.random() * (left - at))
        pool[at], pool[drawn] = pool[drawn], pool[at]
    return sum(pool[:forms])


def one_answer(form: Form) -> bool:
    """Every question answered, all with the same."""
    return len(form) > 1 and form[0] is not None and len(set(form)) == 1
