"""The search index, and what a word is in it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# As teamflow/common/search/folding.py does it. A sign of a language without spaces, doubled with a
# blank between, makes of "abc" the words "a ab bc c": pairs, and one sign alone at either end.
PLAIN = r"""
CREATE FUNCTION search_plain(said text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
    said := lower(said);
    IF octet_length(said) > char_length(said) THEN
        said := regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g');
        said := translate(lower(normalize(said, NFKC)), 'øłđıħŧß', 'oldihts');
        IF said ~ '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]' THEN
            said := regexp_replace(said, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+)', ' \1 ', 'g');
            said := regexp_replace(said, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f])', '\1 \1', 'g');
        END IF;
    END IF;
    RETURN regexp_replace(said, '[\u0001-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+', ' ', 'g');
END $$;
"""  # noqa: E501


def _words(name, shelf, field="words"):
    return django.contrib.postgres.indexes.GinIndex(
        fields=[field],
        condition=models.Q(("shelf", shelf)),
        gin_pending_list_limit=256,
        name=name,
    )


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.RunSQL(PLAIN, "DROP FUNCTION search_plain(text)"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                (
                    "shelf",
                    models.SmallIntegerField(
                        choices=[(0, "Things"), (1, "Tasks"), (2, "Under Tasks")]
                    ),
                ),
                ("workspace_id", models.UUIDField()),
                ("project_id", models.UUIDField(null=True)),
                ("task_id", models.UUIDField(null=True)),
                ("owner_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("is_hidden", models.BooleanField()),
                ("is_archived", models.BooleanField()),
                ("names", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    _words("search_task_names", 1, "names"),
                    _words("search_task_words", 1),
                    _words("search_under_task_words", 2),
                    _words("search_thing_words", 0),
                    models.Index(fields=["workspace_id", "shelf", "-at"], name="search_newest"),
                    models.Index(fields=["task_id"], name="search_task"),
                ],
            },
        ),
    ]
