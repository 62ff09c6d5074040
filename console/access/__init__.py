"""Accounts and sign-in sessions: who may come in, since when, from where, and until when.

Credentials never stand in events; grants of roles do, and are not judged here. Every sign-in, failure and
revocation goes into the append-only ``access_log``, never a password.
"""

import hmac
import unicodedata
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update

from console.access.feeds import Feeds
from console.access.looks import Looks
from console.access.passwords import Passwords, require_acceptable
from console.access.records import ABSOLUTE_S, IDLE_S, Account, Entry, Session, instant
from console.access.refusals import RefusalCounts
from console.access.store import PEPPER_BYTES, Store, add, ensure_account, go_on_counting, raise_revision
from console.access.tables import ACCESS_LOG, ACCOUNTS, APPEND_ONLY, FEEDS, MARKS, REFUSALS, SESSIONS
from console.access.throttle import ACCOUNT_TRIES, ADDRESS_TRIES, Standing, standing, stricter
from domain.log import Place

TOUCH_EVERY_S = 60
TOKEN_BYTES = 32
LONGEST_AGENT = 200
PROOF_DIGITS = 32
COPIED_AT_ONCE = 5000


class Access:
    """The store of accounts and sessions.

    Args:
        place: A file, or the URL of a PostgreSQL database.
        clock: Gives the aware present instant.
        random: Gives that many unguessable bytes.
    """

    def __init__(
        self,
        place: Place,
        clock: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._store = Store(place)
        self._clock = clock
        self._random = random
        self._passwords = Passwords(random)
        self.feeds = Feeds(self._store, clock)
        self.looks = Looks(self._store, clock)
        self.refusals = RefusalCounts(self._store, clock)

    def migrate(self) -> None:
        """Create the tables where they are missing."""
        self._store.migrate(self._random(PEPPER_BYTES))

    def close(self) -> None:
        """Let go of the place."""
        self._store.close()

    @property
    def shared(self) -> bool:
        """Whether it is a database that other machines use too, and that may be slow to answer."""
        return self._store.shared

    def copy_to(self, other: "Access") -> None:
        """Give another store, which has nothing yet, accounts, log and looks; who is signed in signs in anew."""
        with self._store.transaction() as here, other._store.transaction() as there:  # noqa: SLF001 - of one kind
            there.execute(delete(MARKS))
            for table in (ACCOUNTS, FEEDS, MARKS, REFUSALS, *APPEND_ONLY):
                for some in here.execute(select(table)).mappings().partitions(COPIED_AT_ONCE):
                    there.execute(insert(table), [dict(row) for row in some])
            for table in APPEND_ONLY:
                go_on_counting(there, table)

    def set_password(self, account: str, password: str) -> None:
        """Give an account its password, making the account where there is none; its open sessions end.

        Raises:
            PasswordRefused: The password is too short, too long or too easily guessed.
        """
        account = normal(account)
        require_acceptable(account, password)
        hashed = self._passwords.hash(password)
        with self._store.transaction() as connection:
            ensure_account(connection, account)
            values = {"password_hash": hashed, "password_set_at": self._now()}
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.account == account).values(values))
            self._revoke(connection, account, SESSIONS.c.account == account)
            self._note(connection, "password_set", account)

    def accounts(self) -> list[Account]:
        """Every account that was ever given a password, signed in, or was disabled, by name."""
        table = ACCOUNTS.c
        query = select(table.account, table.password_hash, table.disabled_at).order_by(table.account)
        with self._store.transaction() as connection:
            return [
                Account(name, hashed is not None, None if at is None else instant(at))
                for name, hashed, at in connection.execute(query)
            ]

    def check(self, account: str, password: str, address: str = "", agent: str = "") -> bool:
        """Whether this password opens this account now; the answer is noted and counted.

        It takes equally long for an unknown, a disabled and a known account. While sign-in is stopped
        (:meth:`standing`) the answer is no, whatever the password.
        """
        account = normal(account)
        where = {"address": address, "agent": agent}
        query = select(ACCOUNTS.c.password_hash, ACCOUNTS.c.disabled_at).where(ACCOUNTS.c.account == account)
        with self._store.transaction() as connection:
            shown = self._shown(connection, account)
            if self._standing(connection, shown, address).stopped_until is not None:
                self._note(connection, "turned_away", shown, **where)
                return False
            self._note(connection, "tried", shown, **where)
            stored, disabled_at = connection.execute(query).first() or (None, None)
        right = self._passwords.matches(stored, password) and disabled_at is None
        with self._store.transaction() as connection:
            self._note(connection, "password_right" if right else "password_wrong", shown, **where)
        return right

    def standing(self, account: str, address: str = "") -> Standing:
        """How many wrong passwords are still possible, or until when sign-in is stopped."""
        with self._store.transaction() as connection:
            return self._standing(connection, self._shown(connection, normal(account)), address)

    def open_session(self, account: str, address: str = "", agent: str = "") -> str:
        """Sign an account in, after :meth:`check` or, in a demo store, at one click.

        Returns:
            The secret token for the browser's cookie; only its SHA-256 is stored.
        """
        account, token, now = normal(account), self._random(TOKEN_BYTES).hex(), self._now()
        with self._store.transaction() as connection:
            ensure_account(connection, account)
            add(
                connection,
                SESSIONS,
                id=self._random(8).hex(),
                token_sha256=_fingerprint(token),
                account=account,
                opened_at=now,
                seen_at=now,
                address=address,
                agent=agent[:LONGEST_AGENT],
            )
            self._note(connection, "signed_in", account, address, agent)
        return token

    def session(self, token: str, *, used: bool = True) -> Session | None:
        """The session of a token, if it is valid: not revoked, disabled, idle for 12 hours or 7 days old.

        Args:
            token: What the browser's cookie holds.
            used: Whether asking is a use of the session, which ends when it is not used.
        """
        row = self._store.session_row(_fingerprint(token)) if token else None
        if row is None or row[6] is not None or row[7] is not None:
            return None
        now, opened_at, seen_at = self._now(), row[2], row[3]
        if now >= min(seen_at + IDLE_S, opened_at + ABSOLUTE_S):
            return None
        if used and now - seen_at >= TOUCH_EVERY_S:
            self._store.touch(row[0], now)
            seen_at = now
        return _session((row[0], row[1], opened_at, seen_at, row[4], row[5]))

    def sessions(self, account: str) -> list[Session]:
        """The valid sessions of an account, newest first."""
        table, now = SESSIONS.c, self._now()
        query = (
            select(table.id, table.account, table.opened_at, table.seen_at, table.address, table.agent)
            .join_from(SESSIONS, ACCOUNTS)
            .where(table.account == normal(account))
            .where(table.revoked_at.is_(None), ACCOUNTS.c.disabled_at.is_(None))
            .where(table.seen_at > now - IDLE_S, table.opened_at > now - ABSOLUTE_S)
            .order_by(table.opened_at.desc(), table.id)
        )
        with self._store.transaction() as connection:
            return [_session(tuple(row)) for row in connection.execute(query)]

    def valid_sessions(self) -> int:
        """How many sessions of all accounts are valid now."""
        table, now = SESSIONS.c, self._now()
        query = (
            select(func.count())
            .select_from(SESSIONS.join(ACCOUNTS))
            .where(table.revoked_at.is_(None), ACCOUNTS.c.disabled_at.is_(None))
            .where(table.seen_at > now - IDLE_S, table.opened_at > now - ABSOLUTE_S)
        )
        with self._store.transaction() as connection:
            return int(connection.scalar(query) or 0)

    def revoke(self, session_id: str) -> bool:
        """End one session at once; ``False`` where it had ended already or never was."""
        with self._store.transaction() as connection:
            account = connection.scalar(select(SESSIONS.c.account).where(SESSIONS.c.id == session_id))
            return self._revoke(connection, account or "", SESSIONS.c.id == session_id) > 0

    def revoke_account(self, account: str) -> int:
        """End every session of an account at once; answers how many there were."""
        with self._store.transaction() as connection:
            return self._revoke(connection, normal(account), SESSIONS.c.account == normal(account))

    def disable(self, account: str) -> None:
        """Let an account not sign in any more, and end its sessions."""
        self._set_disabled(normal(account), self._now(), "disabled")

    def enable(self, account: str) -> None:
        """Let a disabled account sign in again."""
        self._set_disabled(normal(account), None, "enabled")

    def revision(self) -> int:
        """A cheap number to poll: it grows with every revocation, in whichever process."""
        return self._store.revision()

    def log(self, limit: int = 100) -> list[Entry]:
        """The latest lines of the access log, newest first."""
        log = ACCESS_LOG.c
        query = select(log.at, log.what, log.account, log.address, log.agent)
        newest = query.order_by(log.id.desc()).limit(limit)
        with self._store.transaction() as connection:
            return [Entry(instant(row.at), *row[1:]) for row in connection.execute(newest)]

    def _standing(self, connection: Any, shown: str, address: str) -> Standing:
        """Judge the tries that no right password of the same account followed, by account and by address."""
        log, later = ACCESS_LOG.c, ACCESS_LOG.alias().c
        good = ("password_right", "password_set")
        forgiven = exists().where(later.account == log.account, later.id > log.id, later.what.in_(good))
        wrong = select(log.at).where(log.what == "tried", ~forgiven).order_by(log.id.desc())
        own = connection.scalars(wrong.where(log.account == shown).limit(ACCOUNT_TRIES))
        by_account = standing(list(own), ACCOUNT_TRIES, self._now())
        if not address:
            return by_account
        here = connection.scalars(wrong.where(log.address == address).limit(ADDRESS_TRIES))
        return stricter(by_account, standing(list(here), ADDRESS_TRIES, self._now()))

    def _set_disabled(self, account: str, at: int | None, what: str) -> None:
        with self._store.transaction() as connection:
            ensure_account(connection, account)
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.account == account).values(disabled_at=at))
            self._note(connection, what, account)
            if at is not None:
                self._revoke(connection, account, SESSIONS.c.account == account)

    def _revoke(self, connection: Any, account: str, which: Any) -> int:
        ending = update(SESSIONS).where(which, SESSIONS.c.revoked_at.is_(None)).values(revoked_at=self._now())
        ended = connection.execute(ending).rowcount
        if ended:
            raise_revision(connection)
            self._note(connection, "revoked", account)
        return ended

    def _note(self, connection: Any, what: str, account: str, address: str = "", agent: str = "") -> None:
        line = {"what": what, "account": account, "address": address, "agent": agent[:LONGEST_AGENT]}
        add(connection, ACCESS_LOG, at=self._now(), **line)

    def _shown(self, connection: Any, account: str) -> str:
        """How the log names what was typed: an unknown name may be a password typed into the wrong field."""
        if connection.scalar(select(ACCOUNTS.c.account).where(ACCOUNTS.c.account == account)) is not None:
            return account
        pepper = connection.scalar(select(MARKS.c.pepper))
        return "?" + hmac.digest(pepper, account.encode(), "sha256").hex()[:16]

    def proof(self, of: str) -> str:
        """An unguessable sign of something that hangs in public; the same as long as the store lives."""
        with self._store.transaction() as connection:
            pepper = connection.execute(select(MARKS.c.pepper)).scalar_one()
        return hmac.digest(pepper, f"proof {of}".encode(), "sha256").hex()[:PROOF_DIGITS]

    def proves(self, of: str, shown: str) -> bool:
        """Whether what was shown is the sign of it."""
        return hmac.compare_digest(self.proof(of).encode(), shown.encode())

    def _now(self) -> int:
        return int(self._clock().timestamp())


def normal(account: str) -> str:
    """An account name as it is stored: one width, no capitals, no blanks around it."""
    return unicodedata.normalize("NFKC", account).strip().casefold()


def _session(row: tuple[Any, ...]) -> Session:
    ident, account, opened_at, seen_at, address, agent = row
    return Session(ident, account, instant(opened_at), instant(seen_at), address, agent)


def _fingerprint(token: str) -> bytes:
    return sha256(token.encode()).digest()
