"""The command line as scripts see it: exit status, one JSON value on stdout, files on disk."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image, ImageDraw

from core import accounts
from manage import main

ROOT = Path(__file__).parents[1]


class Result(NamedTuple):
    status: int
    value: Any
    messages: str


Manage = Callable[..., Result]


@pytest.fixture
def manage(installation: Path, capsys: pytest.CaptureFixture[str]) -> Manage:
    """`manage.py … --json` in a state folder of its own, without any service."""

    def run(*arguments: str | Path) -> Result:
        status = main([str(argument) for argument in (*arguments, "--json")])
        shown = capsys.readouterr()
        return Result(status, json.loads(shown.out), shown.err)

    return run


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "disc.png"
    image = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(image).ellipse((100, 50, 300, 250), "#FFA07A")
    image.save(path)
    return path


def make(manage: Manage, out: Path, **changes: Any) -> Result:
    options = {"product": "debit-card", "offer": "Cashback 10 % till 31 May", "format": "pilot-1080",
               "mode": "upload", "out": out} | changes  # fmt: skip
    arguments = [part for name, value in options.items() if value is not None for part in (f"--{name}", str(value))]
    return manage("make-banner", *arguments)


def test_the_catalogue_is_listed(manage: Manage) -> None:
    products, formats = manage("products"), manage("formats")
    assert products.status == formats.status == 0
    assert len(products.value) >= 12
    assert {"slug", "name", "category"} == set(products.value[0])
    assert "Everyday debit card" in [row["name"] for row in products.value]
    assert "Дебетовая карта «Будни»" in [row["name"] for row in manage("products", "--language", "ru").value]
    pilot = next(row for row in formats.value if row["id"] == "pilot-1080")
    assert (pilot["width"], pilot["height"], pilot["picture_slots"]) == (1080, 1080, 1)
    assert [field["role"] for field in pilot["fields"]] == ["headline", "message"]
    assert all(field["limit"] > 0 for field in pilot["fields"])


def test_a_banner_from_an_upload_lies_in_the_folder_in_its_exact_size(
    manage: Manage, picture: Path, tmp_path: Path
) -> None:
    result = make(manage, tmp_path / "new", picture=picture, seed=3, type="jpg")
    assert result.status == 0, result.messages
    report = result.value
    assert set(report) == {"job", "status", "error", "seconds", "engines", "banners"}
    assert (report["status"], report["error"]) == ("completed", None)
    assert set(report["seconds"]) == {"total", "copy", "picture", "cut_out", "compose"}
    assert report["engines"] == {"copy": "offline", "picture": "upload", "cut_out": "white"}
    (banner,) = report["banners"]
    assert set(banner) == {"id", "format", "file", "width", "height", "copy", "boxes", "pictures", "gate"}
    assert banner["pictures"][0]["source"] == "upload"
    assert banner["gate"]["level"] in {"green", "amber"}, banner["gate"]
    assert {"rule", "level", "message"} == set(banner["gate"]["findings"][0])
    with Image.open(banner["file"]) as image:
        assert (image.size, image.format) == ((1080, 1080), "JPEG")
    for x, y, width, height in banner["boxes"].values():
        assert x >= 0
        assert y >= 0
        assert x + width <= 1080
        assert y + height <= 1080


def bomb() -> bytes:
    """A small PNG whose header claims 30000×30000 pixels."""
    buffer = BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    raw = bytearray(buffer.getvalue())
    raw[16:24] = (30000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(bytes(raw[12:29])).to_bytes(4, "big")
    return bytes(raw)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"offer": ""}, "offer"),
        ({"offer": "x" * 10 + " y" * 1996}, "4000"),
        ({"offer": "щ" * 300}, "300"),
        ({"offer": "cash\x01back"}, "control"),
        ({"product": "yacht"}, "yacht"),
        ({"format": "billboard"}, "billboard"),
        ({"mode": "steal"}, "steal"),
        ({"seed": -1}, "seed"),
        ({"seed": "many"}, "seed"),
        ({"type": "gif"}, "type"),
        ({"user": "ghost"}, "ghost"),
        ({"campaign": "nowhere"}, "campaign"),
        ({"picture": None}, "picture"),
        ({"picture": "/no/such/file.png"}, "No such file"),
        ({"product": None}, "--product"),
    ],
)
def test_bad_input_is_told_and_nothing_is_submitted(
    manage: Manage, picture: Path, tmp_path: Path, changes: dict[str, Any], word: str
) -> None:
    before = manage("jobs").value
    result = make(manage, tmp_path / "new", **({"picture": picture} | changes))
    assert result.status == 2, result
    assert set(result.value) == {"error"}
    assert result.value["error"]["code"] == "bad_input"
    assert word.lower() in result.value["error"]["detail"].lower()
    assert result.value["error"]["detail"] in result.messages
    assert manage("jobs").value == before


@pytest.mark.parametrize("data", [b"", b"no picture", bomb(), b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_a_file_that_is_no_usable_picture_is_refused(manage: Manage, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    result = make(manage, tmp_path / "new", picture=path)
    assert (result.status, result.value["error"]["code"]) == (2, "bad_input")


def test_a_folder_that_cannot_be_written_is_told_before_the_work(manage: Manage, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    before = manage("jobs").value
    result = make(manage, tmp_path / "file" / "out", picture=picture)
    assert (result.status, result.value["error"]["code"]) == (2, "bad_input")
    assert manage("jobs").value == before


def test_without_workers_the_doctor_says_not_ready(manage: Manage) -> None:
    result = manage("doctor")
    assert result.status == 1
    assert result.value["ready"] is False
    parts = {"copy", "picture", "cut_out", "encoder", "storage", "database", "queue", "vectors"}
    assert set(result.value["engines"]) == parts
    assert result.value["engines"]["storage"]["ready"]
    assert manage("workers").value == []


def test_an_unwritable_state_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "products", "--json"],
        env=os.environ | {"ADBANNER_HOME": tmp_path / "file"},
        capture_output=True, text=True, timeout=120, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "not_ready"
    assert done.stderr.count("\n") == 1
    assert "ADBANNER_HOME" in done.stderr


def test_accounts_are_added_changed_and_switched_off(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["users", "add", "anna", "marketer", "--name", "Anna Pavlova"]) == 0
    name, password = capsys.readouterr().out.split()
    assert name == "anna"
    assert accounts.sign_in("anna", password, address="192.0.2.1").name == "Anna Pavlova"
    assert main(["users", "role", "anna", "designer"]) == 0
    assert accounts.find_user("anna").role == "designer"
    assert main(["users", "disable", "anna"]) == 0
    assert accounts.find_user("anna") is None


def test_every_command_has_the_name_that_it_is_documented_by(capsys: pytest.CaptureFixture[str]) -> None:
    for group, names in {"users": ("add", "role", "disable"), "bank": ("import", "list", "search"),
                         "jobs": ("retry", "cancel")}.items():  # fmt: skip
        main([group, "--help"])
        shown = capsys.readouterr().out
        assert all(name in shown for name in names)
