"""Counts as figures: shares with their intervals, and what a rule asks for beside what is there (CAL-10, SVY-01..05)."""

from fractions import Fraction

from domain.surveys.questionnaire import Questionnaire
from domain.surveys.template import Share
from projections.surveys.counted import Tally
from projections.surveys.figures.share import interval
from projections.surveys.figures.silence import Bounds
from projections.surveys.figures.thresholds import shown
from projections.surveys.rounds import Held
from projections.surveys.rows import Figure, Threshold
from projections.surveys.whole_rows import Silent


def figure(happy: int, answered: int, base: int | None) -> Figure | None:
    """The share of satisfied; ``None`` without an answer.

    More forms than the base has people cannot be a part of it: nothing is corrected then.
    """
    known = base if base is not None and base >= answered else None
    found = interval(happy, answered, known)
    if found is None:
        return None
    return Figure(happy, answered, found.base, found.point, found.low, found.high, found.confidence)


def overall_of(sheet: Questionnaire) -> int:
    """The place of the question whose share is the satisfaction of a round."""
    return next(place for place, one in enumerate(sheet.themes) if one.code == sheet.overall)


def satisfaction(sheet: Questionnaire, tally: Tally, base: int | None) -> Figure | None:
    """The share on the overall question."""
    return theme_figure(tally, overall_of(sheet), base)


def theme_figure(tally: Tally, place: int, base: int | None) -> Figure | None:
    if not tally.answered:
        return None
    return figure(tally.happy[place], tally.answered[place], base)


def threshold(there: int, whole: int, asked: Share, needed: int) -> Threshold:
    """What a share of a whole asks for.

    Args:
        needed: Fewest forms with which it is met, where there is anybody.
    """
    exact = Fraction(asked.part, asked.of)
    percent = shown(there, whole, exact) if needed == asked.least(whole) else shown(there, whole)
    applies = whole > 0
    return Threshold(
        there, whole, needed if applies else None, there >= needed if applies else None, asked, percent
    )


def quota(held: Held, tally: Tally) -> Threshold | None:
    """Forms issued against the quota of the base (SVY-01, SVY-03..05)."""
    asked = held.template.quota
    if asked is None or held.frame is None:
        return None
    base = held.frame.base
    return threshold(tally.issued, base, asked, held.template.quota_of(base))


def recovery(held: Held, tally: Tally) -> Threshold | None:
    """Forms back in time against those issued, which may be more than the quota (SVY-02..04, SVY-07)."""
    asked = held.template.recovery
    if asked is None or held.frame is None:
        return None
    there = tally.valid_in_time if held.template.recovery_of == "valid" else tally.in_time
    return threshold(there, tally.issued, asked, held.template.recovery_from(tally.issued))


def target(held: Held, tally: Tally) -> Threshold | None:
    """The satisfaction that the contract asks for (SVY-05)."""
    if held.target is None or not tally.answered:
        return None
    place = overall_of(held.sheet)
    happy, answered = tally.happy[place], tally.answered[place]
    return threshold(happy, answered, held.target, held.target.least(answered))


def silent(found: Bounds | None) -> Silent | None:
    if found is None:
        return None
    return Silent(found.happy, found.valid, found.whole, found.silent, found.low, found.high)
