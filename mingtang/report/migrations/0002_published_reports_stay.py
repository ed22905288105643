"""A published report never changes; a correction is a new version."""

from django.db import migrations

from mingtang.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("report", "0001_initial")]

    operations = [AppendOnly("report_report", frozen_when=("state", "published"))]
