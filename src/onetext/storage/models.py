"""The journal: entries, and bodies that may be erased; beside it, work that can be done again."""

from __future__ import annotations

from django.db import models


class EntryRow(models.Model):
    """One entry, field by field as it is hashed."""

    case = models.CharField(max_length=100)
    seq = models.PositiveIntegerField()
    at = models.CharField(max_length=27)
    by = models.TextField()
    verb = models.CharField(max_length=10)
    kind = models.CharField(max_length=40)
    record = models.CharField(max_length=100)
    tlp = models.CharField(max_length=20)
    audience = models.TextField()
    attribution = models.CharField(max_length=20)
    commitment = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """Two entries can neither share a place nor a predecessor: no chain forks."""

        db_table = "journal_entry"
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="journal_entry_one_place"),
        )
        indexes = (
            models.Index(fields=("case", "kind", "record", "seq"), name="journal_entry_record"),
        )


class BodyRow(models.Model):
    """What an entry committed to; the row is gone once it was erased."""

    entry = models.OneToOneField(
        EntryRow, on_delete=models.PROTECT, primary_key=True, related_name="sealed"
    )
    body = models.BinaryField()
    salt = models.BinaryField()

    class Meta:
        """Apart from the entries, so that erasing a body leaves the chain as it is."""

        db_table = "journal_body"


class StudyJobRow(models.Model):
    """One study somebody asked for; no truth, and gone with the next erasure in its case."""

    key = models.CharField(max_length=64)
    reader = models.CharField(max_length=100)
    case = models.CharField(max_length=100)
    asked = models.TextField()
    state = models.CharField(max_length=10)
    what = models.TextField(default="")
    n_done = models.PositiveIntegerField(default=0)
    n_all = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=100, default="")
    beat_at = models.CharField(max_length=32, default="")
    answer = models.BinaryField(null=True)

    class Meta:
        """Each reader's own: the same question of another reader is another job."""

        db_table = "study_job"
        constraints = (
            models.UniqueConstraint(fields=("reader", "key"), name="study_job_one_per_reader"),
        )
        indexes = (models.Index(fields=("case",), name="study_job_case"),)
