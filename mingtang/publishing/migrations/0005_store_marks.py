import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_words_and_rechecks")]

    operations = [
        migrations.CreateModel(
            name="StoreMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folder", models.CharField(max_length=250, verbose_name="网址")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("baked", models.BooleanField(default=False, verbose_name="已重做")),
            ],
            options={
                "verbose_name": "重做记号",
                "verbose_name_plural": "重做记号",
                "indexes": [
                    models.Index(fields=["folder", "id"], name="publishing_mark_folder"),
                    models.Index(
                        condition=models.Q(("baked", False)), fields=["id"], name="publishing_mark_waiting"
                    ),
                ],
            },
        ),
    ]
