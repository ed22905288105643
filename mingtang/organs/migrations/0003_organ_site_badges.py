import django.core.validators
from django.db import migrations, models

WEB = django.core.validators.URLValidator(["https", "http"], message="网址以 https:// 开头，抄全后再提交。")


class Migration(migrations.Migration):

    dependencies = [("organs", "0002_login_tally")]

    operations = [
        migrations.AddField(
            model_name="organ",
            name="emblem_url",
            field=models.CharField(blank=True, help_text="由事业单位在线发给每个网站", max_length=200, validators=[WEB], verbose_name="党政机关网站标识的查验地址"),
        ),
        migrations.AddField(
            model_name="organ",
            name="mistakes_url",
            field=models.CharField(blank=True, help_text="由政府网站报送系统发给每个网站", max_length=200, validators=[WEB], verbose_name="“我为政府网站找错”的地址"),
        ),
        migrations.AddField(
            model_name="organ",
            name="undertaker",
            field=models.CharField(blank=True, max_length=80, verbose_name="网站承办单位"),
        ),
    ]
