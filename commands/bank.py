"""`manage.py bank`: bring pictures into a bank, and search it."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

import wiring
from commands.console import AsJson, answer, open_state, say
from core.bank_search import MOST, Question
from core.banks import summaries
from core.briefs import OFFER_LIMIT, check_text
from core.errors import BadInput
from core.products import product_of_slug
from core.retrieval.words import language_of

app = typer.Typer(no_args_is_help=True, help="The designers' banks of pictures.")

BankName = Annotated[str, typer.Option("--bank", help="Name of a bank; empty: the one that banners are made from.")]


@app.command("import")
def import_folder(folder: Path, bank: BankName = "", as_json: AsJson = False) -> None:
    """Bring a folder of captioned pictures (captions.jsonl and its files) into a bank. May be repeated."""
    open_state()
    report = wiring.import_bank(folder, bank, lambda what, done, of: say(f"{what} {done} of {of}"))
    for skipped in report.skipped:
        say(f"line {skipped.line} {skipped.id}: {skipped.reason}")
    value = vars(report) | {"skipped": [vars(skipped) for skipped in report.skipped]}
    lines = [f"{report.bank}: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
             f"{len(report.skipped)} skipped"]  # fmt: skip
    answer(value, as_json=as_json, lines=lines)


@app.command("list")
def list_banks(as_json: AsJson = False) -> None:
    """The banks there are."""
    open_state()
    rows = [{"name": one.name, "pictures": one.pictures, "flags": dict(one.flags)} for one in summaries()]
    lines = [f"{row['name']:24}{row['pictures']} pictures" for row in rows]
    answer(rows, as_json=as_json, lines=lines or ["There is no bank yet."])


@app.command()
def search(
    query: Annotated[str, typer.Option(help="What is looked for, in Russian or English.")],
    product: Annotated[str, typer.Option(help="Slug of the product that it is for.")] = "",
    product_text: Annotated[str, typer.Option(help="Or its description.")] = "",
    bank: BankName = "",
    limit: Annotated[int, typer.Option(min=1, max=MOST)] = 10,
    without: Annotated[list[str] | None, typer.Option(help="Leave out pictures with this flag.")] = None,
    as_json: AsJson = False,
) -> None:
    """Search as the image mode does: ranked, before one of the best is drawn."""
    open_state()
    text = check_text(query, field="query", limit=OFFER_LIMIT)
    if not text:
        raise BadInput("Write what you are looking for.", field="query")
    described = _product_texts(product, product_text)
    try:
        question = Question(text=text, product=described, bank=bank, limit=limit, without=without or [])
    except ValidationError as error:
        option, told = error.errors()[0]["loc"][0], error.errors()[0]["msg"]
        raise BadInput("--{option}: {told}", field=str(option), option=option, told=told) from error
    if wiring.can_search():
        hits = wiring.search_bank(question)
    else:
        say("No worker that searches is running: loading the model here.")
        hits = wiring.search_bank_here(question)
    rows = [{"id": hit.picture.name, "score": round(hit.score, 6), "why": why(hit)} for hit in hits]
    lines = [f"{row['score']:8.3f}  {row['id']:24}{row['why']}" for row in rows]
    answer(rows, as_json=as_json, lines=lines or ["Nothing was found."])


def _product_texts(slug: str, text: str) -> dict[str, str]:
    if slug and text:
        raise BadInput("Name a product or describe it, not both.", field="product")
    if slug:
        return dict(product_of_slug(slug).description)
    plain = check_text(text, field="product-text", limit=OFFER_LIMIT)
    return {language_of(plain): plain} if plain else {}


def why(hit: wiring.Hit) -> str:
    """The reasons for a hit in one line, the strongest first."""
    return "; ".join(
        f"{reason.signal} {reason.share:.0%}" + (f" “{reason.text}”" if reason.text else "") for reason in hit.reasons
    )
