import mingtang.search.fields
import django.db.models.deletion
from django.db import migrations, models

from mingtang.search.stores import arrays, fts5


def make(apps, schema_editor):
    database = schema_editor.connection
    (fts5 if database.vendor == "sqlite" else arrays).create(database)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS search_fts")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64, unique=True, verbose_name='词的校验值')),
                ('text', models.CharField(blank=True, max_length=40, verbose_name='词')),
                ('text_fold', models.CharField(blank=True, max_length=80, verbose_name='词的检索形式')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='次数')),
            ],
            options={
                'verbose_name': '被查过的词',
                'verbose_name_plural': '被查过的词',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='类别')),
                ('key', models.CharField(max_length=200, verbose_name='编号')),
                ('title', models.TextField(verbose_name='标题')),
                ('title_fold', models.TextField(verbose_name='标题的检索形式')),
                ('number', models.TextField(blank=True, verbose_name='文号、索引号')),
                ('number_fold', models.TextField(blank=True, verbose_name='文号的检索形式')),
                ('url', models.TextField(blank=True, verbose_name='地址')),
                ('channel', models.CharField(blank=True, max_length=200, verbose_name='栏目')),
                ('channel_key', models.CharField(blank=True, max_length=200, verbose_name='栏目编号')),
                ('section', models.CharField(blank=True, max_length=200, verbose_name='科室')),
                ('on', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('valid', models.CharField(blank=True, max_length=40, verbose_name='效力')),
                ('extra', models.JSONField(blank=True, default=dict, verbose_name='附带')),
                ('long', models.BooleanField(default=False, verbose_name='长文')),
                ('digest', models.CharField(max_length=64, verbose_name='内容的校验值')),
            ],
            options={
                'verbose_name': '检索条目',
                'verbose_name_plural': '检索条目',
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='类别')),
                ('channel_key', models.CharField(blank=True, max_length=200, verbose_name='栏目编号')),
                ('channel', models.CharField(blank=True, max_length=200, verbose_name='栏目')),
                ('section', models.CharField(blank=True, max_length=200, verbose_name='科室')),
                ('valid', models.CharField(blank=True, max_length=40, verbose_name='效力')),
                ('year', models.PositiveSmallIntegerField(default=0, verbose_name='年')),
            ],
            options={
                'verbose_name': '检索分组',
                'verbose_name_plural': '检索分组',
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('entry', mingtang.search.fields.SameId(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='body', serialize=False, to='search.entry')),
                ('text', models.TextField(blank=True, verbose_name='正文')),
                ('rest', models.TextField(blank=True, verbose_name='其余正文的检索形式')),
            ],
            options={
                'verbose_name': '检索正文',
                'verbose_name_plural': '检索正文',
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('entry', mingtang.search.fields.SameId(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='head', serialize=False, to='search.entry')),
                ('text', models.TextField(blank=True, verbose_name='正文开头的检索形式')),
            ],
            options={
                'verbose_name': '正文开头',
                'verbose_name_plural': '正文开头',
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('entry', mingtang.search.fields.SameId(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='slip', serialize=False, to='search.entry')),
                ('recent', models.BigIntegerField(verbose_name='先后')),
                ('weight', models.FloatField(default=1.0, verbose_name='权重')),
            ],
            options={
                'verbose_name': '检索签',
                'verbose_name_plural': '检索签',
            },
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='search_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('kind', 'channel_key', 'channel', 'section', 'valid', 'year'), name='search_group_once'),
        ),
        migrations.AddField(
            model_name='slip',
            name='group',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='search.group'),
        ),
        migrations.RunPython(make, unmake),
    ]
