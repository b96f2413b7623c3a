"""The one place that reads the environment.

Every name here is described in docs/operations.md; a test holds the two lists together.
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env(
    DEBUG=(bool, False),
    SECRET_KEY=(str, ""),
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1"]),
    SITE_URL=(str, "http://localhost:8000"),
    WASL_DATA_DIR=(str, str(BASE_DIR / "var")),
    DATABASE_URL=(str, ""),
    REDIS_URL=(str, ""),
    WEB_CONCURRENCY=(int, 1),
    TASK_BACKEND=(str, "immediate"),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, "Wasl <ne-pas-repondre@wasl.example>"),
    ELASTICSEARCH_URL=(str, ""),
    ELASTICSEARCH_API_KEY=(str, ""),
    ELASTICSEARCH_CA_CERTS=(str, ""),
    ELASTICSEARCH_PREFIX=(str, "wasl"),
    SENTENCE_ENCODER=(str, "search.vectors.UniversalSentenceEncoder"),
    X_ACCEL_PREFIX=(str, ""),
    STAFF_SECOND_FACTOR=(bool, True),
    TRUSTED_PROXY_COUNT=(int, 0),
    LOG_LEVEL=(str, "INFO"),
    LOG_FORMAT=(str, "json"),
    CI=(bool, False),
)


def data_dir() -> Path:
    """The folder of the database, the index, the private and public files."""
    return Path(env("WASL_DATA_DIR"))


def database() -> dict[str, object]:
    """Django's settings of the database; SQLite under the data folder unless DATABASE_URL says."""
    url = env("DATABASE_URL") or f"sqlite:///{data_dir() / 'wasl.sqlite3'}"
    config = environ.Env.db_url_config(url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; "
            # A commit that folds the log in waits for the disk, and so does the next one: two
            # messages in some 2,000. In return the log takes up to 64 MB.
            "PRAGMA wal_autocheckpoint=16000;",
        }
        # Kept with its thread (config.handler): the last one to close folds the log in.
        config["CONN_MAX_AGE"] = 600
    else:
        config["CONN_MAX_AGE"] = 0
        config["OPTIONS"] = config.get("OPTIONS", {}) | {"pool": {"min_size": 1, "max_size": 8}}
    return config
