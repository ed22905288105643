from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wechat", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="inbound",
            name="emptied_on",
            field=models.DateField(blank=True, null=True, verbose_name="内容删除于"),
        ),
        migrations.AddIndex(
            model_name="inbound",
            index=models.Index(
                condition=models.Q(("emptied_on__isnull", True)),
                fields=["received_at"],
                name="wechat_inbound_full",
            ),
        ),
    ]
