"""Logs that hold ids and never texts: one JSON line per event.

The message of an exception may quote the record, so only its class and the places in our code it
came through are written.
"""

from __future__ import annotations

import json
import logging
import traceback
from typing import Any

FIELDS = ("event", "route", "method", "status", "ms", "user", "address", "case")


class IdsOnly(logging.Formatter):
    """Writes level, logger, and the ids a record carries; an exception by its class and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["through"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line)


class ServerLines(IdsOnly):
    """Adds what a server says of itself: which port, which worker; nothing of a request.

    What it says of requests it could not read comes as a warning, and may quote them.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line of JSON."""
        line: dict[str, Any] = json.loads(super().format(record))
        if record.levelno <= logging.INFO:
            line["says"] = record.getMessage()
        return json.dumps(line)


def server_logging() -> dict[str, Any]:
    """Return gunicorn's logging settings: to stderr, one line of JSON each."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"server": {"()": "onetext.web.logs.ServerLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "server"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def logging_of(*, is_team: bool) -> dict[str, Any]:
    """Return the logging settings: everything for a team; what went wrong on a laptop."""
    level = "INFO" if is_team else "ERROR"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ids": {"()": "onetext.web.logs.IdsOnly"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ids"}},
        "root": {"handlers": ["stderr"], "level": "WARNING" if is_team else "ERROR"},
        "loggers": {
            "onetext": {"handlers": ["stderr"], "level": level, "propagate": False},
            "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
            "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        },
    }
