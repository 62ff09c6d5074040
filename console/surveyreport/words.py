"""What the codes of a survey are called in its reports."""

from collections.abc import Mapping

from domain.errors import Term
from domain.surveys.form_facts import Invalid, ProblemKind, Way
from domain.surveys.problems import State as ProblemState
from domain.surveys.template import Base
from projections.surveys.figures.change import Verdict, What
from projections.surveys.rows import State

STATES: Mapping[State, Term] = {
    "planned": Term("planned, not in the field yet"),
    "in_field": Term("in the field"),
    "closed": Term("collection closed"),
    "reported": Term("figures reported"),
    "called_off": Term("called off"),
    "not_applicable": Term("not applicable"),
}
BASES: Mapping[Base, Term] = {
    "lived_in": Term("households lived in"),
    "enterprises": Term("enterprises"),
    "users": Term("users"),
}
WAYS: Mapping[Way, Term] = {
    "door": Term("at the door"),
    "desk": Term("at the front desk"),
    "entrance": Term("at the entrance"),
}
INVALID: Mapping[Invalid, Term] = {
    "incomplete": Term("a required answer is missing"),
    "unreadable": Term("cannot be read"),
    "not_this_household": Term("not filled in by this household"),
    "second_form": Term("second form of the household"),
    "falsified": Term("falsified"),
    "unstamped": Term("without the company’s seal"),
}
KINDS: Mapping[ProblemKind, Term] = {
    "daily": Term("daily work"),
    "suggestion": Term("suggestion"),
    "external": Term("matter of the developer or the group"),
}
PROBLEMS: Mapping[ProblemState, Term] = {
    "found": Term("found"),
    "classified": Term("classified"),
    "slip_issued": Term("slip issued"),
    "rectifying": Term("being put right"),
    "accepted": Term("accepted"),
    "rejected": Term("not accepted"),
}
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
