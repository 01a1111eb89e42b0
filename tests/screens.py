"""What a person does on a screen and sees there, and what the workers do behind it."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from sqlmodel import select
from streamlit.testing.v1 import AppTest

import wiring
from core import db
from core.clock import now
from core.db import insert_if_absent
from core.errors import AdBannerError
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


def carry_out(job_id: str) -> None:
    """What the workers would do, at once: a picture, a version of each banner, and a job that is done."""
    key = wiring.store().put(png_of(), media_type="image/png")
    with db.write() as session:
        job = session.get_one(Job, job_id)
        insert_if_absent(session, Asset, {"key": key, "media_type": "image/png", "size": 1, "provenance": {},
                                          "created_at": now()})  # fmt: skip
        picture = PictureRow(brief_id=job.brief_id, slot=0, prompt="A *card*", seed=7, source="studio",
                             engine="studio-1", asset=key, cut_out=key, cut_out_engine="white")  # fmt: skip
        session.add(picture)
        for banner in session.exec(select(Banner).where(Banner.brief_id == job.brief_id)):
            banner.current = 1
            session.add(Version(banner_id=banner.id, number=1, cause="generated", author_id=job.user_id,
                                texts={"headline": "7% back"}, copy_engine="offline-1", draft=True,
                                pictures=[picture.id], asset=key))  # fmt: skip
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
