"""Pure questions about a request: is it from our own page, for our own name, and where may it go next?"""

from collections.abc import Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import urlsplit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK_NAMES = frozenset({"localhost"})


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether ``Origin`` names the very host and port that was asked; a missing one is no."""
    origin, host = headers.get("origin"), headers.get("host")
    if not origin or not host:
        return False
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and parts.netloc.casefold() == host.casefold()


def host_known(host: str | None, names: Collection[str]) -> bool:
    """Whether the ``Host`` header is a number address, this machine, or a name it is known by.

    A page elsewhere can point its own name at our address, but then it sends its own name.
    """
    name = _host_name(host or "")
    return name is not None and (name in LOOPBACK_NAMES or name in names or _is_address(name))


def safe_next(target: str | None) -> str:
    """Where to go after sign-in: a path of ours, or the start page for anything else."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return "/"
    if any(ord(character) <= ord(" ") for character in target):
        return "/"
    path = urlsplit(target).path
    return "/" if path.startswith(("/sign-in", "/sign-out", "/language", "//")) else target


def wants_page(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a person's browser is opening a page, so that sending it to the sign-in page helps."""
    if method not in {"GET", "HEAD"}:
        return False
    return headers.get("sec-fetch-mode", "navigate") == "navigate" and "text/html" in headers.get(
        "accept", ""
    )


def cookies_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The request's cookies by name; none where the header cannot be read."""
    try:
        return {name: one.value for name, one in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _host_name(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    if parts.path or parts.query or parts.fragment or parts.username is not None or not parts.hostname:
        return None
    return parts.hostname.casefold().rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
