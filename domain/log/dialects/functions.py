"""How PostgreSQL appends: one call that takes the lock, reads the head, stamps, chains and inserts.

The lock comes first and by itself, and the function is volatile, so that each of its statements sees what was
committed before it got the lock; a reader never finds a position whose predecessor is not there yet.
"""

from functools import cache
from hashlib import sha256

APPENDING, MIGRATING, CHECKPOINTING = 7_105_112_001, 7_105_112_002, 7_105_112_003
CHANNEL = "steward_log"
TAIL_MISSING = "SW001"
TAKE_LOCK = f"SELECT pg_advisory_xact_lock({APPENDING})"
TRY_CHECKPOINTING = f"SELECT pg_try_advisory_xact_lock({CHECKPOINTING})"

_COUNTER = """
CREATE TABLE IF NOT EXISTS log_counter (
    one INTEGER PRIMARY KEY CHECK (one = 1), position BIGINT NOT NULL, register BIGINT NOT NULL
) WITH (fillfactor = 10)
"""
_FIRST = "INSERT INTO log_counter VALUES (1, 0, 0) ON CONFLICT DO NOTHING"

_APPEND = f"""
CREATE OR REPLACE FUNCTION append_event(
    stamp BIGINT, sum BYTEA, genesis BYTEA, of_stream TEXT, of_version BIGINT, fact TEXT, shape BIGINT, said BYTEA,
    happened BIGINT, at_site TEXT, by_whom TEXT, doer TEXT, as_role TEXT, via TEXT,
    of_command TEXT, of_part BIGINT, of_digest BYTEA, thread TEXT, cause TEXT
) RETURNS BIGINT LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    last RECORD;
    given BIGINT;
    at BIGINT;
    place BIGINT;
BEGIN
    PERFORM pg_advisory_xact_lock({APPENDING});
    SELECT e.position, e.recorded_at, e.hash INTO last FROM events e ORDER BY e.position DESC LIMIT 1;
    place := coalesce(last.position, 0) + 1;
    UPDATE log_counter SET position = place WHERE position < place RETURNING position INTO given;
    IF given IS NULL THEN
        SELECT position INTO given FROM log_counter;
        RAISE EXCEPTION 'the tail of the log is missing'
            USING ERRCODE = '{TAIL_MISSING}', DETAIL = format('%s %s', place - 1, given);
    END IF;
    at := greatest(coalesce(last.recorded_at, 0), stamp);
    INSERT INTO events VALUES (
        place, at, sha256(coalesce(last.hash, genesis) || int8send(place) || int8send(at) || sum),
        of_stream, of_version, fact, shape, said, happened, at_site, by_whom, doer, as_role, via,
        of_command, of_part, of_digest, thread, cause
    );
    NOTIFY {CHANNEL};
    RETURN place;
END $$
"""  # noqa: S608 - numbers and names of our own

_COUNT_ENTRIES = """
CREATE OR REPLACE FUNCTION count_register_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE log_counter SET register = register + 1;
    RETURN NULL;
END $$
"""
_ON_REGISTER = """
CREATE OR REPLACE TRIGGER register_changed AFTER INSERT OR UPDATE OR DELETE ON register
FOR EACH STATEMENT EXECUTE FUNCTION count_register_change()
"""
_NEVER_REWRITTEN = "REVOKE UPDATE, DELETE, TRUNCATE ON events FROM PUBLIC, CURRENT_USER"

DEFINITIONS = (_COUNTER, _FIRST, _APPEND, _COUNT_ENTRIES, _ON_REGISTER, _NEVER_REWRITTEN)

MADE = tuple(
    sha256(body.encode()).hexdigest() for one in DEFINITIONS if "$$" in one for body in one.split("$$")[1:2]
)
"""What each function of ours says, as a hash."""

_CALL = "append_event(" + ", ".join(["%s"] * 19) + ")"
CALL = f"SELECT {_CALL}"
"""Stamp, digest, genesis, then content; answers with the position."""
COUNT = "UPDATE log_counter SET position = %s"
FEW = 40
"""Events that are sent as one statement; a longer list is sent one by one in a transaction."""


@cache
def call_of(events: int, entries: int) -> str:
    """One statement, and so one journey and one transaction, for some events and register entries.

    Its parameters are those of the entries, then those of each event; it answers with the positions in order.
    """
    calls = " UNION ALL ".join([CALL] * events)
    if not entries:
        return calls
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * entries)
    return f"WITH entered AS (INSERT INTO register VALUES {rows}) {calls}"  # noqa: S608 - placeholders
