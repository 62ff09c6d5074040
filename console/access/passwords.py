"""Which passwords are accepted, and how they are kept: argon2id, never in clear, never logged."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.errors import Reason, Refused, Term, reason

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5
SALT_BYTES = 16
TIME_COST = 3
MEMORY_KIB = 65536
"""Of argon2id; only tests make it cheaper."""
AT_ONCE = 2
SHORTEST_NAME = 3
RUNS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


class PasswordRefused(Refused):
    """A new password that is too short, too long, or that anybody would guess."""


class Passwords:
    """Hashes and checks passwords; a check of an unknown account takes as long as one of a known account.

    Two checks run at once at most, for each takes 64 MiB.

    Args:
        random: Gives that many random bytes.
    """

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._turn = BoundedSemaphore(AT_ONCE)
        self._hasher = PasswordHasher(TIME_COST, MEMORY_KIB, parallelism=1)

    @cached_property
    def _nobody(self) -> str:
        """What an unknown account's password is held against."""
        return self.hash(self._random(SALT_BYTES).hex())

    def hash(self, password: str) -> str:
        """The encoded argon2id hash, with its salt and cost."""
        return self._hasher.hash(password, salt=self._random(SALT_BYTES))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password belongs to the stored hash; ``None`` stands for an unknown account."""
        try:
            with self._turn:
                self._hasher.verify(stored or self._nobody, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


def require_acceptable(account: str, password: str) -> None:
    """Let only passwords pass that nobody guesses in a few tries.

    Raises:
        PasswordRefused: One reason for each rule that the password misses.
    """
    if obstacles := list(_obstacles(account, password)):
        raise PasswordRefused(*obstacles)


def _obstacles(account: str, password: str) -> list[Reason]:
    found: list[Reason] = []
    if len(password) < SHORTEST:
        found.append(_refuse("The password has {length} characters; at least {least} are needed.", password))
    if len(password) > LONGEST:
        found.append(_refuse("The password has {length} characters; at most {most} are possible.", password))
    plain = password.casefold()
    if len(account) >= SHORTEST_NAME and account.casefold() in plain:
        found.append(_refuse("The password contains the account name.", password))
    if plain in COMMON or any(plain in run for run in RUNS) or len(set(plain)) < FEWEST_DIFFERENT:
        found.append(_refuse("The password is one of those that are tried first.", password))
    return found


def _refuse(text: str, password: str) -> Reason:
    return reason(
        text,
        length=len(password),
        least=SHORTEST,
        most=LONGEST,
        who=Term("you"),
        verb=Term("choose a longer one, for example four words in a row"),
    )
