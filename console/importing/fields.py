"""What one cell of a register says: words, days, amounts, yes or no; and a refusal in a clerk's words.

Each function takes the cell and its heading, and raises ``Refused`` with one reason where the cell says
something else. Full-width digits and letters are read as ordinary ones.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from console.tabular import Cell
from domain.errors import Refused, Term, reason

Parse = Callable[[Cell, str], Any]

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]0{1,2}:00(?::00)?)?")
PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
AMOUNT = re.compile(
    "[¥\uffe5]?\\s*(-?[\\d,]*\\.?\\d+)\\s*(?:元|yuan|rmb|cny|㎡|m2|m²|平方米|平米|平)?", re.IGNORECASE
)
SEPARATORS = re.compile("[、,;/\n\uff0c\uff1b]+")
YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓"})
NO = frozenset({"", "否", "无", "n", "no", "false", "0", "×"})
SERIALS = (20_000, 80_000)
"""Whole numbers that Excel shows as days of the years 1954 to 2119."""
DAY_ZERO = date(1899, 12, 30)
"""From which Excel counts them."""

MOST_CENTS = 100_000_000
MOST_SQUARE_METRES = 100_000


def words(cell: Cell, heading: str) -> str:
    """Text as written, without blanks around it; a whole number is written without its decimal point."""
    if isinstance(cell, datetime | date | time | timedelta):
        raise Refused(
            reason(
                "{heading}: the spreadsheet has made a date of what was typed.",
                who=Term("you"),
                verb=Term("format the column as text and type it again"),
                heading=heading,
            )
        )
    text = _plain(cell)
    if any(unicodedata.category(one) == "Cc" and one not in "\t\r\n" for one in text):
        raise Refused(reason("{heading} contains characters that cannot be read.", heading=heading))
    return text


def name(cell: Cell, heading: str) -> str:
    """Words on one line."""
    return " ".join(words(cell, heading).split())


def several(cell: Cell, heading: str) -> list[str]:
    """Words set apart by 、 , ; or / in their order, none twice."""
    return list(
        dict.fromkeys(part.strip() for part in SEPARATORS.split(words(cell, heading)) if part.strip())
    )


def yes_no(cell: Cell, heading: str) -> bool:
    """是 or 否, yes or no; an empty cell is no."""
    text = _plain(cell).casefold()
    if text in YES or text in NO:
        return text in YES
    raise Refused(reason("{heading} is neither yes nor no: {value}.", heading=heading, value=text))


def day(cell: Cell, heading: str) -> str | None:
    """A day as ISO text, ``None`` for an empty cell.

    Days of the spreadsheet, 2026-04-24, 2026/4/24, 2026年4月24日 and 20260424 are understood.
    """
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == time() else str(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and SERIALS[0] < cell < SERIALS[1]:
        cell = DAY_ZERO + timedelta(days=int(cell)) if cell == int(cell) else str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    text = _plain(cell)
    if not text:
        return None
    found = DAY.fullmatch(text) or PACKED_DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _no_day(text, heading)
    except ValueError:
        return _no_day(text, heading)


def cents(cell: Cell, heading: str) -> int | None:
    """An amount of money in cents, ``None`` for an empty cell; never rounded."""
    amount = _amount(cell, heading)
    if amount is None:
        return None
    value = amount * 100
    if value < 0 or value > MOST_CENTS or value != value.to_integral_value():
        raise Refused(
            reason("{heading} is no price in yuan and cents: {value}.", heading=heading, value=str(cell))
        )
    return int(value)


def square_decimetres(cell: Cell, heading: str) -> int | None:
    """A floor area in square metres, as square decimetres; ``None`` for an empty cell."""
    amount = _amount(cell, heading)
    if amount is None:
        return None
    if not 0 < amount <= MOST_SQUARE_METRES:
        raise Refused(reason("{heading} is no floor area: {value}.", heading=heading, value=str(cell)))
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))


def one_of(choices: Mapping[str, str], shown: str) -> Parse:
    """A cell that holds one of these words, in any case; an empty cell is the empty text.

    Args:
        choices: Accepted word, folded → value.
        shown: The words to offer in a refusal.
    """

    def parse(cell: Cell, heading: str) -> str:
        text = name(cell, heading).casefold()
        if not text or text in choices:
            return choices.get(text, "")
        raise Refused(
            reason("{heading} is {value}; it can be {choices}.", heading=heading, value=text, choices=shown)
        )

    return parse


def some_of(choices: Mapping[str, str], shown: str) -> Parse:
    """A cell that holds one or several of these words; see :func:`one_of`."""
    single = one_of(choices, shown)

    def parse(cell: Cell, heading: str) -> list[str]:
        return [single(word, heading) for word in several(cell, heading)]

    return parse


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip() if not isinstance(cell, str) else _narrow(cell)


def _narrow(text: str) -> str:
    """Full-width letters, digits and blanks as ordinary ones; Chinese punctuation stays."""
    return "".join(
        unicodedata.normalize("NFKC", one) if one.isspace() or _is_wide(one) else one for one in text
    ).strip()


def _is_wide(one: str) -> bool:
    return (
        "\uff10" <= one <= "\uff19"
        or "\uff21" <= one <= "\uff3a"
        or "\uff41" <= one <= "\uff5a"
        or one in "-.#"
    )


def _amount(cell: Cell, heading: str) -> Decimal | None:
    text = _plain(cell)
    if not text:
        return None
    found = AMOUNT.fullmatch(text)
    try:
        amount = Decimal(found.group(1).replace(",", "")) if found else None
    except InvalidOperation:
        amount = None
    if amount is None or isinstance(cell, bool):
        raise Refused(reason("{heading} is no number: {value}.", heading=heading, value=text))
    return amount


def _no_day(text: str, heading: str) -> str:
    raise Refused(
        reason(
            "{heading} is no day: {value}.",
            who=Term("you"),
            verb=Term("write it as 2026-04-24"),
            heading=heading,
            value=text,
        )
    )
