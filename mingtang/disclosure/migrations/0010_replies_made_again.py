"""A reply may be made again: what happens once in a case happens once more under it. A remedy is registered once; papers of a
remedy have a role of their own."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

ONCE_ONLY = ("filed", "supplement_asked", "decided", "withdrawn", "archived")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0009_files_taken_back")]

    operations = [
        migrations.AddField(
            "act",
            "under",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.act",
                verbose_name="属于哪一次重新答复",
            ),
        ),
        migrations.RemoveConstraint("act", "act_once_only"),
        migrations.AddConstraint(
            "act",
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(kind__in=ONCE_ONLY, corrects__isnull=True, under__isnull=True),
                name="act_once_only",
            ),
        ),
        migrations.AddConstraint(
            "act",
            models.UniqueConstraint(
                fields=["under", "kind"],
                condition=Q(kind__in=ONCE_ONLY, corrects__isnull=True, under__isnull=False),
                name="act_once_only_again",
            ),
        ),
        migrations.AddConstraint(
            "remedy", models.UniqueConstraint(fields=["case", "route", "body", "filed_on"], name="remedy_once")
        ),
        migrations.AlterField(
            "attachment",
            "role",
            models.CharField(
                choices=[
                    ("application", "申请材料"),
                    ("identity", "身份证明"),
                    ("supplement", "补正材料"),
                    ("evidence", "办理材料"),
                    ("disclosed", "公开的信息"),
                    ("withdrawal", "撤回书面材料"),
                    ("delivery", "送达凭证"),
                    ("remedy", "复议、诉讼材料"),
                ],
                max_length=12,
                verbose_name="用途",
            ),
        ),
    ]
