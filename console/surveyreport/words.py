"""What the codes of a survey are called in its reports."""

from collections.abc import Mapping

from console.surveywork.words import BASES, INVALID, KINDS, STATES, WAYS
from domain.errors import Term
from domain.surveys.problems import STATE_TERMS as PROBLEMS
from projections.surveys.figures.change import Verdict, What

__all__ = ["BASES", "BESIDE", "CHANGES", "INVALID", "KINDS", "OTHER", "PROBLEMS", "STATES", "WAYS"]

CHANGES: Mapping[Verdict, Term] = {
    "better": Term("better"),
    "worse": Term("worse"),
    "same": Term("the same"),
    "cannot tell": Term("cannot be told"),
}
BESIDE: Mapping[Verdict, Term] = {
    "better": Term("better than the others"),
    "worse": Term("worse than the others"),
    "same": Term("as the others"),
    "cannot tell": Term("too few to tell"),
}
OTHER: Mapping[What, Term] = {
    "base kind": Term("others were asked"),
    "scale": Term("the scale is another"),
    "questionnaire": Term("the questionnaire is another"),
    "theme": Term("the overall question is another"),
    "figure": Term("one of them has no valid form"),
}
"""Why two rounds are not compared (SVY-14)."""
