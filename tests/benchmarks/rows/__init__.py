"""The rows of the table, in their order."""

from tests.benchmarks.contest import Row
from tests.benchmarks.rows.as_of import AS_OF
from tests.benchmarks.rows.beside import BESIDE_PROCESS, BESIDE_THREAD
from tests.benchmarks.rows.case import CASE
from tests.benchmarks.rows.export import EXPORT
from tests.benchmarks.rows.ordered import ORDERED
from tests.benchmarks.rows.rebuild import REBUILD
from tests.benchmarks.rows.satisfaction import SATISFACTION, SATISFACTION_AS_OF, SATISFACTION_PAGE
from tests.benchmarks.rows.steps import APPEND, COMMAND, LOAD, READ
from tests.benchmarks.rows.verified import VERIFY

ROWS: tuple[Row, ...] = (
    APPEND,
    ORDERED,
    COMMAND,
    LOAD,
    READ,
    REBUILD,
    VERIFY,
    AS_OF,
    CASE,
    SATISFACTION,
    SATISFACTION_PAGE,
    SATISFACTION_AS_OF,
    BESIDE_PROCESS,
    BESIDE_THREAD,
    EXPORT,
)
