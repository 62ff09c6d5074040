"""What the codes of surveys are called on a page."""

from collections.abc import Mapping

from domain.errors import Term
from domain.surveys.form import Standing
from domain.surveys.form_facts import ProblemKind
from domain.surveys.template import Base
from projections.surveys.rows import Due, State

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
STEPS: Mapping[Due, Term] = {
    "start": Term("Forms go out"),
    "collect": Term("Forms are back"),
    "tally": Term("Figures are counted"),
    "slips": Term("Rectification slips are out"),
    "rectify": Term("Problems are put right"),
    "accept": Term("Rectification is accepted"),
    "report": Term("Figures are reported"),
}
STANDINGS: Mapping[Standing, Term] = {
    "numbered": Term("not handed out"),
    "issued": Term("handed out"),
    "absent": Term("nobody in"),
    "refused": Term("would not answer"),
    "returned": Term("back, not keyed"),
    "keyed": Term("keyed once"),
    "differs": Term("keyings differ"),
    "answered": Term("answers stand"),
}
WAYS: Mapping[str, Term] = {
    "door": Term("at the door"),
    "desk": Term("at the front desk"),
    "entrance": Term("at the entrance"),
}
SOURCES: Mapping[str, Term] = {
    "paper": Term("paper"),
    "page": Term("answered on the phone page"),
    "file": Term("from a file"),
}
INVALID: Mapping[str, Term] = {
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
