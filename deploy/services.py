"""Real PostgreSQL, Redis and Elasticsearch on loopback, for `make services`.

    python deploy/services.py up      start what is not running; safe to repeat
    python deploy/services.py down    stop what this script started, by its pids
    python deploy/services.py env     print the settings that lead to them

State lives in var/services, which git ignores; how each service is started is in deploy/local.
Only the standard library is used, since the services are wanted before anything is installed.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from deploy.local import elasticsearch, postgres, redis
from deploy.local.processes import STATE, ServiceError


def up() -> None:
    """Start all three."""
    STATE.mkdir(parents=True, exist_ok=True)
    for name, act in (("PostgreSQL", postgres.up), ("Redis", redis.up)):
        act()
        print(f"{name} runs.")
    elasticsearch.up()
    print(f"Elasticsearch runs at {elasticsearch.url()}.")


def down() -> None:
    """Stop what was started here."""
    for service in (elasticsearch, redis, postgres):
        service.down()
    print("The services are stopped.")


def env() -> None:
    """Print the settings, to be read by a shell."""
    print(f"export DATABASE_URL={postgres.url()}")
    print(f"export REDIS_URL={redis.url()}")
    print(f"export ELASTICSEARCH_URL={elasticsearch.url()}")


def main(arguments: list[str]) -> int:
    """Run one of the verbs; 1 with a sentence where it can't be done."""
    verbs = {"up": up, "down": down, "env": env}
    if len(arguments) != 1 or arguments[0] not in verbs:
        print(f"usage: services.py {'|'.join(verbs)}", file=sys.stderr)
        return 2
    try:
        verbs[arguments[0]]()
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
