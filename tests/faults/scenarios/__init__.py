"""Every scenario, in the order in which they are played."""

from tests.faults.scenarios import (
    appenders,
    backups,
    clock_back,
    full_disk,
    importers,
    locked,
    poison,
    projectors,
    read_only,
    rebuilds,
    restores,
    server,
    two_editions,
)
from tests.faults.stage import Scenario

SCENARIOS: tuple[Scenario, ...] = (
    appenders.SCENARIO,
    projectors.SCENARIO,
    importers.SCENARIO,
    rebuilds.SCENARIO,
    backups.SCENARIO,
    restores.SCENARIO,
    full_disk.SCENARIO,
    read_only.SCENARIO,
    locked.SCENARIO,
    clock_back.SCENARIO,
    poison.SCENARIO,
    two_editions.SCENARIO,
    *server.SCENARIOS,
)
