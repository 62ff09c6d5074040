"""Reference data by the versions that tickets pin; a published version never changes, so each is read once."""

from collections.abc import Sequence

from domain.calendar import Calendar, CalendarBook
from domain.log import Log
from domain.policy import Family, Kind, Limit, PolicyBook, Profile
from domain.tariff import Edition, Tariff, tariff_stream


class Reference:
    """Profiles, calendars and tariffs as the log published them.

    A pin is a name and a version: ``COMMUNITY@1``, ``CN@17``.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._profiles: dict[str, Profile] = {}
        self._calendars: dict[str, Calendar] = {}
        self._limits: dict[tuple[str, Family, Kind], Sequence[Limit]] = {}
        self._editions: dict[tuple[str, int], Edition] = {}

    def profile(self, pin: str) -> Profile:
        """The profile of a pin.

        Raises:
            Unknown: No such version was published.
        """
        if pin not in self._profiles:
            name, version = _parts(pin)
            self._profiles[pin] = self._log.get(PolicyBook, f"policy:{name}").at_version(version)
        return self._profiles[pin]

    def limits(self, pin: str, family: Family, kind: Kind) -> Sequence[Limit]:
        """The limits of a pinned profile for one rule family and ticket kind; raises as :meth:`profile`."""
        key = (pin, family, kind)
        if key not in self._limits:
            self._limits[key] = self.profile(pin).limits_for(family, kind)
        return self._limits[key]

    def calendar(self, pin: str) -> Calendar:
        """The working calendar of a pin; raises as :meth:`profile`."""
        if pin not in self._calendars:
            region, version = _parts(pin)
            self._calendars[pin] = self._log.get(CalendarBook, f"calendar:{region}").at_version(version)
        return self._calendars[pin]

    def edition(self, site: str, version: int) -> Edition | None:
        """A site's tariff as published in one edition; ``None`` where there is none."""
        if (site, version) not in self._editions:
            editions = self._log.get(Tariff, tariff_stream(site)).editions
            if not 1 <= version <= len(editions):
                return None
            self._editions[site, version] = editions[version - 1]
        return self._editions[site, version]


def _parts(pin: str) -> tuple[str, int]:
    name, _, version = pin.partition("@")
    return name, int(version or 0)
