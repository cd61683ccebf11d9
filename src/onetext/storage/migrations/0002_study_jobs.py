"""Studies that were asked for, beside the journal, and forgotten with what is erased there."""

from typing import Any

from django.db import migrations, models

from onetext.storage.migrations import _study_jobs


def guard(apps: object, schema_editor: Any) -> None:
    """Let an erasure reach the answers as well; on PostgreSQL, each reader only its own."""
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        for statement in connection.ops.prepare_sql_script(_study_jobs.SQLITE):
            schema_editor.execute(statement, params=None)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            (schema,) = cursor.fetchone()
            cursor.execute(_study_jobs.POSTGRESQL.replace("{schema}", schema))


class Migration(migrations.Migration):
    dependencies = (("onetext_storage", "0001_initial"),)
    operations = (
        migrations.CreateModel(
            name="StudyJobRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("reader", models.CharField(max_length=100)),
                ("case", models.CharField(max_length=100)),
                ("asked", models.TextField()),
                ("state", models.CharField(max_length=10)),
                ("what", models.TextField(default="")),
                ("n_done", models.PositiveIntegerField(default=0)),
                ("n_all", models.PositiveIntegerField(default=0)),
                ("owner", models.CharField(max_length=100, default="")),
                ("beat_at", models.CharField(max_length=32, default="")),
                ("answer", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "study_job",
                "constraints": (
                    models.UniqueConstraint(
                        fields=("reader", "key"), name="study_job_one_per_reader"
                    ),
                ),
                "indexes": [models.Index(fields=["case"], name="study_job_case")],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    )
