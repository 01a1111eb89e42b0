"""Files to take away; names and events have their test in test_submission.py."""

from io import BytesIO
from zipfile import ZipFile

from core.exporting import archive


def test_an_archive_holds_the_files_as_they_are() -> None:
    files = {"a.png": b"\x89PNG", "b/c.jpg": b"\xff\xd8" * 1000, "пустой.png": b""}
    with ZipFile(BytesIO(archive(files))) as bundle:
        assert {name: bundle.read(name) for name in bundle.namelist()} == files
        assert bundle.testzip() is None
