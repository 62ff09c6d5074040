"""Who asks, where a proxy stands in between: its word is taken from a proxy that is known, and from nobody else.

The address of whoever asks bounds what one household, and one who guesses passwords, may ask: a forged header must not
make anybody somebody else, and behind a proxy that is not known all households count as one address.
"""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from console.watch.logs import LOG

HEADER = b"x-forwarded-for"
MOST_TOLD = 20
_MAPPED = "::ffff:"
_MAPPED_BITS = 96


class Forwarded:
    """Hands the forwarded address on where the next hop is a known proxy.

    Args:
        app: What is asked.
        proxies: Addresses or networks of the proxies that are known.
    """

    def __init__(self, app: ASGIApp, proxies: Iterable[str]) -> None:
        self._believing = ProxyHeadersMiddleware(app, trusted_hosts=[*_written(proxies)])  # pyright: ignore[reportArgumentType]
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as whoever asks it."""
        if scope["type"] != "lifespan":
            self._say_whom_nobody_named(scope)
        await self._believing(scope, receive, send)  # pyright: ignore[reportArgumentType]

    def _say_whom_nobody_named(self, scope: Scope) -> None:
        """One line for a neighbour that forwards and is not named; a stranger's address is nobody's business."""
        peer = (scope.get("client") or ("",))[0]
        if peer in self._told or len(self._told) >= MOST_TOLD or peer in self._believing.trusted_hosts:
            return
        if _is_neighbour(peer) and any(name == HEADER for name, _ in scope["headers"]):
            self._told.add(peer)
            LOG.warning("proxy.not_named", address=peer)


def _is_neighbour(peer: str) -> bool:
    try:
        return ip_address(peer).is_private
    except ValueError:
        return False


def _written(proxies: Iterable[str]) -> Iterator[str]:
    """Each as it reaches a listener of either family."""
    for one in proxies:
        network = ip_network(one, strict=False)
        yield str(network)
        if isinstance(network, IPv4Network):
            yield f"{_MAPPED}{network.network_address}/{_MAPPED_BITS + network.prefixlen}"
