"""An installation to be made ill, and what the doctor says of it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from console.doctor import CHECKS, Check, examine
from console.doctor.installation import Installation
from console.languages import Translator
from console.settings import THIS_MACHINE, Settings

EN = Translator.for_language("en")


def settings(data: Path, **more: Any) -> Settings:
    return replace(Settings(data, None, "127.0.0.1", 8501), **more)


def said(
    data: Path,
    *checks: Check,
    host: str = "127.0.0.1",
    port: int = 8501,
    hosts: Sequence[str] = (),
    proxies: Sequence[str] = THIS_MACHINE,
    days: int | None = None,
    **more: Any,
) -> list[tuple[str, str]]:
    """State and sentence of every finding of these checks."""
    named = {"known_hosts": tuple(hosts), "proxies": tuple(proxies)}
    chosen = settings(data, host=host, port=port, backup_days=days, **named)
    with Installation(chosen, **more) as installation:
        return [(one.state, EN.render(one.what)) for one in examine(installation, checks or CHECKS)]


def states(data: Path, *checks: Check, **more: Any) -> list[str]:
    return [state for state, _ in said(data, *checks, **more)]


def break_in(file: Path, *statements: str) -> None:
    """Change a store behind everybody's back."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
