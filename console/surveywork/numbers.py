"""Form numbers as people type and scan them: ``1-20, 25``, or the address behind a form's code."""

import re
from collections.abc import Sequence
from itertools import pairwise

from domain.errors import Reason, Refused, Term, reason
from domain.surveys.survey import MOST_FORMS

MOST_AT_ONCE = 2000
_SCANNED = re.compile(r"(?:https?://[^/\s]+)?/s/[^/\s]+/(?P<survey>[^/\s]+)/(?P<number>[0-9]{1,6})/\S+")
_SPAN = re.compile(r"0*([0-9]{1,6})(?:[-–—~～至]0*([0-9]{1,6}))?")
_APART = re.compile(r"[\s,，、;；]+")
_DASH = re.compile(r"\s*([-–—~～至])\s*")


def numbers_of(typed: str, survey: str) -> list[int]:
    """The numbers in what was typed, each once, in its order.

    Args:
        survey: Code of the round; a form of another one is not taken.

    Raises:
        Refused: One reason for each part that is no number, and for a form of another round.
    """
    said = typed.strip()
    if scanned := _SCANNED.fullmatch(said):
        if scanned["survey"] != survey:
            raise Refused(
                reason(
                    "This form belongs to another round, {survey}.",
                    who=Term("you"),
                    verb=Term("put it on that round’s pile"),
                    survey=scanned["survey"],
                )
            )
        return [int(scanned["number"])]
    parts = [part for part in _APART.split(_DASH.sub(r"\1", said)) if part]
    found = [_span(part) for part in parts]
    wrong = [part for part, span in zip(parts, found, strict=True) if not span]
    if wrong or not parts:
        raise Refused(*(_no_number(part) for part in wrong or [said]))
    numbers = list(dict.fromkeys(number for span in found for number in span))
    if len(numbers) > MOST_AT_ONCE:
        raise Refused(
            reason(
                "{count} forms at once are too many: at most {most}.", count=len(numbers), most=MOST_AT_ONCE
            )
        )
    return numbers


def _span(part: str) -> Sequence[int]:
    """``4`` or ``1-20``; empty for anything else."""
    found = _SPAN.fullmatch(part)
    if not found:
        return ()
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, last + 1) if 1 <= first <= last <= MOST_FORMS * 2 else ()


def _no_number(part: str) -> Reason:
    return reason(
        "“{said}” is no form number.",
        who=Term("you"),
        verb=Term("write it like 25 or 1-20"),
        said=part[:40],
    )


def spans(numbers: Sequence[int]) -> str:
    """The other way round: ``1–4, 7``."""
    told = sorted({*numbers})
    if not told:
        return ""
    ends = [place for place, (one, other) in enumerate(pairwise(told)) if other - one > 1]
    firsts, lasts = [0, *(end + 1 for end in ends)], [*ends, len(told) - 1]
    return ", ".join(
        str(told[first]) if first == last else f"{told[first]}–{told[last]}"
        for first, last in zip(firsts, lasts, strict=True)
    )
