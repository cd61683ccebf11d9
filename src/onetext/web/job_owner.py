"""Who works on a job: named so that another process can tell whether it is still there."""

from __future__ import annotations

import datetime
import os
import secrets
import socket

from onetext.workflows.study_jobs import Job, JobState

GONE_AFTER = 30.0
"""Seconds without a sign of life after which somebody else takes a job over."""


def owner_name() -> str:
    """Return a name for whoever asks: machine, process, and a number drawn once."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{secrets.token_hex(4)}"


def is_abandoned(job: Job, own: str, now: datetime.datetime) -> bool:
    """Whether a job is being worked on by nobody who is still there.

    Parameters
    ----------
    job : Job
    own : str
        The name of who asks: what it is not working on itself, though the job says so, is
        abandoned.
    now : datetime
    """
    if job.state is not JobState.RUNNING:
        return False
    if job.owner == own or job.beat_at is None:
        return True
    if (now - job.beat_at).total_seconds() > GONE_AFTER:
        return True
    host, pid = _place(job.owner)
    own_host, own_pid = _place(own)
    if host != own_host or not pid.isdigit():
        return False
    # who has our own number but not our name ended before we began, as in a restarted container
    return pid == own_pid or not _is_alive(int(pid))


def _place(owner: str) -> tuple[str, str]:
    host, _, rest = owner.partition("/")
    return host, rest.partition("/")[0]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return True
