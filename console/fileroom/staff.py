"""Who works here, whether they can sign in, and who may look after whose account (ACT-01..24)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec

from console.access import normal
from console.viewer import Viewer
from console.wiring import House
from domain.company import Member, member_stream
from domain.errors import Refused, Term, reason
from domain.roles import EVERYWHERE, Grant, Role
from projections.members import members


class Person(msgspec.Struct, frozen=True):
    """One person on file.

    Attributes:
        name: Empty once erased.
        grants: All roles ever granted, oldest first.
        has_password: Whether a password was ever set.
        disabled_at: Since when the account is disabled; ``None``: it is not.
        sessions: Valid sign-ins now.
    """

    account: str
    name: str
    grants: tuple[Grant, ...]
    has_password: bool
    disabled_at: datetime | None
    sessions: int

    def open_grants(self, site: str) -> list[Grant]:
        """Roles at a site, or everywhere, that have no last day yet."""
        return [one for one in self.grants if one.site in (site, EVERYWHERE) and one.until is None]


def people(viewer: Viewer) -> list[Person]:
    """Everybody with a role at this site or everywhere, or with none at all, by account."""
    access = viewer.house.access
    doors = {one.account: one for one in access.accounts()}
    found: list[Person] = []
    for one in members(viewer.house.views):
        if one.grants and not any(grant.site in (viewer.site, EVERYWHERE) for grant in one.grants):
            continue
        door = doors.get(normal(one.account))
        sessions = len(access.sessions(one.account)) if door else 0
        known, disabled = (door.has_password, door.disabled_at) if door else (False, None)
        found.append(Person(one.account, one.name, one.grants, known, disabled, sessions))
    return found


def stands(grants: Sequence[Grant], day: date) -> list[Grant]:
    """The grants that hold on a day or begin after it."""
    return [one for one in grants if one.until is None or one.until >= day]


def looks_after(house: House, keeper: str, account: str, day: date) -> bool:
    """Whether ``keeper`` administers every site at which ``account`` holds or will hold a role."""
    if Role.ADMINISTRATOR in house.authority.roles(keeper, EVERYWHERE):
        return True
    grants = stands(house.log.get(Member, member_stream(account)).grants, day)
    return bool(grants) and all(
        one.site != EVERYWHERE and Role.ADMINISTRATOR in house.authority.roles(keeper, one.site)
        for one in grants
    )


def set_password(viewer: Viewer, account: str, password: str, again: str) -> None:
    """Give somebody a first or a new password; their open sessions end.

    Raises:
        Refused: The two differ, the password is easily guessed, or the account is not the viewer's to keep.
    """
    if password != again:
        raise Refused(reason("The two passwords differ.", who=Term("you"), verb=Term("type them again")))
    _on_account(viewer, account, lambda: viewer.house.access.set_password(account, password))


def disable(viewer: Viewer, account: str) -> None:
    """Let somebody sign in no more, at once; refused for one's own account."""
    _require_other(viewer, account)
    _on_account(viewer, account, lambda: viewer.house.access.disable(account))


def enable(viewer: Viewer, account: str) -> None:
    _on_account(viewer, account, lambda: viewer.house.access.enable(account))


def end_sessions(viewer: Viewer, account: str) -> None:
    """End all sign-ins of an account, on every device, at once."""
    _on_account(viewer, account, lambda: viewer.house.access.revoke_account(account))


def require_not_own_administration(viewer: Viewer, account: str, grant: Grant) -> None:
    """Keep an administrator from locking themselves out, so that one always remains.

    Raises:
        Refused: It is their own administrator's role.
    """
    if grant.role is Role.ADMINISTRATOR:
        _require_other(viewer, account)


def _require_other(viewer: Viewer, account: str) -> None:
    if normal(account) == normal(viewer.account):
        raise Refused(
            reason(
                "You cannot lock yourself out.",
                who=Term("another administrator"),
                verb=Term("do it for you"),
            )
        )


def _on_account(viewer: Viewer, account: str, act: Callable[[], object]) -> None:
    """Roles are asked anew at the moment of the deed; the page may be older."""
    house, day = viewer.house, viewer.now().astimezone(viewer.zone).date()
    if Role.ADMINISTRATOR not in house.authority.roles(viewer.account, viewer.site):
        raise Refused(reason("Accounts are kept by the administrator.", who=Term("administrator")))
    if not looks_after(house, viewer.account, account, day):
        raise Refused(
            reason(
                "“{account}” also works where you are no administrator.",
                who=Term("administrator of all sites"),
                verb=Term("do it"),
                account=account,
            )
        )
    act()
