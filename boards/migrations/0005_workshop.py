"""What a workshop needs beside the document: timer, votes, private words."""


import django.db.models.deletion
import teamflow.common.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0004_board_template'),
    ]

    operations = [
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('board', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='workshop', serialize=False, to='boards.board')),
                ('version', models.PositiveBigIntegerField(default=0)),
                ('timer_ends_at', models.DateTimeField(blank=True, null=True)),
                ('timer_left_ms', models.PositiveIntegerField(blank=True, null=True)),
                ('timer_total_ms', models.PositiveIntegerField(default=0)),
                ('writing_id', models.UUIDField(blank=True, null=True)),
                ('writing_by', models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='VoteRound',
            fields=[
                ('id', models.UUIDField(default=teamflow.common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('question', models.CharField(max_length=200)),
                ('votes_each', models.PositiveSmallIntegerField()),
                ('elements', models.JSONField(default=list)),
                ('ends_with_timer', models.BooleanField(default=False)),
                ('started_by', models.CharField(max_length=150)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('results', models.JSONField(default=list)),
                ('voters', models.PositiveIntegerField(default=0)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vote_rounds', to='boards.board')),
            ],
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voter', models.UUIDField()),
                ('element', models.CharField(max_length=40)),
                ('count', models.PositiveSmallIntegerField()),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='boards.voteround')),
            ],
        ),
        migrations.CreateModel(
            name='PrivateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('writing', models.UUIDField()),
                ('author', models.UUIDField()),
                ('element', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('written_at', models.DateTimeField(auto_now=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='private_notes', to='boards.board')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('board', 'author', 'element'), name='private_note_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='voteround',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('board',), name='vote_round_one_open'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('round', 'voter', 'element'), name='vote_once'),
        ),
    ]
