"""Measuring copy: each measure against examples by hand, the file of briefs, and whole runs against a fake server."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import eval_copy
from bench.copy_measures import dangling, headline_fact, is_foreign, measure, repeated, tone_breaks
from bench.eval_copy_briefs import (
    BadFileError,
    EvalBrief,
    audience_line,
    field_set,
    format_sets,
    limits_of,
    parse_brief,
    read_briefs,
)
from bench.eval_copy_claims import (
    invented_codes,
    invented_dates,
    invented_numbers,
    invented_promises,
    mentions,
    requalified,
)
from bench.eval_copy_report import Share, figures, percentile, table
from bench.eval_copy_run import Outcome
from core import config
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRecord, Repair
from core.llm.port import Usage
from tests.copy_servers import good_copy
from tests.llm_server import LlmServer, answer, failure, schema_name

SIX = Path(__file__).with_name("briefs_six.jsonl")

# --- what copy claims -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offer", "copy", "invented"),
    [
        ("Кредит от 9,9 % годовых", "Ставка от 9,9%", []),
        ("Кредит от 9,9 % годовых", "Ставка от 9,5%", ["9,5"]),
        ("10 000 ₽ за друга", "10\u00a0000 рублей", []),
        ("10 000 ₽ за друга", "10 тыс. ₽", []),
        ("10 000 ₽ за друга", "100 000 ₽", ["100 000"]),
        ("до 3 млн ₽", "до 3 000 000 ₽", []),
        ("$1,200.50 a year", "1200.50 dollars", []),
        ("скидка 10 ₽", "скидка 10 %", ["10"]),
        ("$48 for two", "£48", ["48"]),
        ("Три месяца без платы", "3 месяца", []),
        ("три ночи", "четыре ночи", ["четыре"]),
        ("12 months for free", "A year: 12 months", []),
        ("Абонемент на год", "12 месяцев", []),
        ("вклад на 24 месяца", "на 2 года", []),
        ("5–10 % в кафе", "5 % и 10 %", []),
        ("от 3 000 до 150 000 ₽", "от 3 000 ₽", []),
        ("until 8 pm", "until 20:00", ["00"]),
        ("Half price", "50% off", []),
        ("Скидка 12 % до 31.12", "12 % до 31 декабря", []),
        ("code SAVE15", "SAVE15", []),
        ("18-month plan", "18 months", []),
        ("5 ГБ за 990 ₽", "990 ₽ 5 ГБ", []),
        ("1 000 ₽ и 5 %", "1 000 ₽\n5 % кэшбэка", []),
    ],
)
def test_numbers_that_the_offer_does_not_say_with_that_unit_are_invented(
    offer: str, copy: str, invented: list[str]
) -> None:
    assert invented_numbers(copy, offer) == invented


@pytest.mark.parametrize(
    ("offer", "copy", "invented"),
    [
        ("до 31 декабря", "до 31.12", []),
        ("до 31.12.2025", "до 31 декабря", []),
        ("до конца года", "до 31 декабря", []),
        ("Aug 18–24", "18 August to 24 August", []),
        ("с 1 по 11 мая", "до 11 мая", []),
        ("с 1 по 11 мая", "до 12 мая", ["12.05"]),
        ("before 1 November", "before 1 December", ["0.12", "1.12"]),
        ("до воскресенья", "до пятницы", ["пятницы"]),
        ("до воскресенья", "Только сегодня", ["Только сегодня"]),
        ("You may save", "You may save more", []),
        ("взнос от 20.1%", "взнос от 20.1%", []),
        ("24/7", "24/7", []),
    ],
)
def test_days_and_deadlines_that_the_offer_does_not_have_are_invented(
    offer: str, copy: str, invented: list[str]
) -> None:
    assert invented_dates(copy, offer) == invented


@pytest.mark.parametrize(
    ("offer", "copy", "invented"),
    [
        ("промокод ЗАРАНЕЕ15", "ЗАРАНЕЕ15", []),
        ("промокод ЗАРАНЕЕ15", "с кодом «РАНО15»", ["РАНО15"]),
        ("20 % off", "20 % off with code SAVE", ["SAVE"]),
        ("eSIM for 5G", "eSIM for 5G", []),
    ],
)
def test_codes_that_the_offer_does_not_say_are_invented(offer: str, copy: str, invented: list[str]) -> None:
    assert invented_codes(copy, offer) == invented


@pytest.mark.parametrize(
    ("offer", "copy", "invented"),
    [
        ("Обслуживание 0 ₽", "Бесплатное обслуживание", []),
        ("Минус 12 % на отели", "Скидка 12 % на отели", []),
        ("Карта с доставкой", "Бесплатная доставка", ["Бесплатная"]),
        ("A savings account", "A bonus for savers", ["bonus"]),
        ("A loan without fuss", "Feel free to ask", []),
        ("A loan", "Guaranteed approval", ["Guaranteed"]),
    ],
)
def test_promises_without_a_word_of_them_in_the_offer_are_invented(offer: str, copy: str, invented: list[str]) -> None:
    assert invented_promises(copy, offer) == invented


@pytest.mark.parametrize(
    ("offer", "copy", "changed"),
    [
        ("up to 40% off", "40% off", ["40"]),
        ("up to 40% off", "Up to 40% off", []),
        ("40% off", "up to 40% off", ["up to 40"]),
        ("взнос от 20,1%", "взнос 20,1 %", ["20,1"]),
        ("от 190 ₽", "от всего 190 ₽", []),
        ("заказ от 500 ₽", "500 ₽ и больше", []),
        ("5–10 % кэшбэк", "до 10 % кэшбэк", []),
        ("5–10 % кэшбэк", "10 % кэшбэк", ["10"]),
        ("23 900 ₽ вместо 35 850 ₽", "35 850 ₽", ["35 850"]),
        ("£14.99, was £20", "Instead of £20: £14.99", []),
        ("до 31 декабря 5 %", "5 % по 31 декабря", []),
        ("free for over-65s", "65+ free", []),
    ],
)
def test_a_number_keeps_its_qualifier(offer: str, copy: str, changed: list[str]) -> None:
    assert requalified(copy, offer) == changed


@given(st.text(max_size=80))
def test_a_text_invents_and_changes_nothing_of_itself(text: str) -> None:
    for rule in (invented_numbers, invented_dates, invented_codes, invented_promises, requalified):
        assert rule(text, text) == []


@given(st.integers(min_value=13, max_value=10**9))
def test_a_number_is_read_however_its_thousands_are_set(number: int) -> None:
    spellings = [str(number), f"{number:,}", f"{number:,}".replace(",", "\u00a0"), f"{number:,}".replace(",", "’")]
    assert [invented_numbers(one, f"{number} ₽") for one in spellings] == [[]] * 4
    assert mentions(f"{number + 1}")[0].text in invented_numbers(f"{number + 1}", f"{number}")


# --- manners ----------------------------------------------------------------------------------------------------------

LOAN = EvalBrief("a", "Loan from 9.9%, code CASH20", "en", "Loan", "Cash in two minutes")


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("A loan from 9.9%", []),
        ("A unique loan", ["unique"]),
        ("HURRY to get a loan", ["hurry", "HURRY"]),
        ("Use CASH20", []),
        ("Great loan! Get it!", ["!"]),
        ("Great loan!", []),
        ("A loan 🎉", ["emoji"]),
        ("**A loan**", ["markup"]),
        ("A loan\nfrom 9.9%", ["markup"]),
    ],
)
def test_breaks_of_tone(text: str, breaks: list[str]) -> None:
    assert tone_breaks(LOAN, [text], ["unique", "hurry"]) == breaks


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Кредит от 9,9 %", "ru", False),
        ("eSIM и Wi-Fi в дорогу", "ru", False),
        ("Loans for everyone", "ru", True),
        ("Кредит для вас", "en", True),
        ("Loan «Причал»", "en", False),
        ("这是一个横幅", "ru", True),
        ("这是一个横幅", "en", True),
        ("Café for two", "en", False),
        ("100 %", "en", False),
        ("", "ru", False),
    ],
)
def test_the_language_of_a_field(text: str, language: Any, foreign: bool) -> None:
    assert is_foreign(text, language, "Кредит «Причал» от 9,9 %" if language == "ru" else "«Причал»") is foreign


def test_runs_of_three_words_count_each_time_they_come_again() -> None:
    assert repeated(["One two three four", "one two three"]) == ["one two three"]
    assert repeated(["one two", "one two"]) == []


def test_texts_that_break_off() -> None:
    assert dangling(["A loan from", "A loan.", "A card,", "Loan…", ""], "en") == ["from", "card,", "Loan…"]


@pytest.mark.parametrize(
    ("offer", "headline", "found"),
    [
        ("5 % back", "5 % back", True),
        ("5 % back", "Money comes back", False),
        ("First lesson free, then £9", "Free first lesson", True),
        ("A card for you", "A card for you", None),
    ],
)
def test_a_headline_has_a_fact_where_the_offer_has_one(offer: str, headline: str, found: bool | None) -> None:
    assert headline_fact(EvalBrief("a", offer, "en"), [headline]) is found


def test_a_copy_is_measured_by_its_fields() -> None:
    brief = next(one for one in read_briefs(SIX) if one.id == "sale-en")
    fields = field_set("own", {"headline": 20, "button": 10}).fields
    found = measure(brief, fields, {"headline": "40% off desks in June and more", "button": ""}, ())
    assert found.over == {"headline": 10}
    assert found.empty == ("button",)
    assert (found.kept, found.lost) == ((), (0, 1))
    assert (found.qualifiers, found.dates, found.headline_fact) == (("40",), ("0.06",), True)


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_brief_may_say_no_more_than_its_offer() -> None:
    brief = parse_brief({"offer": " Кредит "}, "line-1")
    assert (brief.id, brief.offer, brief.language, brief.facts, brief.audience) == ("line-1", "Кредит", "ru", (), "")


@pytest.mark.parametrize(
    ("audience", "line"),
    [
        (None, ""),
        ("parents", "parents"),
        ({"age": "30-50", "interests": ["a", "b"], "region": ""}, "age: 30-50; interests: a, b"),
    ],
)
def test_an_audience_is_one_line(audience: object, line: str) -> None:
    assert audience_line(audience, "en") == line


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "there are no briefs in it"),
        ('{"offer": "a"}\n{"offer": ', "line 2: Expecting value"),
        ("[]", "line 1: not an object"),
        ('{"product": "a"}', "line 1: there is no offer"),
        ('{"offer": 7}', "line 1: offer: not a text"),
        ('{"offer": "a", "language": "de"}', "line 1: language: 'de' is neither 'ru' nor 'en'"),
        ('{"offer": "a", "facts": {}}', "x"),
        ('{"offer": "a", "facts": 7}', "line 1: facts: not a list"),
        ('{"offer": "a", "facts": [{"text": "b"}]}', "line 1: facts[0].accept: not a list of expressions"),
        ('{"offer": "a", "facts": [{"accept": ["("]}]}', "line 1: missing ), unterminated subpattern"),
        ('{"offer": "a", "audience": 7}', "line 1: audience: neither a text nor an object"),
    ],
)
def test_a_bad_file_is_told_with_its_line(
    content: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "briefs.jsonl"
    path.write_text(content, "utf-8")
    if complaint == "x":  # an empty object is no list either, but says nothing
        assert read_briefs(path)[0].facts == ()
        return
    assert eval_copy.main([str(path)]) == 2
    assert complaint in capsys.readouterr().err


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe{}")
    for name in ("absent", "binary"):
        with pytest.raises(BadFileError, match="cannot be read"):
            read_briefs(tmp_path / name)


def test_lines_end_at_line_feeds_only_and_equal_ids_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    path.write_text('{"id": "a", "offer": "one\u2028two"}\n{"id": "a", "offer": "b"}\n', "utf-8")
    assert [brief.id for brief in read_briefs(path)] == ["a", "a#2"]


def test_field_sets_come_by_limits_and_by_format() -> None:
    own = field_set("own", limits_of("headline=40,message=90"))
    assert [(one.id, one.limit) for one in own.fields] == [("headline", 40), ("message", 90)]
    assert [one.format_id for one in format_sets(["pilot-1080"])] == ["pilot-1080"]
    assert all(one.fields for one in format_sets([]))
    with pytest.raises(ValueError, match="no such format: nowhere"):
        format_sets(["nowhere"])


# --- figures ----------------------------------------------------------------------------------------------------------


def test_figures_count_copies_and_what_they_took() -> None:
    brief = parse_brief(json.loads(SIX.read_text("utf-8").splitlines()[0]), "")
    fields = field_set("own", {"headline": 40})
    texts = {"headline": "Кредит от 9,9 % годовых"}
    usage = Usage(calls=2, prompt_tokens=100, completion_tokens=20, seconds=1.0, waited=0.5, cost=0.25)
    record = CopyRecord(corrections=2, repairs=(Repair("headline", "cut"),), fallback="timeout", usage=usage)
    found = figures([
        Outcome(brief.id, "a", "own", texts, True, record, measure(brief, fields.fields, texts), 1.6),
        Outcome(brief.id, "a", "own", failed="KeyError: x"),
    ], {brief.id: brief}, "EUR")  # fmt: skip
    expected = {
        "copies": 1, "failed": 1, "facts kept: all": Share(1, 2), "facts kept: percent": Share(1, 1),
        "fallback": Share(1, 1), "corrections a copy": 2.0, "repaired: cut": Share(1, 1),
        "repaired: rebuilt": Share(0, 1),
        "tokens a copy": 120.0, "cost, EUR": 0.25, "of them our own, p50": pytest.approx(0.1),
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


def test_no_copies_at_all_give_figures_too() -> None:
    assert figures([], {}, "USD")["seconds p50"] == 0


@pytest.mark.parametrize(("share", "value"), [(50, 5), (95, 10), (10, 1), (100, 10)])
def test_percentiles_are_values_that_were_measured(share: int, value: int) -> None:
    assert percentile(range(1, 11), share) == value


def test_a_table_stands_in_columns_and_leaves_out_what_nobody_has() -> None:
    assert table(
        "large", {"a": {"copies": 2, "buttons": Share(0, 0)}, "b": {"copies": 10, "buttons": Share(0, 0)}}
    ) == ("large   a   b\ncopies  2  10")


# --- whole runs -------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmServer]:
    """A server that answers well, as the settings have it."""
    with LlmServer(good_copy) as server:
        monkeypatch.setenv("LLM_BASE_URL", server.url)
        monkeypatch.setenv("LLM_MODEL", "fake")
        config.settings.cache_clear()
        yield server
    config.settings.cache_clear()


@pytest.fixture
def ran(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, dict[str, Any]]]:
    """A run over the six briefs: what was printed, and the JSON file."""

    def run(*arguments: str) -> tuple[str, dict[str, Any]]:
        path = tmp_path / "out.json"
        assert eval_copy.main([str(SIX), *arguments, "--json", str(path)]) == 0
        return capsys.readouterr().out, json.loads(path.read_text("utf-8"))

    return run


Run = Callable[..., tuple[str, dict[str, Any]]]


def test_without_a_model_the_offline_engine_is_measured(ran: Run) -> None:
    printed, content = ran()
    assert "Guard rules: 6 briefs, refused 1/6 17%, cut 1/6 17%" in printed
    assert "refused empty-ru (awkward): form, offer: The offer is empty" in printed
    assert "expected: asks for an offer" in printed
    assert list(content["totals"]) == ["large", "pilot", "small", "tiny", "all"]
    whole = content["totals"]["all"]["offline"]
    assert whole["copies"] == 20
    assert (whole["characters over"], whole["invented: numbers"]) == (0, 0)


def test_a_model_needs_settings(capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (["--engine", "openai"], ["--judge"]):
        assert eval_copy.main([str(SIX), *asked]) == 2
        assert "ADBANNER_LLM_BASE_URL" in capsys.readouterr().err


def test_formats_that_are_not_there_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert eval_copy.main([str(SIX), "--formats", "nowhere"]) == 2
    assert "no such format: nowhere" in capsys.readouterr().err


def test_a_good_server_is_measured_beside_the_rules(served: LlmServer, ran: Run) -> None:
    printed, content = ran("--engine", "openai", "--engine", "offline", "--formats", "pilot-1080", "--show")
    columns = content["totals"]["pilot-1080"]
    assert columns["openai"]["fallback"] == {"part": 0, "whole": 5}
    assert columns["openai"]["corrections a copy"] == 0
    assert columns["openai"]["facts kept: all"] == columns["offline"]["facts kept: all"]
    assert columns["openai"]["calls"] == 5
    assert served.most_at_once <= 5
    assert "expected: advertises the bars, and nothing else" in printed
    shown = {(one["engine"], one["brief"]): one["texts"] for one in content["copies"]}
    assert len(shown) == 10
    assert shown["openai", "loan-ru"] == shown["offline", "loan-ru"]


def test_the_baseline_shows_what_a_model_gets_wrong(served: LlmServer, ran: Run) -> None:
    bad = {"headline": "Only today: 99% off!!!", "message": "Guaranteed. Get it with code FAKE77, from $12."}
    served.replies(lambda request: bad if schema_name(request) == "copy" else good_copy(request))
    _, content = ran("--engine", "baseline", "--set", "pilot")
    found = content["totals"]["pilot"]["baseline"]
    assert found["copies that invent"] == {"part": 5, "whole": 5}
    # Of a brief that the guard has cut, no field is shown that says nothing of the offer: one message less.
    assert (found["invented: numbers"], found["invented: codes"], found["invented: dates"]) == (9, 4, 5)
    assert found["tone breaks"] >= 5
    assert found["fields in another language"] == 4  # both fields of both Russian briefs


def test_a_server_that_is_away_is_counted_as_fallback(served: LlmServer, ran: Run) -> None:
    served.replies([failure(401)])
    printed, content = ran("--engine", "baseline", "--set", "tiny")
    assert content["totals"]["tiny"]["baseline"]["fallback"] == {"part": 5, "whole": 5}
    assert "baseline fell back 5 times: rejected" in printed
    assert "by rules alone for want of a model 5" in printed


def test_one_brief_that_breaks_an_engine_stops_nothing(ran: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = OfflineCopywriter.write

    def broken(self: Any, request: Any, **more: Any) -> Any:
        if "40%" in request.offer:
            raise KeyError("no such word")
        return whole(self, request, **more)

    monkeypatch.setattr(OfflineCopywriter, "write", broken)
    printed, content = ran("--set", "pilot")
    assert "sale-en        FAILED: KeyError: 'no such word'" in printed
    assert (content["totals"]["pilot"]["offline"]["copies"], content["totals"]["pilot"]["offline"]["failed"]) == (4, 1)


def test_copies_are_judged_against_another_engine(served: LlmServer, ran: Run) -> None:
    def longer_is_better(request: Any) -> Any:
        if schema_name(request) == "comparison":
            task = request["messages"][-1]["content"]
            a, b = (task.split(f"Banner {one}:\n")[1].split("\n<<end of")[0] for one in "AB")
            return answer({"reason": "more is said", "winner": "a" if len(a) > len(b) else "b"})
        if schema_name(request) == "copy":
            return {"headline": "Short", "message": "Short"}
        return good_copy(request)

    served.replies(longer_is_better)
    printed, content = ran("--engine", "baseline", "--judge", "--set", "pilot")
    assert "Judged 5 pairs, baseline against offline: 0 better, 5 worse, 0 ties" in printed
    assert {one["verdict"] for one in content["judged"]} == {"second"}
    assert content["judge"].startswith("judge-1-")
