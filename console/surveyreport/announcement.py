"""The announcement at the project before a survey (SVY-12): when, how and by whom, and nothing of any result."""

from datetime import date

from console.printing.document import Cell, Document, Facts, Lines, Section, Words
from console.surveyreport import words
from console.surveyreport.telling import Telling
from console.wiring import House
from domain.errors import Term
from domain.surveys.template import Base

TITLE = Term("Announcement of a satisfaction survey")
TO = {
    "lived_in": Term("To all households"),
    "enterprises": Term("To all enterprises"),
    "users": Term("To all who use the building"),
}
SURVEYORS = Term(
    "wear their badge and are polite. Please send away whoever has none, and tell the front desk."
)
FORM = Term(
    "bears our seal and a number. It can also be answered on the telephone, by the code that is printed on it."
)
EACH = Term("One form counts for one household, and for nobody else.")
EACH_USER = Term("One form counts once, and for nobody else.")
ANSWERS = Term(
    "are used inside the company, to analyse and improve; no result is published. What you ask us to mend is answered "
    "to you."
)


def announcement(house: House, one: Telling) -> Document:
    """One sheet for the notice board, to be stamped."""
    t, row = one.t, one.survey.row
    base: Base = row.base_kind
    company, now = house.company.name, house.clock().astimezone(one.speaks.zone)
    site = house.site(one.site).name
    why = t(
        "To hear what you think of our service, {company} holds a survey at {site}: {round}.",
        company=company,
        site=site,
        round=row.name,
    )
    pairs: list[tuple[str, list[Cell]]] = [
        (t("When"), [Cell(_days(one), strong=True)]),
        (t("How forms reach you"), [Cell(one.show([words.WAYS[each] for each in words.WAYS]))]),
        (t("Our surveyors"), [Cell(t(SURVEYORS))]),
        (t("The form"), [Cell(t(FORM))]),
        (t("One each"), [Cell(t(EACH if base == "lived_in" else EACH_USER))]),
        (t("Your answers"), [Cell(t(ANSWERS))]),
    ]
    sign = Lines([company, t("Date")], t("Company seal"))
    return Document(
        lang="en" if one.speaks.language == "en" else "zh",
        title=t(TITLE),
        site=site,
        sections=[
            Section("", [Words([Cell(t("{whom}:", whom=TO[base]))]), Words([Cell(why)]), Facts(pairs)]),
            Section(
                "",
                [
                    Words([Cell(t("Thank you for your time."))]),
                    sign,
                ],
            ),
        ],
        printed_at=now,
        foot=(t("Demonstration data") if house.company.demo else "",),
        large=True,
    )


def _days(one: Telling) -> str:
    """From the first day in the field to the last on which forms may come back, where one is set."""
    first: date = one.survey.row.starts
    last = next((each.due for each in one.survey.steps if each.step == "collect"), None)
    if last is None:
        return one.t("from {day}", day=first)
    return one.t("{first} to {last}", first=first, last=last)
