"""What was on its way is `arriving`; what was kept without a scanner is `unscanned`, not `clean`."""

from django.db import migrations


def _rename(apps, words):
    attachments = apps.get_model("tasks", "Attachment").objects
    for old, new in words:
        attachments.filter(status=old).update(status=new)


def forwards(apps, _schema):
    _rename(apps, [("pending", "arriving"), ("clean", "unscanned")])


def backwards(apps, _schema):
    # What is gone for good goes with its row: the old words have none for it.
    apps.get_model("tasks", "Attachment").objects.filter(
        status__in=["infected", "refused"]
    ).delete()
    _rename(apps, [("pending", "clean"), ("arriving", "pending"), ("unscanned", "clean")])


class Migration(migrations.Migration):
    dependencies = [("tasks", "0028_files_scanned_and_drawn")]

    operations = [migrations.RunPython(forwards, backwards)]
