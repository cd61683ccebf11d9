"""Jobs in the database of the journals, so that a restart knows what was asked and answered.

A laptop's are in the workspace file, a team's in its PostgreSQL, each call as the job's reader. No
more than the last few answers of a case are kept; any of them can be worked out again.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from onetext.model import TEAM_EYE, Eye
from onetext.storage.models import StudyJobRow
from onetext.storage.sql_journal import SqlJournalStore
from onetext.workflows.study_jobs import Asked, Job, JobState, Progress

MOST_KEPT = 24
"""Answers kept per case and reader; the ones asked for longest ago go first."""

_COLUMNS = (
    *("key", "reader", "case", "asked", "state"),
    *("what", "n_done", "n_all", "owner", "beat_at"),
)


class SqlJobStore:
    """Keeps jobs beside the journals of one store."""

    def __init__(self, journals: SqlJournalStore) -> None:
        self._journals = journals
        self.alias = journals.alias

    def is_prepared(self) -> bool:
        """Whether the table is there: a team's database has it once its owner renewed it."""
        with self._journals.told():
            return "study_job" in connections[self.alias].introspection.table_names()

    def job(self, reader: str, key: str) -> Job | None:
        """Return a job; None where there is none."""
        with self._rows(reader) as rows:
            row = rows.filter(reader=reader, key=key).values_list(*_COLUMNS).first()
        return _job(row) if row else None

    def ask(self, job: Job) -> None:
        """Keep a job that waits, unless there is one; forget the oldest answers of its case."""
        with self._rows(job.asked.reader) as rows:
            rows.get_or_create(
                reader=job.asked.reader,
                key=job.key,
                defaults={"case": job.case, "asked": _asked_json(job.asked), "state": job.state},
            )
            old = rows.filter(case=job.case, reader=job.asked.reader, state=JobState.DONE)
            surplus = old.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT:]
            rows.filter(pk__in=list(surplus)).delete()

    def claim(self, job: Job, owner: str, now: datetime.datetime) -> bool:
        """Take a job over, if it still stands as it was read."""
        with self._rows(job.asked.reader) as rows:
            as_read = rows.filter(
                reader=job.asked.reader,
                key=job.key,
                state=job.state,
                owner=job.owner,
                beat_at=job.beat_at.isoformat() if job.beat_at else "",
            )
            running = {"state": JobState.RUNNING, "owner": owner, "beat_at": now.isoformat()}
            return bool(as_read.update(**running))

    def report(
        self, reader: str, key: str, owner: str, progress: Progress, now: datetime.datetime
    ) -> bool:
        """Say how far it is."""
        with self._rows(reader) as rows:
            return bool(
                rows.filter(reader=reader, key=key, owner=owner, state=JobState.RUNNING).update(
                    beat_at=now.isoformat(), **dataclasses.asdict(progress)
                )
            )

    def finish(self, reader: str, key: str, owner: str, answer: bytes) -> None:
        """Keep the answer."""
        with self._rows(reader) as rows:
            rows.filter(reader=reader, key=key, owner=owner, state=JobState.RUNNING).update(
                state=JobState.DONE, owner="", answer=answer
            )

    def answer(self, reader: str, key: str) -> bytes | None:
        """Return the answer of a job that is done."""
        with self._rows(reader) as rows:
            done = rows.filter(reader=reader, key=key, state=JobState.DONE)
            answer = done.values_list("answer", flat=True).first()
        return bytes(answer) if answer is not None else None

    def cancel(self, reader: str, key: str) -> None:
        """End a job that is not done."""
        with self._rows(reader) as rows:
            running = (JobState.WAITING, JobState.RUNNING)
            rows.filter(reader=reader, key=key, state__in=running).update(
                state=JobState.CANCELLED, owner=""
            )

    def forget(self, reader: str, key: str) -> None:
        """Drop a job and its answer."""
        with self._rows(reader) as rows:
            rows.filter(reader=reader, key=key).delete()

    def forget_all(self, case: str) -> None:
        """Drop every job of a case."""
        with self._rows(TEAM_EYE.reader) as rows:
            rows.filter(case=case).delete()

    def unfinished(self) -> Iterable[Job]:
        """Return the jobs that wait or are worked on, oldest first."""
        with self._rows(TEAM_EYE.reader) as rows:
            running = rows.filter(state__in=(JobState.WAITING, JobState.RUNNING))
            return tuple(_job(row) for row in running.order_by("pk").values_list(*_COLUMNS))

    def close(self) -> None:
        """Let go of the connection of this thread."""
        connections[self.alias].close()

    @contextmanager
    def _rows(self, reader: str) -> Iterator[Any]:
        with self._journals.told(), self._journals.reading(Eye(reader=reader)):
            yield StudyJobRow.objects.using(self.alias)


def _asked_json(asked: Asked) -> str:
    return json.dumps(
        {
            "as_of": asked.as_of.isoformat() if asked.as_of else None,
            "text": asked.text,
            "n_draws": asked.n_draws,
            "seed": asked.seed,
            "known_by": asked.known_by.isoformat() if asked.known_by else None,
        }
    )


def _job(row: tuple[Any, ...]) -> Job:
    key, reader, case, words, state, what, n_done, n_all, owner, beat_at = row
    asked = json.loads(words)
    as_of, known_by = asked["as_of"], asked["known_by"]
    return Job(
        key=key,
        case=case,
        asked=Asked(
            reader=reader,
            as_of=datetime.date.fromisoformat(as_of) if as_of else None,
            text=asked["text"],
            n_draws=asked["n_draws"],
            seed=asked["seed"],
            known_by=datetime.datetime.fromisoformat(known_by) if known_by else None,
        ),
        state=JobState(state),
        progress=Progress(what, n_done, n_all),
        owner=owner,
        beat_at=datetime.datetime.fromisoformat(beat_at) if beat_at else None,
    )
