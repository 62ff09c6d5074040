"""The installation that is examined: its settings, its machine and its stores, opened when first asked for."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import distributions
from pathlib import Path
from types import TracebackType
from typing import Self

from console.access import Access
from console.printing.coverage import FONT_FOLDER
from console.settings import Settings
from domain.errors import Refused
from domain.log import Log, Place
from projections.models import MODELS
from projections.spine.store import Store, open_models

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def installed() -> dict[str, str]:
    """Name and version of every package that is there."""
    return {one.name.lower().replace("_", "-"): one.version for one in distributions()}


def free_bytes(folder: Path) -> int:
    """Room on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass
class Installation:
    """What the checks look at; everything beside the settings is the machine's own unless told.

    Attributes:
        settings: As the console would read them here.
        clock: The machine's time.
        root: Where the locks stand.
        packages: What is installed.
        mounts: The system's list of mounted disks; on some systems there is none.
        fonts: The fonts of the press.
        free: Tells the room on a folder's disk, in bytes.
    """

    settings: Settings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    root: Path = ROOT
    packages: Callable[[], Mapping[str, str]] = installed
    mounts: Path = Path("/proc/mounts")
    fonts: Path = FONT_FOLDER
    free: Callable[[Path], int] = free_bytes

    @cached_property
    def embedded(self) -> bool:
        return self.settings.database is None

    @property
    def event_log(self) -> Place:
        """Where the event log is."""
        return self.settings.event_log

    @cached_property
    def log(self) -> Log | None:
        """The log; ``None`` where it cannot be opened, which the check of the store says."""
        try:
            return Log.open(self.event_log, self.clock)
        except Refused:
            return None

    @cached_property
    def models(self) -> Store | None:
        """The read models; ``None`` where there are none yet. Nothing is made here."""
        place = self.settings.read_models
        return Store(open_models(place), MODELS) if self._may_be_there(place) else None

    @cached_property
    def access(self) -> Access | None:
        """Accounts and sessions; ``None`` where there are none yet. Nothing is made here."""
        place = self.settings.accounts
        return Access(place, self.clock, secrets.token_bytes) if self._may_be_there(place) else None

    def _may_be_there(self, place: Place) -> bool:
        """Whether to look: a database that cannot be reached or holds no store has no log either."""
        return place.exists() if isinstance(place, Path) else self.log is not None

    @property
    def demo(self) -> bool:
        return self.log is not None and self.log.store.purpose == "demo"

    @property
    def files(self) -> list[Path]:
        """The stores of the data folder."""
        return sorted(self.settings.data.glob("*.sqlite"))

    @property
    def exposed(self) -> bool:
        """Whether other machines reach the console without a proxy."""
        return self.settings.host not in LOOPBACK and not self.settings.host.startswith("127.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        opened = vars(self)
        if (log := opened.get("log")) is not None:
            log.close()
        if (models := opened.get("models")) is not None:
            models.engine.dispose()
        if (access := opened.get("access")) is not None:
            access.close()
