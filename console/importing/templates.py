"""Empty files to fill in: headings, drop-down lists, and filled-in examples on a second sheet."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from console.importing.forms import Form, Heading
from console.importing.register import FORMS

ROWS = 5000
LIST_CHARACTERS = 255
"""A drop-down list in the cell's own definition holds no more; longer ones stand on a hidden sheet."""

WIDTH = 16
EXAMPLES = {"zh": "填写示例", "en": "Examples"}
WORDS = {"zh": "选项", "en": "Choices"}


def template(kind: str | Form, language: str) -> bytes:
    """An XLSX file to fill in.

    Text columns are formatted as text, so that the spreadsheet makes no date of a door ``5-2`` and keeps
    leading zeros; required columns bear a star.

    Args:
        kind: ``units``, ``people`` or ``tariff``; or a form of one's own.
        language: ``zh`` or ``en``; both are accepted when the file comes back.
    """
    form = kind if isinstance(kind, Form) else FORMS[kind]
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(form.zh if language == "zh" else form.en)
    examples = book.add_worksheet(EXAMPLES[language])
    choices = book.add_worksheet(WORDS[language])
    choices.hide()
    for page in (sheet, examples):
        _head(book, page, form, language)
    for column, heading in enumerate(form.headings):
        _offer(sheet, choices, WORDS[language], column, _choices(heading, language))
    _write_examples(examples, form, language)
    book.close()
    return buffer.getvalue()


def _head(book: Any, sheet: Any, form: Form, language: str) -> None:
    required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF2"})
    optional = book.add_format({"bottom": 1})
    text = book.add_format({"num_format": "@"})
    for column, heading in enumerate(form.headings):
        title = heading.zh if language == "zh" else heading.en
        sheet.set_column(column, column, WIDTH, text)
        sheet.write_string(
            0, column, title + ("*" if heading.required else ""), required if heading.required else optional
        )
    sheet.freeze_panes(1, 0)


def _choices(heading: Heading, language: str) -> list[str]:
    return [zh if language == "zh" else en for zh, en in heading.choices]


def _offer(sheet: Any, choices: Any, page: str, column: int, words: Sequence[str]) -> None:
    """Offer the words as a drop-down list; the cell may hold others, since several can be combined."""
    if not words:
        return
    for place, word in enumerate(words):
        choices.write_string(place, column, word)
    letter = xl_col_to_name(column)
    source: Any = (
        list(words)
        if len(",".join(words)) <= LIST_CHARACTERS
        else f"='{page}'!${letter}$1:${letter}${len(words)}"
    )
    sheet.data_validation(
        1, column, ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
    )


def _write_examples(sheet: Any, form: Form, language: str) -> None:
    for place, example in enumerate(form.examples, start=1):
        for column, heading in enumerate(form.headings):
            value = example.get(heading.key, "")
            spoken = value if isinstance(value, str) else value[0 if language == "zh" else 1]
            sheet.write_string(place, column, spoken)
