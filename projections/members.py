"""Who stands behind an account, and in which roles: accounts by name for every page."""

from collections.abc import Iterable, Mapping

import msgspec

from domain.company import Member
from domain.roles import Grant
from projections.asking.views import Views
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


def member_row(member: Member, reference: Reference) -> Row | None:
    if member.person is None:
        return None
    account = member.id.partition(":")[2]
    return {"account": account, "person": member.person.id, "grants": msgspec.json.encode(member.grants)}


MEMBERS = StateModel(
    name="members",
    version=1,
    prefix="member",
    aggregate=Member,
    fields=(Field("account"), Field("person"), Field("grants", "json")),
    row=member_row,
)


class Worker(msgspec.Struct, frozen=True):
    """One person who works here; ``name`` is empty once erased."""

    account: str
    name: str
    grants: tuple[Grant, ...]


def members(views: Views) -> list[Worker]:
    """Everybody who works here, by account."""
    with views.snapshot() as snapshot:
        rows = snapshot.rows(MEMBERS)
    people = views.people(row["person"] for row in rows)
    decode = msgspec.json.Decoder(tuple[Grant, ...]).decode
    known = (
        Worker(row["account"], people.get(row["person"], {}).get("name", ""), decode(row["grants"]))
        for row in rows
    )
    return sorted(known, key=lambda one: one.account)


def names(views: Views, accounts: Iterable[str]) -> Mapping[str, str]:
    """Names of now by account, or by register id for people of another ledger; who is unknown stands for itself.

    An erased name is empty.
    """
    wanted = {account for account in accounts if account}
    if not wanted:
        return {}
    entries = _entries(views, wanted)
    people = views.people([*entries.values(), *(wanted - entries.keys())])
    known = {account: people.get(entry, {}).get("name", "") for account, entry in entries.items()}
    others = {person: people[person].get("name", "") for person in wanted - known.keys() if person in people}
    return {account: known.get(account, others.get(account, account)) for account in wanted}


class _Entries:
    """Register ids by account: an account keeps its entry for good, whatever is corrected or erased in it."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}


def _entries(views: Views, accounts: set[str]) -> dict[str, str]:
    """The register ids of those accounts that have joined; read models are asked of an account once."""
    kept = views.keep(_Entries, _Entries).of
    if unknown := sorted(accounts - kept.keys()):
        with views.snapshot() as snapshot:
            rows = snapshot.rows(MEMBERS, "account IN :chosen", chosen=unknown)
        kept.update((row["account"], row["person"]) for row in rows)
    return {account: kept[account] for account in accounts if account in kept}


def register_names(views: Views, people: Iterable[str]) -> Mapping[str, str]:
    """Names by register id, for people of a foreign ledger who hold no account; empty once erased."""
    wanted = {person for person in people if person}
    known = views.people(wanted)
    return {person: known.get(person, {}).get("name", "") for person in wanted}
