"""The first start: what it makes, what it leaves alone, and what it says is missing."""

import ast
import os
from pathlib import Path

import pytest

from tests.gates.small_project import ROOT, SmallProject, bare_environment

SITE = "**/site-packages"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path / "a clone")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bare_environment(tmp_path_factory.mktemp("bare") / ".venv")


@pytest.fixture
def furnished(project: SmallProject, environment: Path) -> SmallProject:
    """A project whose environment has been begun, and lacks the locked packages."""
    project.move_in(environment)
    return project


def stamp(project: SmallProject) -> Path:
    return project.folder / ".venv" / "steward-installed"


def test_the_first_start_makes_the_environment_and_the_second_does_nothing(project: SmallProject) -> None:
    code, out, errors = project.start("console", "ask", "live queue")
    assert (code, out) == (0, "ledger 1 arguments steward ask live queue")
    assert len(errors.splitlines()) == 1

    made = stamp(project).stat().st_mtime_ns
    assert project.start("console", "status") == (0, "ledger 1 arguments steward status", "")
    assert stamp(project).stat().st_mtime_ns == made


def test_a_start_without_arguments_is_up_and_the_exit_code_is_handed_on(furnished: SmallProject) -> None:
    assert furnished.start("console")[:2] == (0, "ledger 1 arguments steward up")
    assert furnished.start("console", "fail")[0] == 7


def test_two_starts_at_once_make_one_environment_that_serves_both(project: SmallProject) -> None:
    both = [project.begin("console", name) for name in ("one", "two")]
    answers = [process.communicate(timeout=120) for process in both]
    assert [out.split()[-1] for out, _ in answers] == ["one", "two"]
    assert sorted(errors != "" for _, errors in answers) == [False, True]


def test_a_module_of_the_tests_gets_the_tools_of_the_tests_and_the_console_is_then_served(
    furnished: SmallProject,
) -> None:
    assert furnished.start("tests.faults", "--kills", "3")[:2] == (0, "faults --kills 3")
    assert furnished.start("console", "status") == (0, "ledger 1 arguments steward status", "")


def test_a_new_lock_is_installed_on_the_next_start(furnished: SmallProject) -> None:
    furnished.start("console")
    furnished.lock("requirements.lock", furnished.wheel("ledger", "2"))
    assert furnished.start("console")[1] == "ledger 2 arguments steward up"


def test_a_start_that_was_cut_off_while_installing_is_made_good_by_the_next(furnished: SmallProject) -> None:
    furnished.start("console")
    (package,) = furnished.folder.glob(f".venv/{SITE}/ledger.py")
    package.write_text("half a fi")
    stamp(furnished).unlink()
    (furnished.folder / ".venv.lock").write_text("unfinished")
    assert furnished.start("console")[1] == "ledger 1 arguments steward up"


def test_an_environment_whose_python_is_gone_is_made_anew(furnished: SmallProject) -> None:
    furnished.start("console")
    for name in ("bin/python", "bin/python3", "Scripts/python.exe"):
        (furnished.folder / ".venv" / name).unlink(missing_ok=True)
    assert furnished.start("console")[1] == "ledger 1 arguments steward up"


def test_a_package_that_is_not_the_locked_one_is_refused_in_one_line(furnished: SmallProject) -> None:
    furnished.lock("requirements.lock", f"ledger==1 --hash=sha256:{'0' * 64}")
    code, out, errors = furnished.start("console")
    assert (code, out) == (1, "")
    assert len(errors.splitlines()) == 2
    assert "HASHES" in errors.splitlines()[-1]
    assert not stamp(furnished).exists()


def test_without_a_network_it_says_so_in_one_line(furnished: SmallProject) -> None:
    (furnished.folder / "requirements.lock").write_text(
        "--index-url" + " https://127.0.0.1:9/\nledger==1 --hash=sha256:" + "0" * 64
    )
    nothing_else = {
        "PIP_RETRIES": "1",
        "PIP_NO_INDEX": "",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
    }
    code, out, errors = furnished.start("console", **nothing_else)
    assert (code, out) == (1, "")
    assert errors.splitlines()[-1].endswith("the package server cannot be reached, check the network")


def test_without_venv_it_names_the_package_to_install(project: SmallProject) -> None:
    (project.folder / "ensurepip.py").write_text("raise ImportError")
    code, _, errors = project.start("console")
    assert code == 1
    assert len(errors.splitlines()) == 1
    assert "apt install python3-venv" in errors


@pytest.mark.parametrize(
    "path",
    [
        "console/__init__.py",
        "console/__main__.py",
        "console/bootstrap.py",
        "tests/__init__.py",
        "tests/__main__.py",
    ],
)
def test_what_runs_before_the_environment_stands_can_be_read_by_python_3_7(path: str) -> None:
    ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 7))
