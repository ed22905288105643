import django.db.models.deletion
import django.utils.timezone
import mingtang.kit.fields
from django.conf import settings
from django.db import migrations, models

from mingtang.kit.appendonly import AppendOnly


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='名称')),
                ('next_run', models.DateTimeField(verbose_name='下次运行')),
                ('last_run', models.DateTimeField(blank=True, null=True, verbose_name='上次运行')),
                ('last_success', models.DateTimeField(blank=True, null=True, verbose_name='上次成功')),
                ('last_result', models.CharField(blank=True, max_length=300, verbose_name='上次结果')),
            ],
            options={
                'verbose_name': '定时任务',
                'verbose_name_plural': '定时任务',
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='校验值')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('size', models.PositiveBigIntegerField(verbose_name='字节数')),
                ('content_type', models.CharField(max_length=100, verbose_name='类型')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='存入时间')),
            ],
            options={
                'verbose_name': '存档文件',
                'verbose_name_plural': '存档文件',
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=80, verbose_name='系列')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='最后一个号')),
            ],
            options={
                'verbose_name': '流水号',
                'verbose_name_plural': '流水号',
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='kit_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=60, verbose_name='种类')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='唯一标识')),
                ('payload', mingtang.kit.fields.EncryptedJSONField(verbose_name='内容')),
                ('not_before', models.DateTimeField(verbose_name='不早于')),
                ('state', models.CharField(choices=[('waiting', '待发'), ('sent', '已发'), ('unknown', '不明'), ('failed', '失败'), ('cancelled', '已取消')], default='waiting', max_length=10, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='占用到')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='最近的错误')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='写下时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
            ],
            options={
                'verbose_name': '待发消息',
                'verbose_name_plural': '待发消息',
                'indexes': [models.Index(fields=['state', 'not_before'], name='kit_outbox_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='kit_outbox_sent_has_time')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=80, verbose_name='行为')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by_name', models.CharField(max_length=80, verbose_name='经办人姓名')),
                ('subject_type', models.CharField(blank=True, max_length=80, verbose_name='对象类别')),
                ('subject_id', models.CharField(blank=True, max_length=64, verbose_name='对象编号')),
                ('subject_label', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                ('reason', models.TextField(blank=True, verbose_name='理由')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='数据')),
                ('previous_hash', models.CharField(blank=True, max_length=64, verbose_name='上一条的校验值')),
                ('hash', models.CharField(max_length=64, unique=True, verbose_name='校验值')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
            ],
            options={
                'verbose_name': '操作日志',
                'verbose_name_plural': '操作日志',
                'ordering': ('id',),
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'id'], name='kit_audit_subject'), models.Index(fields=['at'], name='kit_audit_at'), models.Index(fields=['act', 'at'], name='kit_audit_act')],
            },
        ),
        AppendOnly("kit_auditentry"),
        AppendOnly("kit_storedfile", allow_delete=True),
    ]
