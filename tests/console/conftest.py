"""What several tests of the console share: an account store whose passwords are cheap to check."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from console.access import Access
from console.access.passwords import Passwords


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    cheap = Passwords(secrets.token_bytes, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    store = Access(tmp_path / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes, cheap)
    store.migrate()
    yield store
    store.close()
