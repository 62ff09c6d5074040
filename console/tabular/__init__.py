"""Tables that people hand in, CSV or XLSX, read row by row in constant memory.

What a file is, its first bytes say, not its name. A bad row never stops the file: it comes with its reasons.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from console.tabular import delimited
from console.tabular.rows import Cell, Row, Table
from domain.errors import Refused, Term, reason

__all__ = ["Cell", "Row", "Table", "read"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(
    source: Path | bytes, name: str, *, encoding: str = "", delimiter: str = "", sheet: str = ""
) -> Table:
    """The table in a file; iterate it for its rows, as often as needed.

    Args:
        source: Where the file stands, or its bytes.
        name: What people call the file; it stands in every refusal.
        encoding: Of a CSV file; found out when empty (UTF-8, UTF-16 or GB18030).
        delimiter: Of a CSV file; found out when empty (comma, semicolon, tab or bar).
        sheet: Of a workbook; its first visible sheet when empty.

    Raises:
        Refused: No row of the file can be read at all: empty, damaged, a format we do not read, no headings.
    """
    opened = _opener(source)
    try:
        with opened() as file:
            head = file.read(4)
    except OSError as error:
        raise Refused(reason("The file {name} cannot be opened.", name=name)) from error
    if not head:
        raise Refused(reason("The file {name} is empty.", name=name))
    if head == OLE:
        raise Refused(
            reason(
                "The file {name} is an old or a protected Excel file.",
                who=Term("you"),
                verb=Term("save it as .xlsx without a password"),
                name=name,
            )
        )
    if head == ZIP:
        from console.tabular import workbook  # its library takes a fifth of a second

        return workbook.read(opened, name, sheet)
    return delimited.read(opened, name, encoding, delimiter)


def _opener(source: Path | bytes) -> Callable[[], BinaryIO]:
    if isinstance(source, bytes):
        return lambda: BytesIO(source)
    return lambda: source.open("rb")
