"""Which form does an address open, and how does it stand? Whatever opens nothing looks alike (SVY-11, SVY-16)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from console.wiring import House
from domain.company import Site
from domain.errors import Reason
from domain.operations.survey_forms import ended
from domain.surveys.codes import is_code
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import Survey, survey_stream

NO_KEY = "0" * 32
"""Compared with where there is no key, so that its absence takes as long as a wrong code."""
_SITE, _SURVEY = re.compile(r"[A-Za-z0-9-]{1,20}"), re.compile(r"[a-z0-9-]{1,40}")
_NUMBER, _CODE = re.compile(r"[1-9][0-9]{0,5}"), re.compile(r"[a-z2-7]{16}")

State = Literal["open", "answered", "handed in", "over", "replaced"]


class Address(msgspec.Struct, frozen=True):
    """What stands in the address of a form, as it was written."""

    site: str
    survey: str
    number: str
    code: str

    @property
    def path(self) -> str:
        return f"/s/{self.site}/{self.survey}/{self.number}/{self.code}"


class Opened(msgspec.Struct, frozen=True):
    """A form that its code opens.

    Attributes:
        over: Why nobody can answer any more, where the survey ended.
        answered_at: When it was answered.
        handed_in_at: When its paper came back.
    """

    site: Site
    survey: Survey
    number: int
    code: str
    state: State
    over: Sequence[Reason] = ()
    answered_at: datetime | None = None
    handed_in_at: datetime | None = None


def opened(house: House, address: Address) -> Opened | None:
    """The form, or ``None`` alike for an unknown number, a wrong code, an erased key and a form that is not out."""
    code = address.code.lower()
    wanted = ((_SITE, address.site), (_SURVEY, address.survey), (_NUMBER, address.number), (_CODE, code))
    if not all(shape.fullmatch(part) for shape, part in wanted):
        return None
    site, number = house.site(address.site), int(address.number)
    survey = house.log.get(Survey, survey_stream(address.site, address.survey))
    form = house.log.get(Form, form_stream(address.site, address.survey, number))
    right = is_code(code, _key_of(house, survey) or NO_KEY, address.site, address.survey, number)
    if not (right and site.exists and _key_of(house, survey) and number in survey.slots and form.issued):
        return None
    over = tuple(ended(survey))
    when = (form.answered_at, form.returned_at)
    return Opened(site, survey, number, code, _state(form, over), over, *when)


def _key_of(house: House, survey: Survey) -> str | None:
    ref = survey.frame.key.id if survey.frame else ""
    return house.log.texts([ref]).get(ref)


def _state(form: Form, over: Sequence[Reason]) -> State:
    if form.answers is not None:
        return "answered"
    if form.instead:
        return "replaced"
    if form.is_back_on_paper:
        return "handed in"
    return "over" if over else "open"
