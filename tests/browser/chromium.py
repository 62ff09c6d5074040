"""Where is a Chromium to drive, and how is one got where there is none?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without its windows: the same pages for a sixth less work, so it is taken where it is."""
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%PROGRAMFILES%\Google\Chrome\Application\chrome.exe",
    r"%PROGRAMFILES(X86)%\Google\Chrome\Application\chrome.exe",
    r"%LOCALAPPDATA%\Google\Chrome\Application\chrome.exe",
    r"%PROGRAMFILES(X86)%\Microsoft\Edge\Application\msedge.exe",
)
ARGUMENTS = (
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found(playwright: Playwright) -> str | None:
    """The path of the Chromium that is there: a shell, on the path, in its usual place, or Playwright's own."""
    own = Path(playwright.chromium.executable_path)
    shells = (*(shutil.which(name) for name in SHELLS), *map(str, _own_shells(own)))
    on_path = (shutil.which(name) for name in NAMES)
    in_place = (os.path.expandvars(place) for place in PLACES)
    return next(
        (path for path in (*shells, *on_path, *in_place, str(own)) if path and Path(path).exists()), None
    )


def _own_shells(own: Path) -> list[Path]:
    """The shell that Playwright fetched beside its Chromium of the same revision."""
    if len(own.parents) < 3:
        return []
    revision = own.parents[1].name.rpartition("-")[2]
    beside = own.parents[2] / f"chromium_headless_shell-{revision}"
    return [
        path for path in beside.glob("*/*headless*shell*") if path.suffix in {"", ".exe"} and path.is_file()
    ]


def fetch() -> str | None:
    """Get one the way the platform offers; what went wrong, in one line, or ``None``."""
    for command in _ways():
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=600,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as failure:
            return str(failure)
        if done.returncode != 0:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            return f"{command[0]}: {' '.join(last)}"
    return None


def arguments() -> list[str]:
    """How it is started; as root it refuses to run with its sandbox."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]


def _ways() -> list[list[str]]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        patient = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300"]
        return [
            [*patient, "update"],
            [*patient, "install", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
        ]
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]
