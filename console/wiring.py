"""The composition root: reads the settings, opens the stores, chooses the clock, and hands the parts to each other."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from console.access import Access
from console.authority import Authority
from console.forgetting import Forgetting
from console.settings import Settings
from console.watch.observed import ObservedDoor, ObservedLog, Observer
from console.watch.refusing import CountingRefusals
from domain.company import COMPANY, Company, Site, site_stream
from domain.errors import Refused, Term, reason
from domain.facts import Recorded
from domain.log import Log, NoStore, Purpose, migrate
from domain.operations import Door
from projections.asking.views import Views
from projections.models import MODELS
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Store, migrate_models, open_models
from projections.spine.worker import Worker
from seed.demo import SimulatedClock

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    return datetime.now(UTC)


class House:
    """One open store with everything that works on it.

    Attributes:
        settings: Where it stands.
        clock: What time it is here.
        log: The event log and its register.
        access: Accounts and sessions.
        views: What questions are asked of.
        worker: Keeps the read models up with the log, or watches others who do.
        authority: Who may see what.
        forgetting: Lets go of what was erased.
    """

    def __init__(self, settings: Settings, clock: Clock = wall_clock, *, projects: bool = True) -> None:
        self.settings = settings
        self.clock = clock
        self.log = ObservedLog.open(settings.event_log, clock)
        self.access = Access(settings.accounts, wall_clock, secrets.token_bytes)
        engine = open_models(settings.read_models)
        if settings.database is None:
            self.access.migrate()
            migrate_models(engine, MODELS, self.log)
        self.reference = Reference(self.log)
        self.projector = Projector(Store(engine, MODELS), self.log, self.reference, clock)
        self.worker = Worker(self.projector, clock, projects=projects)
        self.forgetting = Forgetting(self.log, settings)
        self.worker.listen(self.forgetting.hear)
        self.views = Views(self.projector.store, self.log, self.reference, clock)
        self.authority = Authority(self.log, clock, lambda: self.sites)
        self._observer: Observer | None = None

    @property
    def company(self) -> Company:
        return self.log.get(Company, COMPANY)

    @property
    def sites(self) -> Mapping[str, Site]:
        """The open sites by code, in the order in which they were opened."""
        opened = self.log.search(stream_prefix="site:", name="site.opened")
        streams = [event.originator_id for event in opened if isinstance(event, Recorded)]
        return {stream.partition(":")[2]: self.log.get(Site, stream) for stream in streams}

    def site(self, code: str) -> Site:
        return self.log.get(Site, site_stream(code))

    def observe(self, observer: Observer) -> None:
        """Tell somebody from now on what goes through the doors, and how long appends and questions take."""
        self._observer = observer
        self.log.on_append, self.views.on_asked = observer.appended, observer.asked

    def door(self, through: str = "console", random: Callable[[int], bytes] = secrets.token_bytes) -> Door:
        """The door for commands that come this way; whoever is refused there is counted."""
        observer = CountingRefusals(self.access.refusals, self._observer)
        return ObservedDoor(self.log, self.clock, observer, through=through, random=random)

    def close(self) -> None:
        self.worker.stop()
        self.projector.store.engine.dispose()
        self.log.close()
        self.access.close()


def open_house(settings: Settings, *, projects: bool = True) -> House:
    """The house of the store; a demonstration's clock shows the time of whatever is being played.

    Args:
        settings: Where it stands.
        projects: Whether its worker applies events itself; else it watches workers of other processes.

    Raises:
        Refused: There is no store, or a newer edition wrote it.
    """
    with Log.open(settings.event_log, wall_clock) as log:
        demo = log.store.purpose == "demo"
    return House(settings, SimulatedClock() if demo else wall_clock, projects=projects)


def make_store(settings: Settings, purpose: Purpose | None, clock: Clock = wall_clock) -> None:
    """Make the tables of a store, or bring them to this edition; safe to repeat and side by side.

    Args:
        settings: Where it stands.
        purpose: What a new store is for; ``None`` takes an existing one as it is.
        clock: Tells when a new store was created.

    Raises:
        Refused: There is a store for the other purpose, none and no purpose, or the place cannot be written to.
    """
    if settings.database is None and purpose is not None:
        _make_folder(settings.data)
    migrate(settings.event_log, purpose, clock)
    access = Access(settings.accounts, wall_clock, secrets.token_bytes)
    access.migrate()
    access.close()
    engine = open_models(settings.read_models)
    with Log.open(settings.event_log, clock) as log:
        migrate_models(engine, MODELS, log)
    engine.dispose()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            reason(
                "The data folder {folder} cannot be made: {problem}.",
                who=Term("you"),
                verb=Term("choose another one with STEWARD_DATA"),
                folder=str(folder),
                problem=error.strerror or "",
            )
        ) from error


def stands(settings: Settings) -> bool:
    """Whether there is a store.

    Raises:
        Refused: The database does not answer, or a newer edition wrote the store.
    """
    try:
        Log.open(settings.event_log, wall_clock).close()
    except NoStore:
        return False
    return True
