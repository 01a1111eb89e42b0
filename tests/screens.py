"""What a person does on a screen and sees there, and what the workers do behind it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

import wiring
from core import db
from core.clock import now
from core.compositing.compose import TypeMeasure
from core.compositing.encode import encode
from core.db import insert_if_absent
from core.errors import AdBannerError
from core.export_measures import Measures, content_of
from core.formats.schema import Format
from core.models import Asset, Banner, Event, Job, PictureRow, Status, Task, Version

PASSWORD = "for-the-tests"
HOME = str(Path(__file__).resolve().parents[1] / "Home.py")


def enter(app: AppTest, name: str, password: str = PASSWORD) -> AppTest:
    """Fill in the sign-in form and send it."""
    app.run()
    app.text_input(key="sign-in.name").set_value(name)
    app.text_input(key="sign-in.password").set_value(password)
    return app.form_submit_button[0].click().run()


def another_tab(name: str, job_id: str = "") -> AppTest:
    """The same server in a new session of somebody who is signed in."""
    app = AppTest.from_file(HOME, default_timeout=20)
    app.context = {"locale": "en-GB"}
    app.session_state["username"] = name
    if job_id:
        app.query_params["job"] = job_id
    return app.run()


def words(app: AppTest) -> str:
    """Everything that can be read on the screen."""
    kinds = ("markdown", "caption", "title", "header", "subheader", "error", "info", "warning", "toast")
    shown = [str(element.value) for kind in kinds for element in app.get(kind)]
    return "\n".join([*shown, *(button.label for button in app.button)])


def fill_in(app: AppTest, offer: str = "7% back in cafés", product: str = "debit-card") -> AppTest:
    """Write a brief into the form."""
    app.selectbox[0].set_value(product)
    return app.text_area(key="brief.0.offer").set_value(offer).run()


def submit(app: AppTest) -> AppTest:
    return app.button(key="brief-submit").click().run()


def png_of(side: int = 40) -> bytes:
    """A PNG with something on white."""
    image = Image.new("RGB", (side, side), "white")
    image.paste(Image.effect_noise((side // 2, side // 2), 60).convert("RGB"), (side // 4, side // 4))
    png = BytesIO()
    image.save(png, "PNG")
    return png.getvalue()


def painted(layout: Format, texts: dict[str, str]) -> dict[str, Any]:
    """Measures of a banner on which all is well: each text fills its box, each picture its slot."""
    boxes = {field.id: (field.box, field.size[1]) for field in layout.fields if field.id in texts}
    type_ = {name: TypeMeasure(box, box, size, ("…",), 21) for name, (box, size) in boxes.items()}
    logo = layout.logo.box if layout.logo else None
    slots = tuple(slot.box for slot in layout.pictures)
    return content_of(Measures(type_, slots, logo, (layout.width, layout.height)))


def _asset(session: Session, data: bytes) -> str:
    key = wiring.store().put(data, media_type="image/png")
    insert_if_absent(session, Asset, {"key": key, "media_type": "image/png", "size": len(data), "provenance": {},
                                      "created_at": now()})  # fmt: skip
    return key


def carry_out(job_id: str, *, checked: bool = True) -> None:
    """What the workers would do, at once: a picture, a version of each banner, and a job that is done. Not `checked`:
    as it was before there was an export gate."""
    texts = {"headline": "7% back"}
    with db.write() as session:
        job = session.get_one(Job, job_id)
        key = _asset(session, png_of())
        picture = PictureRow(brief_id=job.brief_id, slot=0, prompt="A *card*", seed=7, source="studio",
                             engine="studio-1", asset=key, cut_out=key, cut_out_engine="white")  # fmt: skip
        session.add(picture)
        for banner in session.exec(select(Banner).where(Banner.brief_id == job.brief_id)):
            banner.current = 1
            layout = wiring.formats()[banner.format_id]
            whole = _asset(session, encode(Image.new("RGB", (layout.width, layout.height), "navy"), "png"))
            session.add(Version(banner_id=banner.id, number=1, cause="generated", author_id=job.user_id, texts=texts,
                                copy_engine="offline-1", draft=True, pictures=[picture.id], asset=whole,
                                measures=painted(layout, texts) if checked else {}))  # fmt: skip
    end(job_id, Status.COMPLETED)


def end(job_id: str, status: Status, error: AdBannerError | None = None) -> None:
    """Bring a job and its tasks to their end."""
    with db.write() as session:
        job = session.get_one(Job, job_id)
        job.status, job.finished_at, job.error = status, now(), error.as_json() if error else None
        for task in session.exec(select(Task).where(Task.job_id == job_id)):
            task.status = status


def events(name: str) -> list[Event]:
    with db.read() as session:
        return list(session.exec(select(Event).where(Event.name == name)))


def jobs() -> list[Job]:
    with db.read() as session:
        return list(session.exec(select(Job)))
