"""What the repository may hold: its top level, the size of its files, its locks, and nothing of a machine."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = re.compile(
    r"console|domain|projections|seed|tests|pyproject\.toml|README\.md|LICENSE|CHANGELOG\.md|requirements(-dev)?\.lock|\..+"
)
LONGEST = 300
ONE_FILE = {Path("console/evidence/verify.py")}
"""It goes into every evidence pack and must be read and run there alone, beside nothing else of ours."""
HOMES = "home|root|Users|work|opt|private|tmp"
OF_A_MACHINE = re.compile(rf"(?<![\w.:/~%}}*-])/({HOMES})/\w|[A-Z]:\\{{1,2}}Users", re.ASCII)
OF_A_REGISTRY = re.compile(
    r"\bpypi\.[a-z]|pythonhosted\.|//[^\s/]+/simple\b|registry\.npm|\bnpmjs\.|--(extra-)?index-url[ =]"
)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?P<where> ; [^\\]+?)? *\\?$")


def stored() -> list[Path]:
    """Every file that is stored or about to be."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return sorted({Path(name) for name in names if name and (ROOT / name).is_file()})


def texts() -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    for path in stored():
        data = (ROOT / path).read_bytes()
        if b"\0" not in data[:8192]:
            found.append((path, data.decode("utf-8", errors="replace")))
    return found


def pins(lock: str) -> dict[tuple[str, str], tuple[str, set[str]]]:
    """Package and marker → version and hashes."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    hashes: set[str] = set()
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            hashes = set()
            found[pin["name"], pin["where"] or ""] = (pin["version"], hashes)
        else:
            hashes.add(re.fullmatch(r"    --hash=(sha256:[0-9a-f]{64})(?: \\)?", line)[1])  # pyright: ignore[reportOptionalSubscript]
    return found


def test_the_top_level_holds_only_what_was_agreed() -> None:
    assert [path.parts[0] for path in stored() if not TOP.fullmatch(path.parts[0])] == []


def test_no_python_file_has_more_than_300_lines() -> None:
    sizes = {
        path: len(text.splitlines())
        for path, text in texts()
        if path.suffix == ".py" and path not in ONE_FILE
    }
    assert sizes
    assert {path: size for path, size in sizes.items() if size > LONGEST} == {}


@pytest.mark.parametrize(
    "what", [OF_A_MACHINE, OF_A_REGISTRY], ids=["path of a machine", "address of a registry"]
)
def test_no_file_names_a_path_of_a_machine_or_a_registry(what: re.Pattern[str]) -> None:
    named = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if what.search(line)
    ]
    assert named == []


def test_the_patterns_find_what_they_are_for_and_spare_what_is_ours() -> None:
    assert OF_A_MACHINE.search("data = '/" + "home/wang/steward'")
    assert OF_A_MACHINE.search("C:" + r"\Users\wang")
    assert not OF_A_MACHINE.search("https://example.org/home/page")
    assert not OF_A_MACHINE.search("GET /healthz and /tickets/12")
    assert OF_A_REGISTRY.search("--index-url" + " https://mirror.example/packages")
    assert OF_A_REGISTRY.search("https://files.python" + "hosted.org/x.whl")
    assert not OF_A_REGISTRY.search("a simple pypinyin look-up")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    locked = pins(lock)
    assert len(locked) > 40
    assert [name for name, (_, hashes) in locked.items() if not hashes] == []


def test_the_lock_of_the_tests_contains_the_lock_of_the_console() -> None:
    run, test = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: pin for name, pin in run.items() if test.get(name) != pin} == {}


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = {name for name, _ in pins("requirements.lock")}
    test = {name for name, _ in pins("requirements-dev.lock")}
    groups = project["dependency-groups"]
    assert names(project["project"]["dependencies"] + project["build-system"]["requires"]) - run == set()
    assert names(groups["dev"] + groups["build"]) - test == set()


def names(requirements: list[str]) -> set[str]:
    return {
        re.split(r"[\[<>=~! ;]", requirement)[0].lower().replace("_", "-") for requirement in requirements
    }
