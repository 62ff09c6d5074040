"""What stands on the printed repair slip of one ticket?"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Literal

import msgspec
import segno

from console.printing.amounts import CAPITALS_TO_FILL, capitals, figures, line_amount_cents
from console.printing.coverage import missing_glyphs
from console.printing.literal import code_point, literal
from console.printing.press import typeset
from console.printing.wording import copy_name, slip_wording

_ITEM_LINES = 5
_MISSING_SHOWN = 6


class SlipItem(msgspec.Struct, frozen=True):
    """One line of the charge: work or material, how many, and the price of one in cents (REP-08)."""

    name: str
    quantity: Decimal | int
    price_cents: int


class SlipCopy(msgspec.Struct, frozen=True):
    """One copy: its number from 1, who keeps it and what for, in the words of the profile (REP-11)."""

    number: int
    holder: str
    use: str


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a repair slip prints (FRM-01, REP-01..12); what is absent is left blank to write by hand.

    Instants are aware and stand in the site's own zone; ``lang`` chooses the typesetting, while the texts
    (holders, uses, ``charge_note``, ``profile``, ``booked_for``) arrive in that language already.
    """

    site_name: str
    slip_no: str
    ticket_number: str
    profile: str
    user_name: str
    address: str
    phone: str
    content: str
    order: Literal["as_soon_as_possible", "booked"]
    tariff: bool
    copies: tuple[SlipCopy, ...]
    charge_note: str
    link: str
    printed_at: datetime
    lang: Literal["zh", "en"]
    demo: bool
    booked_for: str | None = None
    reported_at: datetime | None = None
    filled_at: datetime | None = None
    notified_at: datetime | None = None
    received_at: datetime | None = None
    arrived_at: datetime | None = None
    technicians: tuple[str, ...] = ()
    actual_item: str | None = None
    items: tuple[SlipItem, ...] = ()
    total_cents: int | None = None
    material_test: Literal["qualified", "unqualified", "poor_quality"] | None = None
    decline_reason: str | None = None
    remark: str | None = None


def slip_pdf(slip: Slip, _: Callable[[str], str]) -> bytes:
    """Print the slip on A4, one sheet a copy, as PDF.

    Args:
        slip: The facts.
        _: gettext of the language that ``slip.lang`` names.

    Returns:
        A PDF with embedded fonts. A sheet that overflows goes on, on a page marked as its continuation.

    Rules: FRM-01, REP-01, REP-05..08, REP-11.
    """
    words = slip_wording(_)
    page = {name: literal(text) for name, text in _texts(slip).items()}
    data: dict[str, object] = {
        "lang": slip.lang,
        "words": words,
        "text": page,
        "order": slip.order,
        "tariff": slip.tariff,
        "material_test": slip.material_test or "",
        "times": _times(slip),
        "items": _items(slip),
        "total": "" if slip.total_cents is None else f"¥ {figures(slip.total_cents)}",
        "capitals": _capitals(slip),
        "copies": [
            {"name": copy_name(copy.number, _), "holder": literal(copy.holder), "use": literal(copy.use)}
            for copy in slip.copies
        ],
        "link": slip.link,
        "qr": _qr(slip.link),
        "printed_at": f"{slip.printed_at:%Y-%m-%d %H:%M:%S}",
        "missing": _missing(slip),
        "demo": slip.demo,
    }
    return typeset("slip.typ", data, printed_at=slip.printed_at)


def _texts(slip: Slip) -> dict[str, str]:
    separator = "、" if slip.lang == "zh" else ", "
    return {
        "site_name": slip.site_name,
        "slip_no": slip.slip_no,
        "ticket_number": slip.ticket_number,
        "profile": slip.profile,
        "user_name": slip.user_name,
        "address": slip.address,
        "phone": slip.phone,
        "content": slip.content,
        "booked_for": slip.booked_for or "",
        "technicians": separator.join(slip.technicians),
        "actual_item": slip.actual_item or "",
        "decline_reason": slip.decline_reason or "",
        "remark": slip.remark or "",
        "charge_note": slip.charge_note,
    }


def _all_text(slip: Slip) -> str:
    """Every character the slip takes from outside: to be compared with the font."""
    named = [item.name for item in slip.items]
    held = [term for copy in slip.copies for term in (copy.holder, copy.use)]
    return "".join([*_texts(slip).values(), *named, *held])


def _missing(slip: Slip) -> list[str]:
    """The first characters that print as a box, by number; the rest as an ellipsis."""
    missing = [code_point(character) for character in missing_glyphs(_all_text(slip))]
    return missing[:_MISSING_SHOWN] + ["…"] * (len(missing) > _MISSING_SHOWN)


def _times(slip: Slip) -> list[dict[str, str]]:
    """The instants of REP-01 and REP-02 in the order in which they fall due, each as date and time of day."""
    stages = {
        "reported_at": slip.reported_at,
        "filled_at": slip.filled_at,
        "notified_at": slip.notified_at,
        "received_at": slip.received_at,
        "arrived_at": slip.arrived_at,
    }
    return [
        {"stage": stage, "date": f"{at:%Y-%m-%d}" if at else "", "time": f"{at:%H:%M:%S}" if at else ""}
        for stage, at in stages.items()
    ]


def _items(slip: Slip) -> list[list[str]]:
    filled = [
        [
            literal(item.name),
            f"{item.quantity}",
            figures(item.price_cents),
            figures(line_amount_cents(item.quantity, item.price_cents)),
        ]
        for item in slip.items
    ]
    return filled + [["", "", "", ""]] * (_ITEM_LINES - len(filled))


def _capitals(slip: Slip) -> str:
    """The total in capitals, on Chinese paper only."""
    if slip.lang != "zh":
        return ""
    return CAPITALS_TO_FILL if slip.total_cents is None else capitals(slip.total_cents)


def _qr(link: str) -> str:
    """The link as an SVG of square modules without a border, error correction M."""
    svg = BytesIO()
    segno.make(link, error="m", micro=False).save(svg, kind="svg", border=0, xmldecl=False)
    return svg.getvalue().decode()
