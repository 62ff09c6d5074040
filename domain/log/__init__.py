"""The event log of one company: an append-only, hash-chained order of facts, and the register beside it.

``migrate`` makes a store, ``Log`` is how everybody uses it. This is the one place of the domain that knows a
database; no aggregate imports it.
"""

from domain.log.backups import backup, manifest_of, restore
from domain.log.dialects import Place, shown
from domain.log.dialects.dialect import CommandTwice, StoreUnavailable
from domain.log.drafts import draft, sweep
from domain.log.log import Log, Undecodable
from domain.log.migrate import NoStore, Purpose, migrate
from domain.log.moving import Moved, move
from domain.log.search import Question
from domain.log.verification import Report, Witnesses, verify, verify_tail

__all__ = [
    "CommandTwice",
    "Log",
    "Moved",
    "NoStore",
    "Place",
    "Purpose",
    "Question",
    "Report",
    "StoreUnavailable",
    "Undecodable",
    "Witnesses",
    "backup",
    "draft",
    "manifest_of",
    "migrate",
    "move",
    "restore",
    "shown",
    "sweep",
    "verify",
    "verify_tail",
]
