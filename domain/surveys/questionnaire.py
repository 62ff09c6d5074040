"""A questionnaire as data: what is asked on which scale, in Chinese and English (SVY-13, SVY-14)."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import msgspec

from domain.errors import Reason, Term, reason
from domain.named import Named

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+(?!\n)$")]
FEWEST_POINTS, MOST_POINTS, MOST_THEMES = 2, 11, 40


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Part of a survey's data: an unknown field is a mistake in the data."""


class Scale(Shape, frozen=True):
    """Answers from 1, the worst, to the number of labels.

    Attributes:
        labels: What each figure means, from 1 on.
        happy_from: The least figure that counts as satisfied.
    """

    labels: tuple[Named, ...]
    happy_from: int

    @property
    def points(self) -> int:
        return len(self.labels)


class Theme(Shape, frozen=True):
    """One thing that is asked.

    Attributes:
        required: A form without an answer to it is not valid.
    """

    code: Code
    name: Named
    ask: Named
    required: bool = False


class Questionnaire(Shape, frozen=True):
    """One edition of a questionnaire.

    Attributes:
        overall: The theme whose share of satisfied answers is *the* satisfaction of a round.
    """

    code: Code
    edition: int
    name: Named
    scale: Scale
    themes: tuple[Theme, ...]
    overall: str

    def misfits(self, answers: Mapping[str, int]) -> Iterator[Reason]:
        """Answers to what nobody asked, or beyond the scale."""
        known = {one.code: one for one in self.themes}
        for code, points in answers.items():
            if code not in known:
                yield reason("“{name}” is not asked for here.", name=code[:60])
            elif not 1 <= points <= self.scale.points:
                yield reason(
                    "“{name}”: {points} is not on the scale of 1 to {most}.",
                    who=Term("you"),
                    verb=Term("correct it"),
                    name=known[code].name,
                    points=points,
                    most=self.scale.points,
                )

    def unanswered(self, answers: Mapping[str, int]) -> list[Theme]:
        """Required themes without an answer."""
        return [one for one in self.themes if one.required and one.code not in answers]


def obstacles_of(sheet: Questionnaire) -> Iterator[Reason]:
    """What keeps a questionnaire from being put to anybody."""
    codes = [one.code for one in sheet.themes]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield reason("The {what} {code} stands in the list twice.", what=Term("question"), code=code)
    points, happy = sheet.scale.points, sheet.scale.happy_from
    if not FEWEST_POINTS <= points <= MOST_POINTS or not 1 < happy <= points:
        yield reason(
            "A scale has 2 to {most} figures, and some of them count as satisfied, some not.",
            who=Term("you"),
            verb=Term("correct it"),
            most=MOST_POINTS,
        )
    if not 1 <= len(codes) <= MOST_THEMES:
        yield reason("A questionnaire asks 1 to {most} questions.", most=MOST_THEMES)
    overall = next((one for one in sheet.themes if one.code == sheet.overall), None)
    if overall is None or not overall.required:
        yield reason(
            "The question on overall satisfaction must be asked, and must be answered.",
            who=Term("you"),
            verb=Term("correct it"),
        )
