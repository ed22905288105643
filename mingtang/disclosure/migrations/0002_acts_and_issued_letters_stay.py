"""Acts are only added; an issued letter never changes."""

from django.db import migrations

from mingtang.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [
        AppendOnly("disclosure_act"),
        AppendOnly("disclosure_letter", frozen_when=("state", "issued")),
    ]
