"""Is the environment there, and if not, what is missing?

``enter()`` makes ``.venv`` from a locked list once, and starts the calling module again inside it.
Standard library only; an older Python still has to be able to read this file, so that it can say so.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import IO, NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - the one place that an older Python may reach
    _HERE = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        "steward: 需要 Python 3.11 或更高版本，这里是 "
        + _HERE
        + " · needs Python 3.11 or newer, not "
        + _HERE
    )

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "steward-installed"
ACCOUNT = ENVIRONMENT / "steward-install.log"
LATCH = ROOT / ".venv.lock"
UNFINISHED = "unfinished"
"""What the latch says while packages are being written: a start that finds it begins afresh."""

RUN, TEST = "requirements.lock", "requirements-dev.lock"
SIGNS_OF_NO_NETWORK = (
    {"connection broken by", "from versions: none"},
    {"Max retries exceeded"},
    {"timed out."},
)
"""What pip writes together when it could not reach the server, even after trying again."""


class Missing(Exception):
    """What stands in the way, in one line of Chinese and English."""


def enter(*, tests: bool = False) -> None:
    """Return inside the environment; elsewhere make it if need be and start the main module again in it.

    Args:
        tests: Whether the tools of the tests belong to it.
    """
    try:
        made = _ensure([RUN, TEST] if tests else [RUN])
    except Missing as missing:
        sys.exit(f"steward: {missing}")
    if made or Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        _start_again()


def _ensure(locks: list[str]) -> bool:
    """Whether anything had to be made. ``locks``: each list contains the ones before it."""
    wanted = {f"root {ROOT}"} | {f"{lock} {_fingerprint(lock)}" for lock in locks}
    if _stands(wanted):
        return False
    with _alone() as latch:
        if not _stands(wanted):
            cut_off = latch.read() != ""
            _note(latch, UNFINISHED)
            if cut_off or not _healthy():
                _make()
            STAMP.unlink(missing_ok=True)
            _install(locks[-1], latch)
            STAMP.write_text("\n".join(sorted(wanted)), encoding="utf-8")
            _note(latch, "")
    return True


def _stands(wanted: set[str]) -> bool:
    try:
        found = STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return wanted <= set(found) and PYTHON.exists()


def _fingerprint(lock: str) -> str:
    """One hash of the list and of the project's own description."""
    return hashlib.sha256((ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def _healthy() -> bool:
    """Whether an environment stands that packages can be added to."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-I", "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _make() -> None:
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of its python3 package
        import venv
    except ImportError:
        raise Missing(
            "这个 Python 没有 venv/ensurepip，请先安装（Debian、Ubuntu：apt install python3-venv）· "
            "this Python lacks venv/ensurepip, install it first (Debian, Ubuntu: apt install python3-venv)",
        ) from None
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as failure:
        raise Missing(f"无法建立 {ENVIRONMENT} · cannot make {ENVIRONMENT}: {failure}") from failure


def _install(lock: str, latch: IO[str]) -> None:
    """Install the locked packages, each by its hash and none built here, then the project itself.

    Python compiles a module when it first reads it: of the packages' own that is a tenth, so pip compiles none.
    """
    sys.stderr.write("steward: 正在安装运行环境，约一两分钟 · making the environment, a minute or two\n")
    sys.stderr.flush()
    ACCOUNT.unlink(missing_ok=True)
    _pip(latch, "--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / lock))
    _pip(latch, "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip(latch: IO[str], *arguments: str) -> None:
    """Run ``pip install``; it holds the latch too: a killed start lets no other in beside it."""
    quiet = ("--no-input", "--disable-pip-version-check", "--no-compile")
    command = [PYTHON, "-I", "-m", "pip", "install", *quiet, *arguments]
    with ACCOUNT.open("ab") as account:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=account,
            stderr=subprocess.STDOUT,
            pass_fds=() if os.name == "nt" else (latch.fileno(),),
            check=False,
        )
    if done.returncode != 0:
        raise Missing(_why(ACCOUNT.read_text(encoding="utf-8", errors="replace")))


def _why(account: str) -> str:
    if any(all(sign in account for sign in signs) for signs in SIGNS_OF_NO_NETWORK):
        return "连不上软件包服务器，请检查网络 · the package server cannot be reached, check the network"
    last = [line for line in account.splitlines() if line.lower().startswith("error")][-1:]
    return f"安装软件包失败 · packages could not be installed: {' '.join(last)} ({ACCOUNT})"


@contextlib.contextmanager
def _alone() -> Generator[IO[str]]:
    """Let one start at a time make the environment; the latch says if the last one was cut off."""
    with LATCH.open("a+", encoding="utf-8") as latch:
        latch.seek(0)
        _hold(latch)
        yield latch


def _hold(latch: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        held = False
        while not held:
            with contextlib.suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(latch.fileno(), msvcrt.LK_LOCK, 1)
                held = True
    else:
        import fcntl

        fcntl.flock(latch, fcntl.LOCK_EX)


def _note(latch: IO[str], text: str) -> None:
    latch.seek(0)
    latch.truncate()
    latch.write(text)
    latch.flush()


def _start_again() -> NoReturn:
    """Run the main module anew, with the same arguments, by the environment's own Python."""
    specification = sys.modules["__main__"].__spec__
    module = specification.name.removesuffix(".__main__") if specification else "console"
    command = [str(PYTHON), "-m", module, *sys.argv[1:]]
    os.environ.pop("PYTHONHOME", None)  # it would hide the environment
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the child hears it too, and decides
            sys.exit(child.wait())
