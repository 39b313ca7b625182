"""A statement comes in; it goes out ready to be run many times, on SQLite without the layers that cost more than it."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, TextClause, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction

_OPEN = "open transaction"  # of a session, with its connection
_STEP = 8  # lists are filled up to a multiple of so many values, so that few sizes of a statement are compiled

Process = Callable[[Any], Any]
Rows = Sequence[Sequence[Any]]
Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete | TextClause


class _Bound(NamedTuple):
    """Where a value of a statement comes from, or all of a list, and how it is written for the database."""

    name: str
    listed: bool  # all values of a list, in their order
    process: Process | None


class _Compiled(NamedTuple):
    """A statement as the database takes it."""

    text: str
    bound: Sequence[_Bound]
    fixed: Mapping[str, Any]  # values that the statement itself names
    read: Sequence[tuple[int, Process]]  # columns that are not read as they come
    taken: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None  # takes all values at once, where none is in a list
    written: Sequence[tuple[int, Process]]  # those of these that are not written as they are

    def values(self, given: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values in their places."""
        given = {**self.fixed, **given} if self.fixed else given
        if self.taken:
            taken = self.taken(given)
            if not self.written:
                return taken
            values = [*taken]
            for at, write in self.written:
                values[at] = write(values[at])
            return tuple(values)
        values = []
        for name, listed, process in self.bound:
            some = given[name] if listed else (given[name],)
            values += map(process, some) if process else some
        return tuple(values)

    def table(self, given: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """Return the values of each row in their places; what is not written as it is, is written by columns."""
        if not self.taken or len(given) == 1:
            return [self.values(row) for row in given]
        rows = [*map(self.taken, [{**self.fixed, **row} for row in given] if self.fixed else given)]
        if not self.written:
            return rows
        columns: list[Iterable[Any]] = [*zip(*rows, strict=True)]
        for at, write in self.written:
            columns[at] = map(write, columns[at])
        return [*zip(*columns, strict=True)]

    def rows(self, found: list[Any]) -> Rows:
        """Return what was found as the columns' types read it."""
        if not self.read:
            return found
        rows = [list(row) for row in found]
        for place, process in self.read:
            for row in rows:
                row[place] = process(row[place])
        return rows


class _Open(NamedTuple):
    """The open transaction of a session, with its connection."""

    transaction: SessionTransaction | None
    connection: Connection
    raw: sqlite3.Connection | None  # the driver's own; None on other databases


class Prepared:
    """A statement that is compiled once; on other databases than SQLite a journey there costs more than all of it."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._compiled: dict[tuple[Any, ...], _Compiled] = {}
        self._plain: _Compiled | None = None  # its one form, where no value is a list

    def rows(self, session: Session, given: Mapping[str, Any]) -> Rows:
        """Run the statement with these values, lists among them, and return the rows that it finds, if it finds any."""
        opened = _open(session)
        if opened.raw is None:
            found = opened.connection.execute(self.statement, given)
            return found.all() if found.returns_rows else ()
        ready = self._plain
        if ready is None:
            given = {name: _filled(value) if isinstance(value, list) else value for name, value in given.items()}
            sizes = tuple(len(value) for value in given.values() if isinstance(value, list))
            ready = self._ready(opened.connection.dialect, sizes, given)
            self._plain = None if sizes else ready
        values = ready.values(given)
        return ready.rows(_driven(opened, ready.text, values, lambda raw: raw.execute(ready.text, values).fetchall()))

    def each(self, session: Session, given: Sequence[Mapping[str, Any]]) -> None:
        """Run the statement for each of these rows; all have the same columns, every one that is written."""
        if not given:
            return
        opened = _open(session)
        if opened.raw is None:
            opened.connection.execute(self.statement, given)
            return
        ready = self._ready(opened.connection.dialect, tuple(given[0]), given[0])
        values = ready.table(given)
        _driven(opened, ready.text, values, lambda raw: raw.executemany(ready.text, values))

    def enter(self, session: Session, given: Mapping[str, Any]) -> int:
        """Insert one row and return its number."""
        opened = _open(session)
        if opened.raw is None:
            key = opened.connection.execute(self.statement, given).inserted_primary_key
            return int(next(iter(key or ())))
        ready = self._ready(opened.connection.dialect, tuple(given), given)
        values = ready.values(given)
        return int(_driven(opened, ready.text, values, lambda raw: raw.execute(ready.text, values).lastrowid))

    def _ready(self, dialect: Dialect, key: tuple[Any, ...], given: Mapping[str, Any]) -> _Compiled:
        if key not in self._compiled:
            self._compiled[key] = _compile(self.statement, dialect, given)
        return self._compiled[key]


def _open(session: Session) -> _Open:
    """Return the open transaction, whose connection SQLAlchemy takes longer to find than SQLite a row."""
    known: _Open | None = session.info.get(_OPEN)
    if known and known.transaction and known.transaction is session.get_transaction():
        return known
    connection = session.connection()
    raw = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None
    session.info[_OPEN] = opened = _Open(session.get_transaction(), connection, raw)
    return opened


def _filled(values: list[Any]) -> list[Any]:
    return values + values[-1:] * (-len(values) % _STEP)


def _compile(statement: Statement, dialect: Dialect, given: Mapping[str, Any]) -> _Compiled:
    """Compile a statement by what SQLAlchemy offers to dialects and types.

    What it offers to users, a cache of its own, costs more than the statement. ``construct_expanded_state`` tells the
    ways of writing only for lists, so that each value's is asked of its type.
    """
    compiled = statement.compile(dialect=dialect, column_keys=list(given) if isinstance(statement, Insert) else None)
    state = compiled.construct_expanded_state(dict(given))
    lists = {one: (name, place) for name, ones in state.parameter_expansion.items() for place, one in enumerate(ones)}
    bound = []
    for name in state.positiontup or ():
        source, place = lists.get(name, (name, None))
        inside = source in given
        if inside and place:
            continue  # the list is taken as a whole where it begins
        written = compiled.binds[source].type.dialect_impl(dialect).bind_processor(dialect)
        bound.append(_Bound(source if inside else name, inside and place is not None, written))
    fixed = {one.name: state.parameters[one.name] for one in bound if one.name not in given}
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    read = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    reading = [(at, one) for at, one in enumerate(read) if one]
    taken = itemgetter(*(one.name for one in bound)) if len(bound) > 1 and not lists else None
    ways = [(at, one.process) for at, one in enumerate(bound) if one.process]
    return _Compiled(state.statement, bound, fixed, reading, taken, ways)


def _driven(opened: _Open, text: str, values: Sequence[Any], work: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    """Let the driver work in the open transaction.

    Its errors are raised as those of SQLAlchemy, which alone knows which of its classes each becomes.
    """
    try:
        return work(opened.raw)
    except sqlite3.Error as error:
        dialect = opened.connection.dialect
        raise DBAPIError.instance(text, values, error, sqlite3.Error, dialect=dialect) from error
