"""Several files in one archive, with a report that says what they are and what stayed out."""

from io import BytesIO
from zipfile import ZipFile

from core.export_sets import archive


def test_an_archive_holds_the_files_as_they_are() -> None:
    files = {"a.png": b"\x89PNG", "b/c.jpg": b"\xff\xd8" * 1000, "пустой.png": b""}
    with ZipFile(BytesIO(archive(files, {"report.json": b"{}"}))) as bundle:
        assert {name: bundle.read(name) for name in bundle.namelist()} == {**files, "report.json": b"{}"}
        assert bundle.testzip() is None
