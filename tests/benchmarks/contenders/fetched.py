"""Fetching what only the comparison needs, by pip, into a folder outside the project; nothing of it is locked."""

import subprocess
import sys
from pathlib import Path

LIBRARY = ("psycopg-pool==3.3.3",)
"""What the library's own PostgreSQL recorder asks for beside the driver."""

PEER = ("python-event-sourcery==0.6.1", "sqlalchemy==2.0.*")
"""It does not run on the SQLAlchemy that we use: it gets its own, in a process of its own."""


def fetched(requirements: tuple[str, ...], folder: Path) -> bool:
    """Whether packages were installed into a folder; says in one line why the comparison goes without them."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        done = subprocess.run(
            [*command, "--target", str(folder), *requirements],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    except subprocess.TimeoutExpired:
        reason = "no answer in five minutes"
    else:
        if done.returncode == 0:
            return True
        reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed")
    sys.stderr.write(f"Without {requirements[0]}: {reason}\n")
    return False
