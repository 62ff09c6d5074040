"""What somebody who is signed in may see: the sites and roles that the log grants them today."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.company import Member, Site, member_stream
from domain.log import Log
from domain.roles import EVERYWHERE, Grant, Role, held


class Authority:
    """Reads grants from the log each time it is asked, so that a role that has ended has ended at once."""

    def __init__(
        self, log: Log, clock: Callable[[], datetime], sites: Callable[[], Mapping[str, Site]]
    ) -> None:
        self._log = log
        self._clock = clock
        self._sites = sites

    def roles(self, account: str, site: str) -> frozenset[Role]:
        """The roles held at a site today; those granted everywhere count at each."""
        zone = self._sites()[site].zone if site in self._sites() else ZoneInfo("Asia/Shanghai")
        return held(self._grants(account), site or EVERYWHERE, self._clock().astimezone(zone).date())

    def sites(self, account: str) -> list[str]:
        """The sites at which the account holds any role today, in the order in which they were opened."""
        return [site for site in self._sites() if self.roles(account, site)]

    def may_see(self, account: str, site: str) -> bool:
        """Whether the account holds any role at that site today."""
        return bool(self.watching([account], site))

    def watching(self, accounts: Iterable[str], site: str) -> frozenset[str]:
        """Which of these accounts hold any role at that site today; none at a site that is not open."""
        sites = self._sites()
        if site not in sites:
            return frozenset()
        today = self._clock().astimezone(sites[site].zone).date()
        return frozenset(one for one in accounts if held(self._grants(one), site, today))

    def _grants(self, account: str) -> tuple[Grant, ...]:
        return self._log.get(Member, member_stream(account)).grants
