"""A file of the register, judged and taken over; and its refused rows given back with their reasons."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import xlsxwriter

from console import tabular
from console.importing.forms import Form
from console.importing.register import Report, bring_in
from console.importing.tariff import TARIFF
from console.importing.verdicts import Hand, LineVerdict, Verdict
from console.languages import Translator
from console.viewer import Viewer

WIDTH = 16
WIDE = 60
UNDONE = frozenset({Verdict.REFUSED, Verdict.HELD_BACK})


class Upload(msgspec.Struct, frozen=True):
    """One file as somebody chose it.

    Attributes:
        form: What kind of file it is.
        since: First day of a tariff; the other kinds have none.
    """

    form: Form
    name: str
    content: bytes
    since: date | None = None


def judged(viewer: Viewer, upload: Upload, on_line: Callable[[int], None] = lambda _line: None) -> Report:
    """Every row's verdict by the door's own checks; nothing is written.

    Raises:
        Refused: The file as a whole cannot be read.
    """
    return _through_the_door(viewer, upload, on_line, dry_run=True)


def taken_over(viewer: Viewer, upload: Upload, on_line: Callable[[int], None] = lambda _line: None) -> Report:
    """Record the rows that are in order, and wait until the pages know of them; raises as :func:`judged`."""
    report = _through_the_door(viewer, upload, on_line, dry_run=False)
    viewer.house.worker.wait_for(viewer.house.log.head(), timeout=3.0)
    return report


def _through_the_door(
    viewer: Viewer, upload: Upload, on_line: Callable[[int], None], *, dry_run: bool
) -> Report:
    return bring_in(
        upload.form,
        upload.content,
        upload.name,
        Hand(viewer.site, viewer.account),
        viewer.house.door("import").submit,
        since=upload.since,
        dry_run=dry_run,
        on_line=on_line,
    )


def undone(report: Report) -> list[LineVerdict]:
    """The rows that were not taken over, in the file's order."""
    return [one for one in report.lines if one.verdict in UNDONE]


def given_back(upload: Upload, report: Report, translator: Translator) -> bytes:
    """An XLSX file of the rows to mend, as they were handed in, each with its line and every reason.

    It can be mended and handed in as it is. A tariff is published as a whole, so all its rows are in it.
    """
    table = tabular.read(upload.content, upload.name)
    verdicts = {one.line: one for one in (report.lines if upload.form is TARIFF else undone(report))}
    marks = [translator.t("Line of the file"), translator.t("Reasons")]
    columns = [column for column in table.columns if column not in marks]
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {**options, "default_date_format": "yyyy-mm-dd"})
    sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
    sheet.set_column(0, len(columns), WIDTH, text)
    sheet.set_column(len(columns) + 1, len(columns) + 1, WIDE, text)
    sheet.freeze_panes(1, 0)
    _fill(sheet, 0, [*columns, *marks])
    chosen = [row for row in table if row.line in verdicts]
    for place, row in enumerate(chosen, start=1):
        why = "\n".join(translator.render(one) for one in verdicts[row.line].reasons)
        _fill(sheet, place, [*(row.cells[column] for column in columns), str(row.line), why])
    book.close()
    return buffer.getvalue()


def _fill(sheet: Any, place: int, values: list[Any]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(place, column, value)
        else:
            sheet.write(place, column, value)
