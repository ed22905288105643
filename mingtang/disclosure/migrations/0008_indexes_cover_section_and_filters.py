"""The list is read from indexes alone, for a section and under a filter too."""

import django.db.models.deletion
from django.db import migrations, models

WIDE = ["organ", "stage", "due_on", "holder", "section", "channel", "applicant_kind", "year"]
SECTION = models.ForeignKey(
    "organs.section", verbose_name="承办科室", null=True, on_delete=django.db.models.deletion.PROTECT,
    related_name="cases", editable=False, db_index=False,
)  # fmt: skip


# PostgreSQL walks an index backwards only with the undated first; the list has them last. SQLite needs no second index.
BACKWARDS = """
CREATE INDEX case_due_back ON disclosure_case
    (organ_id, due_on DESC NULLS LAST, id DESC) INCLUDE (stage, section_id)
"""


def walk_backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACKWARDS)


def walk_no_more(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX case_due_back")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0007_why_a_letter_was_issued_despite_a_warning")]

    operations = [
        migrations.RemoveIndex("case", "case_due_open"),
        migrations.RemoveIndex("case", "case_stage_due"),
        migrations.RemoveIndex("case", "case_section_due"),
        migrations.AddIndex(
            "case",
            models.Index(fields=["organ", "due_on", "stage", "holder", "section"], name="case_due_walk"),
        ),
        migrations.AddIndex("case", models.Index(fields=WIDE, name="case_stage_wide")),
        migrations.AddIndex(
            "case", models.Index(fields=["section", "organ", "stage", "due_on"], name="case_section_stage")
        ),
        migrations.AlterField("case", "section", SECTION),
        migrations.RunPython(walk_backwards, walk_no_more),
    ]
