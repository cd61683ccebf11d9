"""The seats."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """In a case, a person has a role, and may speak for a party."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("case", models.CharField(max_length=100)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("drafter", "drafter"),
                            ("analyst", "analyst"),
                            ("reader", "reader"),
                            ("party", "party"),
                            ("observer", "observer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("party", models.CharField(blank=True, default="", max_length=100)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(fields=("user", "case"), name="onetext_one_seat"),
                    models.CheckConstraint(
                        condition=models.Q(role="party", party__gt="")
                        | (~models.Q(role="party") & models.Q(party="")),
                        name="onetext_party_of_members_alone",
                    ),
                ),
            },
        ),
    )
