"""Set one template with data as PDF.

The compilers and their fonts stay warm for the life of the process; of one template one document is set at a time, so
that a slip does not wait for a survey's six hundred forms.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from console.printing.coverage import FONT_FOLDER

_TEMPLATES = Path(__file__).parent
_BLANK, _KEPT_FOR = "blank.typ", 10


def typeset(template: str, data: Mapping[str, object], *, printed_at: datetime) -> bytes:
    """Set the typst file ``template`` of this folder.

    Args:
        template: File name, such as ``slip.typ``.
        data: What the template reads as ``sys.inputs.data``, as JSON: data, never markup.
        printed_at: Aware instant that the PDF carries as its date.

    Returns:
        A tagged PDF with its fonts embedded.
    """
    with _one_at_a_time(template):
        pdf = _compiler(template).compile(
            format="pdf", sys_inputs={"data": json.dumps(data)}, timestamp=int(printed_at.timestamp())
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst returned no single document for {template}")
    return pdf


def let_go() -> None:
    """Free what the typesetter keeps of the documents before.

    It remembers what it computed until so many compilations have not used it; ten prints of two hundred forms would
    stay in memory together. Setting an empty page as often makes it forget, in a fraction of a second.
    """
    with _one_at_a_time(_BLANK):
        for _ in range(_KEPT_FOR + 1):
            _compiler(_BLANK).compile(format="pdf")


@cache
def _one_at_a_time(_template: str) -> Lock:
    return Lock()


@cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=fonts)
