"""A database that several connections really share, without emptying the suite's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from asgiref.sync import SyncToAsync
from django.db import connection, connections


@contextmanager
def made_database() -> Iterator[None]:
    """The suite's database, unless it is in use already."""
    creation: Any = connection.creation
    own = connection.settings_dict["NAME"]
    if own == creation._get_test_db_name():
        yield
        return
    creation.create_test_db(verbosity=0, autoclobber=True)
    yield
    creation.destroy_test_db(own, verbosity=0)


@contextmanager
def copied_database() -> Iterator[None]:
    """Work on a copy of the suite's database, with what migrations wrote, and throw it away.

    Emptying the tables, as Django's TransactionTestCase does, takes the site's own rows from
    all tests that follow.
    """
    close_connections()
    connection.creation.clone_test_db("shared", verbosity=0, autoclobber=True)
    name = connection.settings_dict["NAME"]
    copy = connection.creation.get_test_db_clone_settings("shared")["NAME"]
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        close_connections()
        connection.settings_dict["NAME"] = name
        drop(copy)


def close_connections() -> None:
    """Close them here, in the thread where asgiref runs what is synchronous, and in the pool.

    The pool belongs to the alias: kept, it would go on giving connections to the former database.
    """
    connections.close_all()
    SyncToAsync.single_thread_executor.submit(connections.close_all).result()
    if connection.vendor == "postgresql":
        own: Any = connection
        own.close_pool()


def drop(copy: str) -> None:
    """Remove the copy, whoever is still connected to it."""
    creation: Any = connection.creation
    if connection.vendor == "sqlite":
        creation._destroy_test_db(copy, verbosity=0)
        return
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {connection.ops.quote_name(copy)} WITH (FORCE)")
