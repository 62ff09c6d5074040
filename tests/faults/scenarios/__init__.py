"""Every scenario, in the order in which they are played."""

from tests.faults.scenarios import appenders, backups, importers, projectors, rebuilds, restores
from tests.faults.stage import Scenario

SCENARIOS: tuple[Scenario, ...] = (
    appenders.SCENARIO,
    projectors.SCENARIO,
    importers.SCENARIO,
    rebuilds.SCENARIO,
    backups.SCENARIO,
    restores.SCENARIO,
)
