"""The figures of a round as CSV and XLSX, each under the path at which ``steward ask survey`` answers it."""

import csv
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

import msgspec
import xlsxwriter

from console.surveyreport import words
from console.surveyreport.telling import Telling
from projections.surveys.rows import Figure, Threshold

NAME = "figures"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = (44, 40, 24, 18)


class Line(msgspec.Struct, frozen=True):
    """One figure.

    Attributes:
        path: Where the answer of the question ``survey`` has it, as jq writes it.
        name: What it is.
        of: The theme, building, surveyor or report that it is of.
        value: Exactly as the question answers it.
    """

    path: str
    name: str
    of: str
    value: Any


def lines(one: Telling) -> Iterator[Line]:
    """Every figure of the report, in its order."""
    t, survey = one.t, one.survey
    row = survey.row
    yield Line(".row.code", t("Code of the round"), "", row.code)
    yield Line(".row.name", t("Round"), "", row.name)
    yield Line(".row.state", t("State"), "", row.state)
    yield Line(".row.starts", t("First day in the field"), "", row.starts)
    yield Line(".row.base", t("Base"), "", row.base)
    names = {
        "numbered": t("Forms numbered"), "issued": t("Issued"), "returned": t("Returned"), "valid": t("Valid"),
        "in_time": t("Back in time"), "valid_in_time": t("Valid and back in time"), "late": t("After the close"),
        "refused": t("Would not answer"), "absent": t("Nobody in"), "to_key": t("Back, not standing yet"),
        "gone": t("Lost or spoilt, replaced"),
    }  # fmt: skip
    for name, said in names.items():
        yield Line(f".funnel.{name}", said, "", getattr(survey.funnel, name))
    yield from _threshold(one, ".row.quota", t("Quota"), row.quota)
    yield from _threshold(one, ".row.recovery", t("Recovery"), row.recovery)
    yield Line(".row.thresholds_met", t("Both thresholds reached"), "", row.thresholds_met)
    yield from _threshold(one, ".row.target", t("Satisfaction of the contract"), row.target)
    yield from _share(one, ".row.satisfaction", "", row.satisfaction)
    yield from _bounds(one)
    for place, each in enumerate(survey.reports):
        of = t("as reported {at}, position {position}", at=one.moment(each.at), position=each.position)
        yield Line(f".reports[{place}].then.issued", t("Issued"), of, each.then.issued)
        yield Line(f".reports[{place}].then.returned", t("Returned"), of, each.then.returned)
        yield Line(f".reports[{place}].then.valid", t("Valid"), of, each.then.valid)
        yield from _share(one, f".reports[{place}].then.satisfaction", of, each.then.satisfaction)
    yield from _change(one)
    for place, theme in enumerate(survey.themes):
        yield from _share(one, f".themes[{place}].satisfaction", one.show(theme.name), theme.satisfaction)
    counted = {
        "size": t("Base"),
        "drawn": t("Drawn"),
        "issued": t("Issued"),
        "returned": t("Returned"),
        "valid": t("Valid"),
    }
    for place, stratum in enumerate(survey.strata):
        for name, said in counted.items():
            yield Line(f".strata[{place}].{name}", said, stratum.name, getattr(stratum, name))
        yield from _share(one, f".strata[{place}].satisfaction", stratum.name, stratum.satisfaction)
        yield Line(f".strata[{place}].beside", t("Beside the others"), stratum.name, stratum.beside)
    told = {
        "issued": t("Issued"),
        "returned": t("Returned"),
        "valid": t("Valid"),
        "refused": t("Would not answer"),
        "absent": t("Nobody in"),
    }
    for place, surveyor in enumerate(survey.surveyors):
        for name, said in told.items():
            yield Line(f".surveyors[{place}].{name}", said, surveyor.name, getattr(surveyor, name))
        yield from _share(one, f".surveyors[{place}].satisfaction", surveyor.name, surveyor.satisfaction)
    for why, count in survey.invalid.items():
        yield Line(f".invalid.{why}", t("Invalid forms"), one.show(words.INVALID[why]), count)
    for state, count in survey.problems.items():
        yield Line(f".problems.{state}", t("Problems"), one.show(words.PROBLEMS[state]), count)


def _threshold(one: Telling, path: str, of: str, found: Threshold | None) -> Iterator[Line]:
    if found is not None:
        yield Line(f"{path}.there", one.t("There"), of, found.there)
        yield Line(f"{path}.whole", one.t("Of"), of, found.whole)
        yield Line(f"{path}.needed", one.t("Needed"), of, found.needed)
        yield Line(f"{path}.met", one.t("Reached"), of, found.met)


def _share(one: Telling, path: str, of: str, found: Figure | None) -> Iterator[Line]:
    t = one.t
    if found is None:
        yield Line(path, t("Share"), of, None)
        return
    yield Line(f"{path}.happy", t("Satisfied"), of, found.happy)
    yield Line(f"{path}.answered", t("Answers"), of, found.answered)
    yield Line(f"{path}.share", t("Share"), of, found.share)
    yield Line(f"{path}.low", t("Interval, from"), of, found.low)
    yield Line(f"{path}.high", t("Interval, to"), of, found.high)


def _bounds(one: Telling) -> Iterator[Line]:
    t, survey = one.t, one.survey
    bounds = {
        "of_issued": (t("Silence among those given a form"), survey.of_issued),
        "of_base": (t("Silence in the whole base"), survey.of_base),
        "weighted": (t("Buildings weighted by their households"), survey.weighted),
    }
    for name, (of, found) in bounds.items():
        if found is not None:
            if name == "weighted":
                yield Line(".weighted.share", t("Share"), of, found.share)
            yield Line(f".{name}.low", t("Interval, from"), of, found.low)
            yield Line(f".{name}.high", t("Interval, to"), of, found.high)


def _change(one: Telling) -> Iterator[Line]:
    t, found = one.t, one.survey.change
    if found is not None:
        of = f"{found.name} · {found.round}"
        yield Line(".change.difference", t("Difference"), of, found.difference)
        yield Line(".change.low", t("Interval, from"), of, found.low)
        yield Line(".change.high", t("Interval, to"), of, found.high)
        yield Line(".change.verdict", t("Verdict"), of, found.verdict)


def _head(one: Telling) -> list[str]:
    t = one.t
    return [t("Figure"), t("Of what"), t("Value"), t("Path in steward ask survey")]


def _plain(value: Any) -> Any:
    """A value as a cell holds it: a day as it is written, yes and no as JSON says them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float | str):
        return value
    return str(value)


def as_csv(one: Telling) -> tuple[bytes, str]:
    """UTF-8 with its mark, so that spreadsheets read it; text that would act as a formula is held back."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_head(one))
    for line in lines(one):
        writer.writerow([_held(each) for each in (line.name, line.of, _plain(line.value), line.path)])
    return out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8"


def _held(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_xlsx(one: Telling) -> tuple[bytes, str]:
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(_head(one), _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    for place, line in enumerate(lines(one), start=1):
        for column, each in enumerate((line.name, line.of, _plain(line.value), line.path)):
            if isinstance(each, str):
                sheet.write_string(place, column, each)
            elif each is not None:
                sheet.write_number(place, column, each)
    book.close()
    return buffer.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


FORMS: Mapping[str, Callable[[Telling], tuple[bytes, str]]] = {"csv": as_csv, "xlsx": as_xlsx}
