"""Assignments of earlier versions name their section only in their content."""

from django.db import migrations

from mingtang.kit.appendonly import paused


def fill(apps, schema_editor):
    act = apps.get_model("disclosure", "Act")
    missing = act.objects.filter(kind="assigned", section=None)
    if not missing.exists():
        return
    with paused(schema_editor.connection.alias):
        for row in list(missing):
            act.objects.filter(pk=row.pk).update(section_id=row.data["section_id"])


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_section_of_assignments_and_days_letters_state")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
