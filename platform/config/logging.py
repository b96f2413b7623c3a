"""Structured logs: one JSON object a line, or coloured lines at a desk."""

from logging import getLevelNamesMapping
from typing import Any

import structlog
from structlog.typing import Processor

# These tell of every request or task, which django-structlog and we tell better. The client of
# Elasticsearch tells each of its tries with a trace; the engine says once what went wrong.
QUIET = {
    "django.server": "WARNING",
    "django_tasks": "WARNING",
    "elastic_transport": "ERROR",
    "uvicorn.access": "WARNING",
}

SHARED_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logging_config(*, level: str, style: str) -> dict[str, Any]:
    """Django's LOGGING for `style` "json" or "console", and structlog set up to match it."""
    structlog.configure(
        processors=[*SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        # What is below the level is not even put together.
        wrapper_class=structlog.make_filtering_bound_logger(getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer()
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": renderer,
        "foreign_pre_chain": SHARED_PROCESSORS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        # Django's own handler would write each line a second time, as plain text.
        "loggers": {
            "django": {"handlers": []},
            **{name: {"level": level} for name, level in QUIET.items()},
        },
    }
