"""The roster on A4: by post for the notice board, by person for signatures."""

from datetime import datetime
from typing import Any

import msgspec

from console.languages import Translator
from console.printing.coverage import missing_glyphs
from console.printing.literal import code_point, literal
from console.printing.press import typeset
from console.rosterpage.sheet import Speaker, sheet
from console.rosterpage.text import standing


class RosterPrint(msgspec.Struct, frozen=True):
    """What is printed: ``order`` is ``post`` or ``person``; ``then`` is the moment it stood so, ``None`` for now."""

    speaker: Speaker
    order: str
    title: str
    site_name: str
    printed_at: datetime
    demo: bool
    then: datetime | None = None


def roster_pdf(print_: RosterPrint) -> bytes:
    """One tagged PDF; everything in it is data, never markup."""
    speaks: Translator = print_.speaker.speaks
    table = sheet(print_.speaker, print_.order)
    signs = print_.order == "person"
    tail = [*table["tail"][:2], speaks.t("Signature")] if signs else []
    past = [speaks.t("As recorded at {at}", at=print_.then)] if print_.then else []
    texts: list[str] = []

    def safe(text: str) -> str:
        texts.append(text)
        return literal(text)

    data: dict[str, Any] = {
        "lang": "en" if speaks.language == "en" else "zh",
        "title": safe(print_.title),
        "site": safe(print_.site_name),
        "standing": safe(" · ".join([*past, *standing(print_.speaker)])),
        "head": [table["head"], *table["columns"], *tail],
        "days": len(table["columns"]),
        "groups": [
            {
                "name": safe(group["name"]),
                "note": group["note"],
                "rows": [_row(row, safe, signs=signs) for row in group["rows"]],
            }
            for group in table["groups"]
        ],
        "printed": speaks.t("Printed {at}", at=print_.printed_at),
        "demo": speaks.t("Demonstration data") if print_.demo else "",
    }
    data["missing"] = [code_point(sign) for sign in missing_glyphs("".join(texts))][:20]
    return typeset("roster.typ", data, printed_at=print_.printed_at)


def _row(row: dict[str, Any], safe: Any, *, signs: bool) -> dict[str, Any]:
    notes = " · ".join(part for part in (row["note"], row["warning"]) if part)
    cells = [[{"lead": line["lead"], "text": safe(_text(line))} for line in lines] for lines in row["cells"]]
    tail = [*(one["text"] for one in row["tail"][:2]), ""] if signs else []
    return {"name": safe(row["name"]), "note": safe(notes), "cells": cells, "tail": tail}


def _text(line: dict[str, Any]) -> str:
    return "  ".join(_marked(chip) for chip in line["chips"])


def _marked(chip: dict[str, Any]) -> str:
    return f"[{chip['text']}]" if chip["kind"] == "gap" else chip["text"]
