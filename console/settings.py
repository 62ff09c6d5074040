"""The few settings, all from the environment (design 2)."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from pathlib import Path

from domain.errors import Reason, Refused, Term, reason
from domain.log import Place, shown

HIGHEST_PORT = 65535
LOG_FORMS = ("", "json", "text")
SHORTEST_TOKEN = 16
THIS_MACHINE = ("127.0.0.1", "::1")
MOST_DAYS = 36_500
HOST = re.compile(r"[A-Za-z0-9.:_-]{1,253}")


class SettingsRefused(Refused):
    """The environment names a port, an address or a folder that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """Where the console keeps its data and where it listens.

    Attributes:
        data: Data folder of the embedded store (``STEWARD_DATA``).
        database: URL of a PostgreSQL database (``STEWARD_DATABASE``); ``None`` is the embedded store.
        host: Address to listen on (``STEWARD_HOST``).
        port: TCP port to listen on (``STEWARD_PORT``); 0 lets the system choose one.
        known_hosts: Names, beside number addresses and the machine's own, under which browsers reach the
            console (``STEWARD_HOSTS``, separated by commas); requests for any other name are turned away.
        log: ``json`` or ``text`` (``STEWARD_LOG``); empty: text on a terminal, JSON elsewhere.
        checkpoints: Folders outside the database to which checkpoints are exported (``STEWARD_CHECKPOINTS``,
            separated as paths are on this system).
        proxies: Proxies whose word on who asks is taken, as addresses or networks (``STEWARD_PROXIES``, separated
            by commas); one on this machine unless told.
        backup_days: How many days backups are kept (``STEWARD_BACKUP_DAYS``); ``None``: until somebody removes them.
        metrics_token: What a scraper shows at ``/metrics`` (``STEWARD_METRICS_TOKEN``); empty: nobody may but a
            signed-in administrator.
    """

    data: Path
    database: str | None
    host: str
    port: int
    known_hosts: tuple[str, ...] = ()
    log: str = ""
    metrics_token: str = field(default="", repr=False)
    checkpoints: tuple[Path, ...] = ()
    proxies: tuple[str, ...] = THIS_MACHINE
    backup_days: int | None = None

    @property
    def checkpoint_folders(self) -> tuple[Path, ...]:
        """Where checkpoints are exported to; without any named, a folder that is not outside."""
        return self.checkpoints or (self.data / "checkpoints",)

    @property
    def list_folders(self) -> tuple[Path, ...]:
        """Where the ids of what was erased are listed: with the data, and wherever checkpoints are kept."""
        return (self.data, *self.checkpoints)

    @property
    def event_log(self) -> Place:
        """Where the event log and its register are."""
        return self.database or self.data / "log.sqlite"

    @property
    def read_models(self) -> Place:
        """Where the read models are; a file of their own, for a rebuild must not slow appends down."""
        return self.database or self.data / "models.sqlite"

    @property
    def accounts(self) -> Place:
        """Where accounts and sessions are."""
        return self.database or self.data / "access.sqlite"

    @property
    def shown(self) -> str:
        """Where all of it is, as an operator may read it."""
        return shown(self.database or self.data)

    def at(self, target: str) -> "Settings":
        """The same console with its data elsewhere: in a folder, or in the database of a URL."""
        if "://" in target:
            return replace(self, database=target)
        return replace(self, data=Path(target).expanduser().absolute(), database=None)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """Read the settings; an empty value counts as not set.

        Raises:
            SettingsRefused: One reason for each setting that cannot be used.
        """
        data = Path(env.get("STEWARD_DATA") or ".steward").expanduser()
        named = env.get("STEWARD_CHECKPOINTS", "").split(os.pathsep)
        checkpoints = tuple(Path(one).expanduser().absolute() for one in named if one.strip())
        host = env.get("STEWARD_HOST") or "127.0.0.1"
        port = env.get("STEWARD_PORT") or "8501"
        log, token = env.get("STEWARD_LOG", ""), env.get("STEWARD_METRICS_TOKEN", "")
        obstacles = [*_folder_obstacles(data), *_host_obstacles(host), *_port_obstacles(port)]
        obstacles += [one for folder in checkpoints for one in _checkpoint_obstacles(folder)]
        obstacles += [*_log_obstacles(log), *_token_obstacles(token)]
        obstacles += _days_obstacles(days := env.get("STEWARD_BACKUP_DAYS", "").strip())
        if obstacles := [*obstacles, *_proxy_obstacles(_listed(env, "STEWARD_PROXIES"))]:
            raise SettingsRefused(*obstacles)
        known = tuple(name.casefold() for name in _listed(env, "STEWARD_HOSTS"))
        database = env.get("STEWARD_DATABASE") or None
        proxies, kept = _listed(env, "STEWARD_PROXIES") or THIS_MACHINE, int(days) if days else None
        place = (data.absolute(), database, host, int(port))
        return cls(*place, known, log, token, checkpoints, proxies, kept)


def _listed(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands between the commas of a setting."""
    return tuple(one for part in env.get(name, "").split(",") if (one := part.strip()))


def _folder_obstacles(data: Path) -> list[Reason]:
    if not data.exists() or data.is_dir():
        return []
    text = "STEWARD_DATA is “{folder}”, which is a file and not a folder."
    return [reason(text, folder=str(data), who=Term("you"), verb=Term("name a folder in STEWARD_DATA"))]


def _checkpoint_obstacles(folder: Path) -> list[Reason]:
    if not folder.exists() or folder.is_dir():
        return []
    text = "STEWARD_CHECKPOINTS names “{folder}”, which is a file and not a folder."
    return [
        reason(text, folder=str(folder), who=Term("you"), verb=Term("name folders in STEWARD_CHECKPOINTS"))
    ]


def _host_obstacles(host: str) -> list[Reason]:
    if HOST.fullmatch(host):
        return []
    text = "STEWARD_HOST is “{host}”, which is no address."
    verb = Term("set STEWARD_HOST to an address of this machine")
    return [reason(text, host=host, who=Term("you"), verb=verb)]


def _port_obstacles(port: str) -> list[Reason]:
    if port.isascii() and port.isdigit() and int(port) <= HIGHEST_PORT:
        return []
    text = "STEWARD_PORT is “{port}”, which is no port number from 0 to 65535."
    return [reason(text, port=port, who=Term("you"), verb=Term("set STEWARD_PORT to a free port number"))]


def _days_obstacles(days: str) -> list[Reason]:
    if not days or (days.isascii() and days.isdigit() and 0 < int(days) <= MOST_DAYS):
        return []
    text = "STEWARD_BACKUP_DAYS is “{days}”, which is no number of days from 1 to 36500."
    verb = Term("say for how many days backups are kept, or unset it")
    return [reason(text, days=days, who=Term("you"), verb=verb)]


def _log_obstacles(log: str) -> list[Reason]:
    if log in LOG_FORMS:
        return []
    text = "STEWARD_LOG is “{form}”, which is no form of the log."
    return [
        reason(text, form=log, who=Term("you"), verb=Term("set STEWARD_LOG to json or text, or unset it"))
    ]


def _token_obstacles(token: str) -> list[Reason]:
    if not token or (len(token) >= SHORTEST_TOKEN and token.isascii() and token.isprintable()):
        return []
    text = "STEWARD_METRICS_TOKEN is easily guessed, or has characters that no header can carry."
    verb = Term("set it to at least 16 letters and figures drawn at random")
    return [reason(text, who=Term("you"), verb=verb)]


def _proxy_obstacles(proxies: Iterable[str]) -> Iterator[Reason]:
    """Whoever were believed from everywhere could be anybody."""
    for one in proxies:
        try:
            wide = ip_network(one).prefixlen == 0
        except ValueError:
            wide = True
        if wide:
            verb = Term("set STEWARD_PROXIES to its address, or to a network such as 10.0.0.0/24")
            text = "STEWARD_PROXIES has “{proxy}”, which is no address of a proxy."
            yield reason(text, proxy=one[:60], who=Term("you"), verb=verb)
