from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("publishing", "0005_store_marks")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="may_show",
            field=models.BooleanField(default=False, verbose_name="同意隐去个人信息后公开"),
        ),
    ]
