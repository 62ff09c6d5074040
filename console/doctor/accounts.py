"""Who can administer the installation, and who could walk in."""

from collections.abc import Iterator
from datetime import datetime

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.company import Member, Site, site_stream
from domain.errors import Term
from domain.facts import Recorded
from domain.log import Log
from domain.roles import Role


def demonstration(installation: Installation) -> Iterator[Finding]:
    """Whether a demonstration, which anybody may step into, is open to other machines."""
    if installation.demo and installation.exposed:
        do = Term("set STEWARD_HOST to 127.0.0.1, or found a company of your own")
        yield wrong(
            "demonstration",
            Term("Whoever reaches this machine can step into the demonstration as anybody."),
            do,
        )


def administrators(installation: Installation) -> Iterator[Finding]:
    """Whether every administrator of a real company signs in with a password, and at least one can."""
    log, access = installation.log, installation.access
    if log is None or installation.demo or access is None or log.head() == 0:
        return
    now = installation.clock()
    joined = log.search(stream_prefix="member:", name="member.joined", limit=100_000)
    accounts = [
        one.originator_id.partition(":")[2]
        for one in joined
        if isinstance(one, Recorded) and _administers(log, log.get(Member, one.originator_id), now)
    ]
    can = {one.account for one in access.accounts() if one.has_password and one.disabled_at is None}
    without = sorted(set(accounts) - can)
    if without == sorted(accounts):
        do = Term("set one with “steward user password ACCOUNT”")
        yield wrong(
            "administrators", Term("No administrator has a password: nobody can administer the company."), do
        )
    elif without:
        do = Term("set one with “steward user password ACCOUNT”, or end the role")
        yield warning(
            "administrators", Term("These administrators have no password: {names}."), do, names=without
        )
    else:
        yield ok(
            "administrators", Term("{count} administrators, each with a password"), count=str(len(accounts))
        )


def _administers(log: Log, member: Member, now: datetime) -> bool:
    """Whether somebody holds the role today, by the calendar of the place where it is held."""
    return any(
        grant.role is Role.ADMINISTRATOR
        and grant.holds(grant.site, now.astimezone(log.get(Site, site_stream(grant.site)).zone).date())
        for grant in member.grants
    )
