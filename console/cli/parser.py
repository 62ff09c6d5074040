"""What can be typed after ``steward``."""

import argparse
from collections.abc import Callable
from pathlib import Path

from console.cli import (
    asking,
    commanding,
    copying,
    examining,
    exporting,
    files,
    keeping,
    looking,
    people,
    projecting,
    proving,
    serving,
)
from console.cli.wording import Parser
from console.languages import Translator

Add = Callable[..., argparse.ArgumentParser]


def parser(translator: Translator) -> argparse.ArgumentParser:
    """The whole grammar, with help in the terminal's language."""
    t = translator.t
    says = t("The operations console of a property-service company.")
    root = Parser(translator, prog="steward", description=says)
    verbs = root.add_subparsers(metavar=t("COMMAND"), required=True)

    def add(name: str, run: Callable[..., int], says: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=says, description=says, translator=translator)
        one.set_defaults(run=run)
        return one

    _serving(add, t)
    _commanding(add, t)
    _asking(add, t)
    _keeping(add, t)
    _exporting(add, t)
    _people(add, t)
    _files(add, t)
    return root


def _serving(add: Add, t: Callable[..., str]) -> None:
    up = add("up", serving.up, t("start the console; the first start makes the demonstration estate"))
    up.add_argument("--empty", action="store_true", help=t("make an empty store for a company of your own"))
    add(
        "project",
        projecting.project,
        t("apply events to the read models of a database, beside other workers"),
    )
    init = add("init", serving.init, t("found a company of your own: company, site, first administrator"))
    init.add_argument("--company", help=t("the company's name"))
    init.add_argument("--site", default="s1", help=t("a short code for the first site"))
    init.add_argument("--site-name", help=t("the first site's name"))
    init.add_argument("--account", help=t("the first administrator's account"))
    init.add_argument("--name", help=t("the first administrator's name"))


def _commanding(add: Add, t: Callable[..., str]) -> None:
    apply = add("apply", commanding.apply, t("carry out commands, one JSON object a line"))
    apply.add_argument("file", help=t("a file, or - for standard input"))
    commands = add("commands", commanding.commands, t("list every command"))
    commands.add_argument("--json", action="store_true", help=t("with their JSON Schemas"))


def _asking(add: Add, t: Callable[..., str]) -> None:
    ask = add("ask", asking.ask_one, t("ask any page's question; the answer is JSON"))
    ask.add_argument("name", help=t("the question"))
    ask.add_argument("--site", help=t("the site's code"))
    ask.add_argument("--as-of", help=t("an instant with its zone, or a position of the log"))
    ask.add_argument("--axis", choices=("recorded", "happened"), default="recorded")
    ask.add_argument("--param", action="append", default=[], metavar="k=v", help=t("a parameter"))
    ask.add_argument(
        "--text", action="store_true", help=t("as plain text, where the question has such a form")
    )
    questions = add("questions", asking.list_questions, t("list every question"))
    questions.add_argument("--json", action="store_true", help=t("with parameters and row schemas"))
    looks = add("looks", looking.looks, t("list who looked at what, as of when, the latest first"))
    looks.add_argument("--json", action="store_true", help=t("as JSON"))
    looks.add_argument("--site", default="", help=t("the site's code"))
    looks.add_argument("--account", default="", help=t("only what this account looked at"))
    looks.add_argument("--about", default="", help=t("only looks at this, for example a ticket's number"))
    looks.add_argument("--past", action="store_true", help=t("only looks at past moments"))
    looks.add_argument("--limit", type=int, default=100, help=t("at most so many"))


def _keeping(add: Add, t: Callable[..., str]) -> None:
    add("migrate", keeping.migrate_store, t("bring the store's tables to this edition"))
    add("status", keeping.status, t("say what the store holds and how far the pages are"))
    verify = add(
        "verify",
        proving.verify_store,
        t("check every event against the chain, checkpoints kept elsewhere and a full replay"),
    )
    says = t("a folder of checkpoints; those of STEWARD_CHECKPOINTS without any")
    verify.add_argument("--checkpoints", action="append", default=[], type=Path, metavar="FOLDER", help=says)
    verify.add_argument("--key", default="", help=t("the public key or the fingerprint that you wrote down"))
    verify.add_argument("--no-replay", action="store_true", help=t("leave the read models out"))
    verify.add_argument("--json", action="store_true", help=t("as JSON, in both languages"))
    sign = add("checkpoint", proving.checkpoint, t("sign what the log comes to now, outside the database"))
    sign.add_argument("--print", action="store_true", help=t("write the signed note to standard output"))
    sign.add_argument("--new-key", action="store_true", help=t("let a new key take over"))
    sign.add_argument("--json", action="store_true", help=t("as JSON, in both languages"))
    doctor = add("doctor", examining.doctor, t("examine this installation and say what to do"))
    doctor.add_argument("--json", action="store_true", help=t("as JSON, in both languages"))
    rebuild = add("rebuild", keeping.rebuild_models, t("make read models anew beside the old"))
    rebuild.add_argument("model", nargs="*", help=t("names of read models; all without any"))
    backup = add(
        "backup", copying.backup_store, t("write a consistent copy of all stores while they are in use")
    )
    backup.add_argument("file", type=Path)
    says = t("remove older backups of this company from the same folder; STEWARD_BACKUP_DAYS without it")
    backup.add_argument("--keep", type=int, metavar="DAYS", help=says)
    move = add("move", copying.move_store, t("carry the store to a database, or from one into a data folder"))
    move.add_argument("target", help=t("the URL of an empty database, or a new folder"))
    restore = add("restore", copying.restore_store, t("restore a copy into an empty data folder or database"))
    restore.add_argument("file", type=Path)


def _exporting(add: Add, t: Callable[..., str]) -> None:
    says = t("take events away as they stand, one a line, or as an evidence pack")
    export = add("export", exporting.export, says)
    export.add_argument("what", choices=tuple(exporting.WHATS))
    export.add_argument("--since", default="", help=t("happened or recorded from this day or instant on"))
    export.add_argument("--until", default="", help=t("and before this one"))
    export.add_argument("--site", default="", help=t("the site's code"))
    export.add_argument("--stream", default="", help=t("only streams that begin like this"))
    says = t("evidence: a ticket's number, or the stream of another case")
    export.add_argument("--case", default="", help=says)
    export.add_argument("--no-personal", action="store_true", help=t("evidence: without texts and persons"))
    says = t("evidence: prove these checkpoints, too, which somebody kept")
    export.add_argument("--checkpoint", type=Path, metavar="FILE", help=says)
    export.add_argument("-o", dest="output", type=Path, required=True, metavar="FILE", help=t("a new file"))


def _people(add: Add, t: Callable[..., str]) -> None:
    user = add("user", people.user, t("set a password, disable or enable an account, end its sessions"))
    user.add_argument("do", choices=("password", "disable", "enable", "sign-out", "list"))
    user.add_argument("account", nargs="?")


def _files(add: Add, t: Callable[..., str]) -> None:
    bring = add(
        "import",
        files.import_file,
        t("take in a file: units, people, tariff, survey answers or another ledger's tickets"),
    )
    bring.add_argument("kind", choices=("units", "people", "tariff", "tickets", "answers"))
    bring.add_argument("--survey", default="", help=t("code of the survey round that answers belong to"))
    bring.add_argument("file", type=Path, nargs="?")
    bring.add_argument("--map", type=Path, help=t("how a ledger's columns and words are to be read"))
    bring.add_argument("--site", default="", help=t("the site's code"))
    bring.add_argument("--by", default="", help=t("the account that takes it in"))
    bring.add_argument("--since", help=t("first day of a tariff"))
    bring.add_argument("--sheet", default="", help=t("sheet of a workbook"))
    bring.add_argument("--dry-run", action="store_true", help=t("judge every row and write nothing"))
    bring.add_argument("--undo", metavar="RUN", help=t("take an import of tickets back, visibly"))
    says = t("write an empty form for units, people, the tariff or survey answers")
    template = add("template", files.write_template, says)
    template.add_argument("kind", choices=("units", "people", "tariff", "answers"))
    template.add_argument("--survey", default="", help=t("code of the survey round that answers belong to"))
    template.add_argument("--site", default="", help=t("the site's code"))
    template.add_argument("file", type=Path)
