"""How does an amount of renminbi stand on a form: in figures, and in the capitals (大写) of vouchers?"""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
CAPITALS_TO_FILL = "　　万　　仟　　佰　　拾　　元　　角　　分"
"""The places of an amount that will be written by hand."""


def figures(cents: int) -> str:
    """Write cents as yuan: ``-123456`` is ``−1,234.56``."""
    yuan, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{yuan:,}.{rest:02d}"


def line_amount_cents(quantity: Decimal | int, price_cents: int) -> int:
    """Cents for a quantity of something at a unit price, half a cent rounded up."""
    return int((Decimal(quantity) * price_cents).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def capitals(cents: int) -> str:
    """Write cents in Chinese capitals: ``10050`` is ``壹佰元零伍角整``, ``0`` is ``零元整``."""
    yuan, rest = divmod(abs(cents), 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += ("零" if yuan and yuan % 10 == 0 else "") + f"{_DIGITS[jiao]}角"
    if fen:
        words += ("零" if yuan and not jiao else "") + f"{_DIGITS[fen]}分"
    sign = "负" if cents < 0 else ""
    return sign + (words or "零元") + ("" if fen else "整")


def _whole(yuan: int) -> str:
    groups: list[int] = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    words = ""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if not group:
            continue
        gap = bool(words) and (group // 1_000 == 0 or groups[index + 1] % 10 == 0)
        words += ("零" if gap else "") + _four_digits(group) + _GROUPS[index]
    return words


def _four_digits(group: int) -> str:
    words, zero_before = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if zero_before and words else "") + _DIGITS[digit] + _PLACES[place]
        zero_before = digit == 0
    return words
