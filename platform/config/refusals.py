"""Settings that must not go together: the site says so and does not start.

System checks would not do: the server that runs the site does not run them.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

# Morocco is at UTC+00 the whole year since 20 September 2026; older zone data say UTC+01.
PROBE = datetime(2026, 12, 1, 10, tzinfo=UTC)


def refuse_open_staff_door(*, debug: bool, second_factor: bool) -> None:
    """The demo's staff may go without a second factor; those of a real site may not."""
    if not second_factor and not debug:
        raise ImproperlyConfigured(
            "STAFF_SECOND_FACTOR=0 is for the demo only: unset it, or set DEBUG=1 on your own "
            "machine."
        )


def refuse_split_memory(*, processes: int, redis_url: str) -> None:
    """Sockets, counters and rate limits kept in one process's memory are wrong in two."""
    if processes > 1 and not redis_url:
        raise ImproperlyConfigured(
            f"WEB_CONCURRENCY={processes} needs REDIS_URL: without it sockets, counters and rate "
            "limits live in the memory of one process, and the others would not see them."
        )


def refuse_odd_cluster(*, url: str, ca_certs: str) -> None:
    """An address that the client can't read would only fail at the first search."""
    for address in filter(None, map(str.strip, url.split(","))):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ImproperlyConfigured(
                "ELASTICSEARCH_URL needs a scheme and a host for each node, as in "
                "https://search.example:9200."
            )
        if ca_certs and parts.scheme != "https":
            raise ImproperlyConfigured(
                "ELASTICSEARCH_CA_CERTS is for https://: correct ELASTICSEARCH_URL, or unset it."
            )


def refuse_old_time_zones(zone: str) -> None:
    """Meetings and deadlines would be an hour off with zone data older than the change."""
    if PROBE.astimezone(ZoneInfo(zone)).utcoffset() != timedelta(0):
        raise ImproperlyConfigured(
            f"The zone data say that {zone} is not at UTC+00 on 1 December 2026: "
            "install the package tzdata 2026.3 or newer."
        )
