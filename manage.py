"""The command line. A contract, since scripts depend on it (docs/command-line.md).

With `--json` stdout carries exactly one JSON value; everything else goes to stderr.
Exit status: 0 done, 1 failed, 2 bad input (nothing was submitted).
"""

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

try:
    import wiring
    from commands import bank
    from commands.console import AsJson, UserName, answer, open_state, say, seed_and_tell, user_named
    from core import exporting, people
    from core.briefs import BriefInput
    from core.errors import AdBannerError, BadInput, EngineFailed, NotAllowed, Refused
    from core.export_report import gate_report
    from core.export_words import told
    from core.formats.brand import Language
    from core.formats.schema import FileType
    from core.health import can_make_banners, live_workers
    from core.imagery.upload import LARGEST_FILE
    from core.models import Status, User
    from core.products import active_products
    from core.progress import JobView, last_jobs
    from core.reporting import Written, format_report, job_report
    from jobs.stack import run_stack
except ModuleNotFoundError as missing:
    sys.exit(f"The package {missing.name} is missing. Run `make setup`.")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
users_app = typer.Typer(no_args_is_help=True, help="Accounts.")
jobs_app = typer.Typer(invoke_without_command=True, help="Jobs: list, retry, cancel.")
app.add_typer(users_app, name="users")
app.add_typer(jobs_app, name="jobs")
app.add_typer(bank.app, name="bank")

Spoken = Annotated[Language, typer.Option("--language", help="Of names: en, ru.")]

#: Seconds between two looks at a job.
POLL = 0.1


# --- running ---------------------------------------------------------------------------------------------------------


@app.command()
def up() -> None:
    """Start everything on this machine: Valkey, workers, screens. Ctrl-C stops it."""
    raise typer.Exit(run_stack(seed_and_tell))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say which engines are ready; exit status 1 while a banner cannot be made at once."""
    open_state()
    found = wiring.health()
    ready = can_make_banners(found)
    report = {"ready": ready, "engines": {part: vars(engine) for part, engine in found.items()}}
    lines = [
        f"{'ready' if engine.ready else 'NOT READY':10}{part:10}{engine.name}  {engine.note}"
        for part, engine in found.items()
    ]
    answer(report, as_json=as_json, lines=lines)
    raise typer.Exit(0 if ready else 1)


@app.command()
def workers(as_json: AsJson = False) -> None:
    """The worker processes that are alive."""
    open_state()
    rows = [
        {"pid": row.pid, "queue": row.queue, "role": "worker", "device": row.device, "state": row.state,
         "task": row.task_id}
        for row in live_workers()
    ]  # fmt: skip
    lines = [f"{row['pid']:>8} {row['queue']:10}{row['device']:6}{row['state']:10}{row['task'] or ''}" for row in rows]
    answer(rows, as_json=as_json, lines=lines or ["No worker is running."])


# --- the catalogue ---------------------------------------------------------------------------------------------------


@app.command()
def products(language: Spoken = "en", as_json: AsJson = False) -> None:
    """What can be advertised."""
    open_state()
    rows = [{"slug": row.slug, "name": row.name[language], "category": row.category} for row in active_products()]
    answer(rows, as_json=as_json, lines=[f"{row['slug']:24}{row['name']}" for row in rows])


@app.command(name="formats")
def list_formats(language: Spoken = "en", as_json: AsJson = False) -> None:
    """The formats, with the limits of their AI-filled fields in characters as a reader counts them."""
    rows = [format_report(layout, language) for layout in wiring.formats().values()]
    lines = [f"{row['id']:24}{row['width']}×{row['height']}  {row['name']}" for row in rows]
    answer(rows, as_json=as_json, lines=lines)


# --- banners ---------------------------------------------------------------------------------------------------------


@app.command()
def make_banner(
    product: Annotated[str, typer.Option(help="Product slug, see `products`.")],
    offer: Annotated[str, typer.Option(help="What is offered, 1-4,000 characters.")],
    format_ids: Annotated[list[str], typer.Option("--format", help="Format id; may be given several times.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")],
    mode: Annotated[str, typer.Option(help="Where pictures come from: generate, search, upload.")] = "generate",
    prompt: Annotated[str, typer.Option(help="What the picture shows; empty: thought up from the offer.")] = "",
    picture: Annotated[Path | None, typer.Option(help="The file to upload.")] = None,
    seed: Annotated[int | None, typer.Option(help="Same seed, same pictures and copy.")] = None,
    kind: Annotated[FileType, typer.Option("--type")] = "png",
    campaign: Annotated[str, typer.Option(help="Id of the campaign; empty: the author's personal one.")] = "",
    user: UserName = "admin",
    as_json: AsJson = False,
) -> None:
    """Make banners of one offer and write them into a folder."""
    open_state()
    author = user_named(user)
    brief = BriefInput(product=product, offer=offer, formats=tuple(format_ids), mode=mode, prompt=prompt,
                       picture=_read_upload(picture), seed=seed, campaign=campaign)  # fmt: skip
    _make_folder(out)
    view = _await(wiring.submit(brief, author).id, author)
    if view.error and view.error["code"] == Refused.code:
        raise Refused(view.error["message"], field="offer", **view.error["values"])
    files = _write_files(view, author, kind, out)
    report = job_report(view, wiring.formats(), files)
    lines = [file.path for file in files.values()] or [f"{report['status']}: {report['error']}"]
    answer(report, as_json=as_json, lines=lines)
    raise typer.Exit(0 if view.status == Status.COMPLETED else 1)


def _read_upload(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput("The picture cannot be read: {reason}", field="picture", reason=error.strerror) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".adbanner-probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadInput("The folder {folder} cannot be written: {reason}", field="out", folder=str(folder),
                       reason=error.strerror) from error  # fmt: skip


def _await(job_id: str, author: User) -> JobView:
    """The job when it is finished: carried by the workers, or here where none is running."""
    if not live_workers():
        say("No worker is running: doing the work here.")
        wiring.carry_out(job_id)
    shown = ""
    while (view := wiring.job(job_id, author)).active:
        notes = ", ".join(f"{stage.note} {stage.fraction:.0%}" for stage in view.stages if stage.note)
        if notes and notes != shown:
            say(notes)
            shown = notes
        time.sleep(POLL)
    return view


def _write_files(view: JobView, author: User, kind: FileType, folder: Path) -> dict[str, Written]:
    """Every banner's file, blocked ones too: a script reads the gate's level and decides."""
    files = {}
    for banner in view.banners:
        if banner.version is None:
            continue
        made = exporting.export(wiring.desk(), banner.version, kind)
        path = folder / made.file_name
        try:
            path.write_bytes(made.data)
        except OSError as error:
            raise EngineFailed("{file} could not be written: {reason}", file=str(path),
                               reason=error.strerror) from error  # fmt: skip
        exporting.note(made, author)
        files[banner.id] = Written(str(path), gate_report(made.standing, "en"))
        for reason in made.standing.open_red:
            say(f"{path}: blocked for the networks. {told(reason, 'en')}")
    return files


# --- jobs ------------------------------------------------------------------------------------------------------------


@jobs_app.callback()
def list_jobs(context: typer.Context, user: UserName = "admin", as_json: AsJson = False) -> None:
    """The last jobs of all people."""
    if context.invoked_subcommand:
        return

    open_state()
    rows = [
        {"id": row.id, "status": row.status, "created_at": row.created_at.isoformat(), "error": row.error}
        for row in last_jobs()
    ]
    answer(rows, as_json=as_json, lines=[f"{row['id']}  {row['status']:10}{row['created_at']}" for row in rows])


@jobs_app.command("retry")
def retry_job(job_id: str, user: UserName = "admin") -> None:
    """Try the failed stages of a job again; finished ones are kept."""
    open_state()
    wiring.retry(job_id, user_named(user))


@jobs_app.command("cancel")
def cancel_job(job_id: str, user: UserName = "admin") -> None:
    """Cancel a job."""
    open_state()
    wiring.cancel(job_id, user_named(user))


# --- users -----------------------------------------------------------------------------------------------------------


@users_app.command("add")
def add_user(username: str, role: str, name: str = "") -> None:
    """Add an account; its password is printed once."""
    open_state()
    account = people.create_user(username, role, name)
    print(f"{account.username} {account.password}")


@users_app.command("role")
def set_role(username: str, role: str) -> None:
    """Give an account another role; it counts from that person's next click."""
    open_state()
    people.change_role(username, role, by=None)


@users_app.command("disable")
def disable_user(username: str) -> None:
    """Switch an account off; it counts from that person's next click."""
    open_state()
    people.disable(username)


# --- the edge --------------------------------------------------------------------------------------------------------


def tell(code: str, detail: str, status: int, *, as_json: bool) -> int:
    """Say what went wrong, in both channels. Returns the exit status."""
    say(detail)
    if as_json:
        print(json.dumps({"error": {"code": code, "detail": detail}}, ensure_ascii=False))
    return status


def main(arguments: list[str]) -> int:
    """Run a command; every error becomes one line and an exit status."""
    as_json = "--json" in arguments
    try:
        return app(arguments, standalone_mode=False) or 0
    except (BadInput, NotAllowed) as error:
        return tell(error.code, str(error), 2, as_json=as_json)
    except AdBannerError as error:
        return tell(error.code, str(error), 1, as_json=as_json)
    except typer.BadParameter as error:
        return tell("bad_input", error.format_message(), 2, as_json=as_json)
    except typer.TyperException as error:
        return tell("bad_input", str(error), 2, as_json=as_json)
    except (typer.Abort, KeyboardInterrupt):
        return tell("cancelled", "Interrupted.", 1, as_json=as_json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
