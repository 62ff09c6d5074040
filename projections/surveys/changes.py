"""Figures of one round against those of another, one by one or as a family (SVY-14)."""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from domain.surveys.questionnaire import Questionnaire
from projections.surveys.figures.change import Change, Measured, NotComparable, compare, together
from projections.surveys.rounds import Held
from projections.surveys.trend_rows import Changed
from projections.surveys.whole_rows import ObstacleRow

Pair = tuple[Measured, Measured]
"""The earlier and the later figure."""


def measured(held: Held, theme: str, happy: int, answered: int, base: int | None) -> Measured:
    """What a round measured of one question; of more answers than the base has people no base is known."""
    return Measured(
        base_kind=held.template.base,
        scale=f"{held.sheet.scale.happy_from}/{held.sheet.scale.points}",
        questionnaire=f"{sheet_name(held.sheet)}{_MARK}{_content(held.sheet)}",
        theme=theme,
        happy=happy,
        valid=answered,
        base=base if base is not None and base >= answered else None,
    )


def sheet_name(sheet: Questionnaire) -> str:
    return f"{sheet.code}@{sheet.edition}"


_MARK = "#"


def _content(sheet: Questionnaire) -> str:
    """Changes with what is asked, also where somebody kept the edition's number."""
    return sha256(msgspec.json.encode((sheet.themes, sheet.scale, sheet.overall))).hexdigest()[:6]


def alone(before: str, pair: Pair) -> Changed:
    """One comparison that is read alone."""
    return _told(before, compare(*pair), pair)


def family(before: str, pairs: Sequence[Pair]) -> list[Changed]:
    """Comparisons that are read beside each other: all their verdicts hold together."""
    judged = together([compare(*pair) for pair in pairs])
    return [_told(before, found, pair) for found, pair in zip(judged, pairs, strict=True)]


def _told(before: str, found: Change | NotComparable, pair: Pair) -> Changed:
    if isinstance(found, NotComparable):
        why = [ObstacleRow(each.what, *_shown(each.before, each.after)) for each in found.obstacles]
        return Changed(before, "not comparable", None, None, None, None, why, _rebased(pair))
    return Changed(
        before, found.verdict, found.difference, found.low, found.high, found.confidence, [], found.rebased
    )


def _rebased(pair: Pair) -> bool:
    return pair[0].base != pair[1].base


def _shown(before: str, after: str) -> tuple[str, str]:
    """Both values in words; of one edition with other content the content as well."""
    plain = before.partition(_MARK)[0], after.partition(_MARK)[0]
    return plain if plain[0] != plain[1] else (before, after)
