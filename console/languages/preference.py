"""Which language a person reads: their own choice first, then what the browser asks for, then Chinese."""

from collections.abc import Mapping

from console.languages import LANGUAGES

COOKIE = "steward_lang"
SHOWN_COOKIE = "steward_shown"
"""The language in which the page itself was answered: a browser may open its websocket without saying one's own."""


def preferred(cookies: Mapping[str, str], accept_language: str | None, asked: str | None = None) -> str:
    """Choose ``zh`` or ``en``.

    Args:
        cookies: The request's cookies; ``steward_lang`` holds an earlier choice.
        accept_language: The browser's ``Accept-Language`` header.
        asked: What the address itself asks for.
    """
    for choice in (asked, cookies.get(COOKIE)):
        if choice in LANGUAGES:
            return choice
    return _from_browser(accept_language or "")


def _from_browser(header: str) -> str:
    wishes: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, rest = part.strip().partition(";")
        language = tag.split("-")[0].casefold()
        if language in LANGUAGES:
            wishes.append((_weight(rest), language))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, "zh"))
    return best[1] if best[0] > 0 else "zh"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
