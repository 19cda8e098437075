"""Files of a backup out of a bucket, and into another one."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from tasks.models import Attachment
from teamflow.backup.restoring import put_files
from teamflow.backup.storage import all_keys
from teamflow.backup.writing import make_backup
from teamflow.common.tests.test_uploads import moto, use_s3
from teamflow.common.uploads import uploads

__all__ = ["moto"]


@pytest.fixture
def bucket(settings: Any, moto: str) -> str:
    """Files lie in a bucket there."""
    use_s3(settings, moto, "of-the-backup")
    uploads().prepare("http://127.0.0.1:8000")
    return moto


def test_what_lay_in_a_bucket_lies_in_the_next_one(
    bucket: str, settings: Any, transactional_db: None, project: Any, owner: Any, tmp_path: Path
) -> None:
    from tasks.services.tasks import create_task

    task = create_task(actor=owner, project=project, title="Sail away")
    names = [f"attachments/{task.pk}/{number}" for number in range(3)]
    for number, name in enumerate(names):
        default_storage.save(name, ContentFile(b"bytes %d" % number))
        Attachment.objects.create(task=task, name=name, status="clean", storage_key=name, size=7)
    default_storage.save("incoming/half", ContentFile(b"not yet"))
    for status, name in (("arriving", "incoming/none"), ("infected", "attachments/deleted")):
        Attachment.objects.create(task=task, name="x", status=status, storage_key=name, size=7)
    default_storage.delete(names[2])

    manifest = make_backup(tmp_path / "backup.zip", tell=lambda text: None)
    use_s3(settings, bucket, "of-the-copy")
    with pytest.raises(CommandError, match=r"storage of files does not answer.*NoSuchBucket"):
        call_command("restore", tmp_path / "backup.zip", "--replace")
    uploads().prepare("http://127.0.0.1:8000")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        put_files(archive)
        put_files(archive)

    assert (manifest["files"], manifest["missing_files"]) == (2, [names[2]])
    assert sorted(all_keys()) == names[:2]
    assert default_storage.open(names[1]).read() == b"bytes 1"
    assert Attachment.objects.count() == 5
