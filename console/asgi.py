"""The server: Streamlit and our own routes behind one gate, in one process."""

import asyncio
import errno
import gc
import os
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import uvicorn
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from streamlit import config
from streamlit.web.server.starlette.starlette_app import App

from console.access import Access
from console.ahead import Ahead
from console.compression import CompressedFiles
from console.guard import Guard
from console.guard.streams import Streams
from console.live import STREAM_PATHS
from console.settings import THIS_MACHINE, Settings
from console.shell import Shell
from console.signin import DemoPeople, SignIn
from console.watch.answers import Answers
from console.watch.forwarded import Forwarded
from console.watch.health import Health
from console.watch.meters import Meters
from domain.errors import Reason, Refused, Term, reason

ROOT = Path(__file__).resolve().parent.parent
LAST_ANSWERS_S = 3
SLICE_S = 0.0001
"""How long a thread that computes keeps the interpreter from one that answers; Python's own 5 ms can be felt."""
LARGEST_MESSAGE = 200 * 1024 * 1024


class Console(Protocol):
    """What the composition root hands to the server."""

    @property
    def access(self) -> Access:
        """Accounts and sessions, already migrated."""
        ...

    @property
    def script(self) -> Path:
        """The Streamlit script that draws the pages."""
        ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Routes beside it; they find the session with ``console.guard.session_of``."""
        ...

    @property
    def demo_people(self) -> DemoPeople | None:
        """Whom one may step in as; ``None`` in a real store."""
        ...

    async def start(self) -> None:
        """Begin background work; runs before the first request is answered."""
        ...

    async def stop(self) -> None:
        """End background work; runs after the last answer."""
        ...

    def healthy(self) -> bool:
        """Whether everything that must run is running; asked by ``/healthz``, in a thread, for it may read the store."""
        ...


class PortTaken(Refused):
    """Something else listens on the port already."""


def build(console: Console, settings: Settings | None = None, streams: Streams | None = None) -> App:
    """The whole application.

    Args:
        console: What is served.
        settings: Names the hosts by which it is reached; none beside number addresses without it.
        streams: Ends open answers; one of its own unless given.
    """
    _take_configuration()
    hosts = {socket.gethostname().casefold(), *(settings.known_hosts if settings else ())}
    guard = {"access": console.access, "streams": streams or Streams(console.access), "known_hosts": hosts}

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncGenerator[None]:
        await console.start()
        try:
            yield
        finally:
            await console.stop()

    ahead = [route for route in console.routes if isinstance(route, Route) and route.path in STREAM_PATHS]
    layers = [Middleware(Guard, **guard), Middleware(Ahead, routes=ahead)]
    signing_in = SignIn(console.access, console.demo_people)
    return App(
        console.script,
        lifespan=lifespan,
        routes=[Health(console.healthy).route(), *signing_in.routes(), *console.routes],
        middleware=[*layers, Middleware(CompressedFiles), Middleware(Shell)],
    )


def serve(
    console: Console,
    settings: Settings,
    ready: Callable[[str], None] | None = None,
    meters: Meters | None = None,
) -> None:
    """Answer requests until Ctrl-C.

    Args:
        console: What is served.
        settings: Where to listen.
        ready: Is told the address once requests are answered.
        meters: Count the answers.

    Raises:
        PortTaken: The port is in use; the reason names it and ``STEWARD_PORT``.
    """
    listener = _listen(settings)
    streams = Streams(console.access)
    host, port = settings.host, listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    options = uvicorn.Config(
        watched(build(console, settings, streams), meters or Meters(), settings.proxies),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
        proxy_headers=False,
    )
    server = Server(options, streams, ready and (lambda: ready(f"http://{shown}:{port}")))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        listener.close()


def watched(app: ASGIApp, meters: Meters, proxies: Sequence[str] = THIS_MACHINE) -> ASGIApp:
    """The application as the next hop reaches it: known proxies are believed, and answers are counted."""
    return Answers(Forwarded(app, proxies), meters)


class Server(uvicorn.Server):
    """Uvicorn that says when it is ready, and ends open streams first when it stops."""

    def __init__(self, options: uvicorn.Config, streams: Streams, ready: Callable[[], None] | None) -> None:
        super().__init__(options)
        self._streams = streams
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so; what stands by now is there for good, and no collection looks at it again."""
        await super().startup(sockets)
        sys.setswitchinterval(SLICE_S)
        gc.collect()
        gc.freeze()
        if self._ready is not None and not self.should_exit:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is open, then stop."""
        self._streams.end_all()
        await asyncio.sleep(0)
        await super().shutdown(sockets)


def _take_configuration() -> None:
    """Let Streamlit find ``.streamlit/config.toml`` beside the packages, wherever the console is started."""
    config._main_script_path = str(ROOT / "console.py")  # noqa: SLF001 - 1.67 has no public way
    config.get_config_options(force_reparse=True)


def require_port(settings: Settings) -> None:
    """Refuse before anything long begins where the port is in use.

    Raises:
        PortTaken: It is; the reason names it and ``STEWARD_PORT``.
    """
    _listen(settings).close()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()
    except OSError as problem:
        listener.close()
        raise PortTaken(_why_not(settings, problem)) from problem
    listener.set_inheritable(True)
    return listener


def _why_not(settings: Settings, problem: OSError) -> Reason:
    if problem.errno == errno.EADDRINUSE:
        verb = Term("set STEWARD_PORT to a free port number")
        return reason("Port {port} is in use already.", port=str(settings.port), who=Term("you"), verb=verb)
    text, verb = (
        "The console cannot listen on {host}, port {port}.",
        Term("change STEWARD_HOST or STEWARD_PORT"),
    )
    return reason(text, host=settings.host, port=str(settings.port), who=Term("you"), verb=verb)
