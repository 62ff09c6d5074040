"""Python, the locked packages, the zones of the sites, and what the press needs."""

import platform
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.company import Site
from domain.errors import Term
from domain.facts import Recorded

OLDEST = (3, 11)
LOCK = "requirements.lock"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?P<where> ; [^\\]+?)? *\\?$", re.MULTILINE)
REINSTALL = Term("remove .venv and run “python3 -m console” again")
SHOWN = 5
FONTS = 3


def python(_: Installation) -> Iterator[Finding]:
    """Old enough to have what is used, young enough to be mended."""
    here = platform.python_version()
    if sys.version_info >= OLDEST:
        yield ok("python", Term("Python {version}"), version=here)
    else:
        yield wrong(
            "python", Term("Python {version} is too old."), Term("install Python 3.11 or newer"), version=here
        )


def packages(installation: Installation) -> Iterator[Finding]:
    """Whether the packages are those of the lock."""
    lock = installation.root / LOCK
    if not lock.exists():
        return
    there = installation.packages()
    wanted: dict[str, set[str]] = {}
    needed: set[str] = set()
    for pin in PIN.finditer(lock.read_text(encoding="utf-8")):
        wanted.setdefault(pin["name"], set()).add(pin["version"])
        needed |= set() if pin["where"] else {pin["name"]}
    missing = sorted(needed - there.keys())
    others = sorted(
        name for name, versions in wanted.items() if name in there and there[name] not in versions
    )
    if missing:
        yield wrong(
            "packages", Term("These packages are missing: {names}."), REINSTALL, names=missing[:SHOWN]
        )
    if others:
        shown = [f"{name} {there[name]}" for name in others[:SHOWN]]
        yield warning(
            "packages", Term("These packages are not of the locked version: {names}."), REINSTALL, names=shown
        )
    if not missing and not others:
        yield ok("packages", Term("{count} packages as locked"), count=str(len(wanted.keys() & there.keys())))


def zones(installation: Installation) -> Iterator[Finding]:
    """Whether each site's local time can be told."""
    if installation.log is None:
        return
    opened = installation.log.search(stream_prefix="site:", name="site.opened")
    names = {
        installation.log.get(Site, one.originator_id).zone.key for one in opened if isinstance(one, Recorded)
    }
    unknown = sorted(name for name in names if not _known(name))
    if unknown:
        yield wrong("zones", Term("There are no time zone data for {names}."), REINSTALL, names=unknown)
    elif names:
        yield ok("zones", Term("Time zones: {names}"), names=sorted(names))


def _known(zone: str) -> bool:
    try:
        ZoneInfo.no_cache(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def printing(installation: Installation) -> Iterator[Finding]:
    """Whether slips can be set."""
    fonts = [*installation.fonts.glob("*.otf"), *installation.fonts.glob("*.ttf")]
    if find_spec("typst") is None:
        yield wrong("printing", Term("The typesetter is missing: no slip can be printed."), REINSTALL)
    elif len(fonts) < FONTS or any(one.stat().st_size == 0 for one in fonts):
        yield wrong(
            "printing",
            Term("{count} of the 3 print fonts are there: slips would come out with empty boxes."),
            Term("unpack the edition again"),
            count=str(len(fonts)),
        )
    else:
        yield ok("printing", Term("Typesetter and fonts are there"))
