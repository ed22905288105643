"""Who sees a case beside the section in charge is a table of its own; indexes for the list by stage and by section."""

from collections import defaultdict

from django.db import migrations, models


def fill(apps, schema_editor):
    act, case = (apps.get_model("disclosure", name) for name in ("Act", "Case"))
    struck = set(act.objects.exclude(corrects=None).values_list("corrects_id", flat=True))
    sections = defaultdict(set)
    for pk, case_id, data in act.objects.filter(kind="assigned").values_list("pk", "case_id", "data"):
        if pk not in struck:
            sections[case_id].add(data["section_id"])
    for one in case.objects.filter(pk__in=[pk for pk, found in sections.items() if len(found) > 1]):
        one.other_sections.set(sections[one.pk] - {one.section_id})


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0005_due_index_covers_stage"), ("organs", "0002_login_tally")]

    operations = [
        migrations.RemoveField("act", "section"),
        migrations.AddField(
            "case",
            "other_sections",
            models.ManyToManyField(editable=False, related_name="+", to="organs.section", verbose_name="另有的承办科室"),
        ),
        migrations.RemoveIndex("case", "case_stage"),
        migrations.AddIndex("case", models.Index(fields=["organ", "stage", "due_on"], name="case_stage_due")),
        migrations.AddIndex("case", models.Index(fields=["section", "stage", "due_on"], name="case_section_due")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
