import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("submitted", "送审"),
    ("checked", "机器检查"),
    ("overridden", "写明理由放行"),
    ("passed", "分管领导审核通过"),
    ("returned", "退回修改"),
    ("approved", "主要领导批准"),
    ("recalled", "撤回送审"),
    ("scheduled", "定时发布"),
    ("published", "发布"),
    ("urgent", "紧急发布"),
    ("reviewed_after", "发布后补审"),
    ("removal_asked", "申请撤下"),
    ("removal_refused", "不同意撤下"),
    ("withdrawn", "撤下"),
    ("restored", "恢复"),
    ("moved", "调整栏目"),
    ("voided", "改动后原审核作废"),
    ("revised", "改稿"),
    ("removal_planned", "定时撤下"),
    ("plan_dropped", "取消定时撤下"),
    ("repealed", "标明效力"),
    ("result_shown", "公布采纳情况"),
    ("imported", "导入"),
    ("copy_sent", "发公众号"),
    ("copy_retried", "重发公众号"),
    ("copy_dropped", "不发公众号了"),
    ("copy_withdrawn", "撤下公众号文章"),
    ("copy_replaced", "公众号换成新的一版"),
]


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_comment_may_show"), ("wechat", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="piece",
            name="wechat_title",
            field=models.CharField(
                blank=True,
                help_text="标题太长公众号放不下时，另写一个短的；不填就用标题",
                max_length=64,
                verbose_name="公众号标题",
            ),
        ),
        migrations.AlterField(
            model_name="reviewact",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16, verbose_name="行为"),
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="版本校验值")),
                (
                    "piece",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_copies",
                        to="publishing.piece",
                        verbose_name="稿件",
                    ),
                ),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wechat.publication",
                        verbose_name="公众号发布",
                    ),
                ),
            ],
            options={
                "verbose_name": "公众号上的稿件",
                "verbose_name_plural": "公众号上的稿件",
                "ordering": ["pk"],
            },
        ),
    ]
