"""The forms of a round: a print of some, or all of them as a ZIP of such prints.

Of a ZIP each print is set only once the one before is on its way, so that twenty thousand forms take no more memory than
two hundred do; whoever prints can begin with the first while the rest is being set.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from zipfile import ZIP_STORED, ZipFile

import msgspec
from starlette.responses import Response, StreamingResponse

from console.languages import Translator
from console.printing.press import let_go
from console.printing.survey_forms import FormsPrint, Sheet, survey_forms_pdf
from console.surveyform.opening import Address
from console.wiring import House
from domain.errors import Reason, Term, reason, refuse
from domain.roles import TERMS, Role
from domain.surveys.codes import form_code
from domain.surveys.survey import Survey
from projections.surveys.survey import survey as survey_whole

MOST_AT_ONCE = 200
"""Some three seconds of one core, and 0.36 GB for the whole process while they are set."""

FEW = 20


def one_file(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> Response:
    """The forms from one number to another as one PDF; without numbers, all.

    Raises:
        Refused: None of them is numbered, they are too many at once, or they open no page any more.
    """
    paper = _print(house, speaks, survey, asked)
    refuse(_too_many(len(paper.forms)))
    return filed(_set(paper), "survey-forms.pdf")


def all_files(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> Response:
    """The forms from one number to another as a ZIP of PDFs; without numbers, all.

    Raises:
        Refused: None of them is numbered, or they open no page any more.
    """
    paper = _print(house, speaks, survey, asked)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="survey-forms-{survey.code}.zip"',
    }
    return StreamingResponse(zipped(paper), 200, headers, "application/zip")


def filed(pdf: bytes, name: str) -> Response:
    """A paper to be read in the browser, under a name to keep it by."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="{name}"'}
    return Response(pdf, 200, headers, "application/pdf")


def zipped(paper: FormsPrint) -> Iterator[bytes]:
    """The bytes of the ZIP as they come to be, one print after the other."""
    outgoing = _Outgoing()
    with ZipFile(outgoing, "w", ZIP_STORED) as archive:
        for first in range(0, len(paper.forms), MOST_AT_ONCE):
            some = paper.forms[first : first + MOST_AT_ONCE]
            name = f"{some[0].number:05}-{some[-1].number:05}.pdf"
            archive.writestr(name, _set(msgspec.structs.replace(paper, forms=some)))
            yield outgoing.taken()
    yield outgoing.taken()


def _set(paper: FormsPrint) -> bytes:
    """One print; of a large one the press keeps nothing."""
    pdf = survey_forms_pdf(paper)
    if len(paper.forms) > FEW:
        let_go()
    return pdf


class _Outgoing:
    """A file that is only written and never sought, and emptied as it goes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Whatever was written is taken away first."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole


def _print(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> FormsPrint:
    site = asked["site"]
    first = _number(asked.get("from", ""), 1)
    last = _number(asked.get("to", ""), max(survey.slots, default=1))
    numbers = [one for one in sorted(survey.slots) if first <= one <= last and one not in survey.replaced]
    key = survey.frame and house.log.texts([survey.frame.key.id]).get(survey.frame.key.id)
    refuse(_unprintable(survey, numbers, key))
    base = asked["base"].rstrip("/")
    forms = [
        Sheet(
            one,
            survey.slots[one].unit,
            base + Address(site, survey.code, str(one), form_code(key or "", site, survey.code, one)).path,
        )
        for one in numbers
    ]
    return FormsPrint(
        speaks=speaks,
        company=house.company.name,
        site=house.site(site).name,
        round=survey.name,
        sheet=survey.questionnaire,
        forms=forms,
        by=_collected_by(house, site, survey.code),
        printed_at=house.clock().astimezone(speaks.zone),
        demo=house.company.demo,
    )


def _unprintable(survey: Survey, numbers: list[int], key: str | None) -> list[Reason]:
    obstacles = [*survey.called_off(), *survey.over()]
    if not numbers:
        obstacles.append(
            reason(
                "None of these forms is numbered, or each gave way to another.",
                who=TERMS[Role.COORDINATOR],
                verb=Term("draw whom the forms are for first"),
            )
        )
    elif key is None:
        obstacles.append(reason("The key of these forms was erased: their codes open nothing any more."))
    return obstacles


def _too_many(count: int) -> Iterator[Reason]:
    if count > MOST_AT_ONCE:
        yield reason(
            "{count} forms are too many for one print.",
            who=Term("you"),
            verb=Term("print at most {most} at once, from one number to another, or fetch all as a ZIP"),
            count=count,
            most=MOST_AT_ONCE,
        )


def _collected_by(house: House, site: str, code: str) -> date | None:
    steps = survey_whole(house.views, site=site, code=code).steps
    return next((one.due for one in steps if one.step == "collect"), None)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise  # noqa: PLR2004 - more digits than any form has
