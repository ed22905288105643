"""Why a letter was issued although the check before issuing had warned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0006_sections_beside_the_one_in_charge")]

    operations = [
        migrations.AddField(
            "letter", "despite", models.TextField(blank=True, default="", verbose_name="对核对提醒的说明")
        ),
    ]
