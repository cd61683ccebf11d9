"""Entries and bodies, with triggers that refuse to change what was written."""

import django.db.models.deletion
from django.db import migrations, models

ENTRIES = """
CREATE TRIGGER journal_entry_is_never_changed BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never changed'); END;

CREATE TRIGGER journal_entry_is_never_removed BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never removed'); END;

CREATE TRIGGER journal_entry_is_never_replaced BEFORE INSERT ON journal_entry
WHEN EXISTS (
  SELECT 1 FROM journal_entry
  WHERE id = NEW.id OR prev = NEW.prev OR hash = NEW.hash OR ("case" = NEW."case" AND seq = NEW.seq)
)
BEGIN SELECT RAISE(ABORT, 'an entry of the journal is never replaced'); END;
"""

BODIES = """
CREATE TRIGGER journal_body_is_never_changed BEFORE UPDATE ON journal_body
BEGIN SELECT RAISE(ABORT, 'a body in the journal is never changed'); END;

CREATE TRIGGER journal_body_is_never_replaced BEFORE INSERT ON journal_body
WHEN EXISTS (SELECT 1 FROM journal_body WHERE entry_id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'a body in the journal is never replaced'); END;

CREATE TRIGGER journal_body_goes_after_its_record BEFORE DELETE ON journal_body
WHEN NOT EXISTS (
  SELECT 1 FROM journal_entry AS gone JOIN journal_entry AS own ON own.id = OLD.entry_id
  WHERE gone."case" = own."case" AND gone.kind = own.kind AND gone.record = own.record
    AND gone.seq > own.seq AND gone.verb = 'withdraw'
)
BEGIN SELECT RAISE(ABORT, 'a body is erased only after its record was withdrawn'); END;
"""

OURS = "PRAGMA application_id = 1869505876; PRAGMA user_version = 1;"


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
        migrations.RunSQL(ENTRIES, migrations.RunSQL.noop),
        migrations.RunSQL(BODIES, migrations.RunSQL.noop),
        migrations.RunSQL(OURS, migrations.RunSQL.noop),
    )
