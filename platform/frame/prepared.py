"""Statements whose SQL Django makes once, to be run with other values each time.

Building a queryset and its SQL takes Django ten times as long as the database takes to answer it.
What a live message waits for is therefore made once a process: still from the querysets that say
who may see what, with a `Given` where a value comes with each run.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

ModelT = TypeVar("ModelT", bound=models.Model)
PLACE = re.compile(r"(?<!%)%\((p[0-9]+)\)s")


class Given(Expression):
    """The place of a value that is given by its name with each run, as a field takes it."""

    def __init__(self, name: str, field: Field[Any, Any] | None = None) -> None:
        """Without `field`: of a key, or another whole number, which is handed on as it is."""
        super().__init__(output_field=field or models.BigIntegerField())
        self.name = name
        kind = getattr(self.output_field, "target_field", self.output_field)
        self.is_number = isinstance(kind, models.IntegerField)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def value_in(self, values: dict[str, Any], connection: Any) -> Any:
        """What the database is handed; raises KeyError where the value is not given."""
        value = values[self.name]
        return value if self.is_number else self.output_field.get_db_prep_save(value, connection)


class Parts(NamedTuple):
    """The SQL; its values that are always the same; those to be given; what reads the columns."""

    sql: str
    constant: dict[str, Any]
    given: list[tuple[str, Given]]
    converters: dict[int, Any]


class Prepared:
    """A statement. Its compiler is asked for once for each kind of database."""

    def __init__(self) -> None:
        self.made: dict[str, Parts] = {}

    def compiler(self) -> Any:
        """Django's compiler of the statement, for the site's database."""
        raise NotImplementedError

    def make(self) -> Parts:
        """The SQL with a name for each value."""
        compiler = self.compiler()
        sql, named = with_names(*one_of(compiler.as_sql()))
        given = [(place, value) for place, value in named.items() if isinstance(value, Given)]
        columns = [column[0] for column in getattr(compiler, "select", None) or ()]
        return Parts(sql, named, given, compiler.get_converters(columns))

    def run(self, values: dict[str, Any], take: Callable[[Any], Any]) -> Any:
        """Run it with these values, and what `take` has from its cursor."""
        connection = connections[DEFAULT_DB_ALIAS]
        parts = self.made.get(connection.vendor) or self.made.setdefault(
            connection.vendor, self.make()
        )
        filled = parts.constant | {
            place: value.value_in(values, connection) for place, value in parts.given
        }
        taken = execute(connection, parts.sql, filled, take)
        if not parts.converters:
            return taken
        return [converted(row, parts.converters, connection) for row in taken]


def one_of(statements: Any) -> tuple[str, Sequence[Any]]:
    """The SQL and its parameters; an insert has a list of them, here of one."""
    return statements[0] if isinstance(statements, list) else statements


def execute(connection: Any, sql: str, values: dict[str, Any], take: Callable[[Any], Any]) -> Any:
    """Run a statement, and what `take` has from its cursor.

    On SQLite without the layers of Django's own cursor, which take longer than the statement,
    unless one of them is wanted: somebody counts statements, or wraps them.
    """
    is_watched = connection.queries_logged or connection.execute_wrappers
    if connection.vendor != "sqlite" or is_watched:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return take(cursor)
    if connection.connection is None:
        connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return take(connection.connection.execute(with_colons(sql), values))


@lru_cache
def with_colons(sql: str) -> str:
    """A statement as SQLite takes its named values."""
    return PLACE.sub(r":\1", sql).replace("%%", "%")


def with_names(sql: str, parameters: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """The same with a name for each parameter: SQLite and PostgreSQL both take such."""
    named = {f"p{number}": value for number, value in enumerate(parameters)}
    return sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in named), named


def converted(row: Sequence[Any], converters: dict[int, Any], connection: Any) -> tuple[Any, ...]:
    """A row with the values that its columns stand for."""
    values = list(row)
    for position, (convert_all, expression) in converters.items():
        for convert in convert_all:
            values[position] = convert(values[position], expression, connection)
    return tuple(values)


class PreparedRows(Prepared):
    """The rows of a queryset of `values_list()`."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        super().__init__()
        self.build = build

    def compiler(self) -> Any:
        return self.build().query.get_compiler(DEFAULT_DB_ALIAS)

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """All of them."""
        return self.run(values, lambda cursor: cursor.fetchall())


class PreparedGet(PreparedRows, Generic[ModelT]):
    """The first object of a queryset."""

    def __init__(self, build: Callable[[], QuerySet[ModelT]]) -> None:
        super().__init__(lambda: build().values_list(*self.names)[:1])
        self.queryset = build

    @cached_property
    def model(self) -> type[ModelT]:
        return self.queryset().model

    @cached_property
    def names(self) -> list[str]:
        """The model's own columns."""
        return [field.attname for field in self.model._meta.concrete_fields]

    def first(self, **values: Any) -> ModelT | None:
        """The object; None where there is none."""
        rows = self(**values)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, rows[0]) if rows else None


class PreparedUpdate(Prepared):
    """An update of a queryset's rows, whose new values are a `Given` or another expression."""

    def __init__(self, build: Callable[[], QuerySet[Any]], **changes: Expression) -> None:
        super().__init__()
        self.build, self.changes = build, changes

    def compiler(self) -> Any:
        # Django's stubs do not say what chain() returns.
        query: Any = self.build().query.chain(UpdateQuery)
        query.add_update_values(self.changes)
        return query.get_compiler(DEFAULT_DB_ALIAS)

    def __call__(self, **values: Any) -> int:
        """How many rows it met."""
        return self.run(values, lambda cursor: cursor.rowcount)


class PreparedInsert(Prepared):
    """The insert of an object; Django's signals are not sent."""

    def __init__(self, model: Callable[[], type[models.Model]]) -> None:
        super().__init__()
        self.model = model

    @cached_property
    def fields(self) -> list[Any]:
        """All that has a column, but for the key that the database gives."""
        meta = self.model()._meta
        return [field for field in meta.concrete_fields if not field.primary_key]

    def compiler(self) -> Any:
        model = self.model()
        query = InsertQuery(model)
        given = model(**{field.attname: Given(field.attname, field) for field in self.fields})
        query.insert_values(self.fields, [given])
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = [model._meta.pk]
        return compiler

    def __call__(self, instance: models.Model) -> None:
        """Insert it, and note the key that it was given."""
        values = {field.attname: getattr(instance, field.attname) for field in self.fields}
        instance.pk = self.run(values, lambda cursor: cursor.fetchone())[0]
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
