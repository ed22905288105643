"""Files that were put in by mistake can be taken out; the row stays, with the act that took it out."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0008_indexes_cover_section_and_filters")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="taken_back",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.act",
                verbose_name="撤下",
            ),
        ),
        migrations.RemoveConstraint(model_name="attachment", name="attachment_once_per_role"),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back__isnull", True)),
                fields=("case", "file", "role"),
                name="attachment_once_per_role",
            ),
        ),
    ]
