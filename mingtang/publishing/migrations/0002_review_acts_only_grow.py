from django.db import migrations

from mingtang.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [AppendOnly("publishing_reviewact")]
