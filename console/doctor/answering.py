"""The console from outside: does it answer, and to whom?"""

import http.client
import json
from collections.abc import Iterator

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from console.settings import THIS_MACHINE
from domain.errors import Term

PATIENCE_S = 5
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not listened on, only asked
WELL = 200
LARGEST = 200


def answers(installation: Installation) -> Iterator[Finding]:
    """Whether the console is up and calls itself well."""
    host, port = installation.settings.host, installation.settings.port
    told = {"address": f"{host}:{port}"}
    try:
        status, body = _asked(EVERYWHERE.get(host, host), port)
    except (OSError, http.client.HTTPException):
        do = Term("start it with “steward up”, with the same STEWARD_HOST and STEWARD_PORT as here")
        yield wrong("answers", Term("No console answers at {address}."), do, **told)
        return
    if body not in ({"ok": True}, {"ok": False}):
        do = Term("set STEWARD_PORT to the console's own port")
        yield wrong("answers", Term("Something else answers at {address}."), do, **told)
    elif status != WELL:
        do = Term("look in its log for “health.unwell” and “projector.stands_still”, then start it again")
        yield wrong("answers", Term("The console at {address} says that it is not well."), do, **told)
    else:
        yield ok("answers", Term("The console answers at {address}, and its projector is at work"), **told)


def _asked(host: str, port: int) -> tuple[int, object]:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        body = answer.read(LARGEST)
    finally:
        connection.close()
    try:
        return answer.status, json.loads(body)
    except ValueError:
        return answer.status, None


def reachable(installation: Installation) -> Iterator[Finding]:
    """Whether those who reach it from other machines do so safely, and under a name it knows."""
    settings = installation.settings
    if not installation.exposed:
        if not settings.known_hosts:
            yield ok("reachable", Term("Only this machine reaches the console"))
        else:
            yield ok(
                "reachable",
                Term("Reached through a proxy on this machine as {names}"),
                names=list(settings.known_hosts),
            )
        return
    told = {"host": settings.host, "proxies": list(settings.proxies)}
    if settings.proxies != THIS_MACHINE:
        yield ok(
            "reachable", Term("Reached through the proxies {proxies}; let nobody else reach {host}"), **told
        )
    else:
        yield warning(
            "reachable",
            Term("Other machines reach the console without encryption ({host})."),
            Term(
                "put a proxy with TLS on this machine before it, and set STEWARD_HOST to 127.0.0.1; name one on"
                " another machine in STEWARD_PROXIES"
            ),
            **told,
        )
    if not settings.known_hosts:
        do = Term("name it in STEWARD_HOSTS; until then only the number address works")
        yield warning("reachable", Term("No name is set by which browsers reach the console."), do)
