"""Entries and bodies, with the fences that refuse to change what was written."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from onetext.storage.migrations import _postgresql, _sqlite


def guard(apps: object, schema_editor: Any) -> None:
    """Put up the fences of whichever database this is."""
    connection = schema_editor.connection
    if connection.vendor == "sqlite":
        for statements in _sqlite.STATEMENTS:
            for statement in connection.ops.prepare_sql_script(statements):
                schema_editor.execute(statement, params=None)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            (schema,) = cursor.fetchone()
            for statements in _postgresql.STATEMENTS:
                cursor.execute(statements.replace("{schema}", schema))


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", models.CharField(max_length=100)),
                ("seq", models.PositiveIntegerField()),
                ("at", models.CharField(max_length=27)),
                ("by", models.TextField()),
                ("verb", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=40)),
                ("record", models.CharField(max_length=100)),
                ("tlp", models.CharField(max_length=20)),
                ("audience", models.TextField()),
                ("attribution", models.CharField(max_length=20)),
                ("commitment", models.CharField(max_length=64)),
                ("prev", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "journal_entry",
                "constraints": (
                    models.UniqueConstraint(fields=("case", "seq"), name="journal_entry_one_place"),
                ),
                "indexes": [
                    models.Index(
                        fields=["case", "kind", "record", "seq"], name="journal_entry_record"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyRow",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sealed",
                        serialize=False,
                        to="onetext_storage.entryrow",
                    ),
                ),
                ("body", models.BinaryField()),
                ("salt", models.BinaryField()),
            ],
            options={"db_table": "journal_body"},
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    )
