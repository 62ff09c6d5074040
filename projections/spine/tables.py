"""The tables that say which generation of a model is which, how far it is, and what it follows no further."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table

from projections.spine.databases import TEXT

SERVED, BUILDING, RETIRED = 1, 0, -1
"""Answers questions; is being made beside; has answered, and is dropped as soon as nobody looks at it."""

metadata = MetaData()

generations = Table(
    "generations",
    metadata,
    Column("model", TEXT, primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("served", Integer, nullable=False, comment="1 for the one generation that answers questions"),
)

source = Table(
    "source",
    metadata,
    Column("store", TEXT, primary_key=True, comment="Id of the log that the rows were folded from"),
)

parked = Table(
    "parked",
    metadata,
    Column("model", TEXT, primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("key", TEXT, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("error", TEXT, nullable=False),
    Column("since", BigInteger, nullable=False, comment="Unix seconds"),
)
