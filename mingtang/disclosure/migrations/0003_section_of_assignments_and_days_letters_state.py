"""Whose section an assignment names, and which day of reply a letter tells, as columns; a registration can be struck out."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

ONCE_ONLY = ("filed", "supplement_asked", "decided", "withdrawn", "archived")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0002_acts_and_issued_letters_stay"), ("organs", "0002_login_tally")]

    operations = [
        migrations.AddField(
            "act",
            "section",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organs.section",
                verbose_name="科室",
            ),
        ),
        migrations.AddField("letter", "states_due", models.DateField(null=True, verbose_name="写明的答复期限")),
        migrations.RemoveConstraint("act", "act_once_only"),
        migrations.AddConstraint(
            "act",
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=ONCE_ONLY, corrects__isnull=True),
                name="act_once_only",
            ),
        ),
    ]
