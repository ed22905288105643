from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("organs", "0002_login_tally")]

    operations = [
        migrations.AddField(
            model_name="organ",
            name="emblem_url",
            field=models.URLField(blank=True, help_text="由事业单位在线发给每个网站", verbose_name="党政机关网站标识的查验地址"),
        ),
        migrations.AddField(
            model_name="organ",
            name="mistakes_url",
            field=models.URLField(blank=True, help_text="由政府网站报送系统发给每个网站", verbose_name="“我为政府网站找错”的地址"),
        ),
        migrations.AddField(
            model_name="organ",
            name="undertaker",
            field=models.CharField(blank=True, max_length=80, verbose_name="网站承办单位"),
        ),
    ]
