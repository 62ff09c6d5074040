"""Counting forms: issued, returned, valid, and satisfied by theme; a household counts once (SVY-07, SVY-16)."""

from collections import Counter
from collections.abc import Iterable

from domain.surveys.facts import Counts
from domain.surveys.form import Form
from domain.surveys.questionnaire import Questionnaire


def counts_of(forms: Iterable[Form], base: int, sheet: Questionnaire) -> Counts:
    """What the forms come to.

    Args:
        forms: Each form of the survey; one that gave way to another is left out, for its household has that one.
        base: Those who could be asked, frozen at field start.
    """
    standing = [one for one in forms if not one.instead]
    valid = [one.answers for one in standing if one.is_valid and one.answers is not None]
    answered: Counter[str] = Counter(theme for answers in valid for theme in answers)
    happy: Counter[str] = Counter(
        theme for answers in valid for theme, points in answers.items() if points >= sheet.scale.happy_from
    )
    return Counts(
        base=base,
        issued=sum(one.issued is not None for one in standing),
        returned=sum(one.returned_at is not None for one in standing),
        valid=len(valid),
        answered=dict(answered),
        happy=dict(happy),
    )
