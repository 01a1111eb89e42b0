"""The offline copywriter: an offer becomes the texts of a format by rules, without a model and without a network.

clean -> sentences, clauses, chunks (`clauses`) -> phrases (`phrases`) -> ranked and fitted to the fields (`fitting`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.copywriting.offline.appeal import PROMISE, chunk_appeal, leading_clause
from core.copywriting.offline.buttons import button_texts, short_names, within
from core.copywriting.offline.chunks import Chunk
from core.copywriting.offline.clauses import sentences
from core.copywriting.offline.fillers import fillers
from core.copywriting.offline.fitting import Text, headlines, messages, shortest
from core.copywriting.offline.truth import UNSAID, owing
from core.copywriting.offline.wording import Wording, wording
from core.copywriting.offline.worth import Source, coverage
from core.copywriting.port import AdCopy, CopyRequest
from core.copywriting.text import capitalised, clean_text, cut_at_word, graphemes, typographic
from core.formats.schema import TextField
from core.guard.doubt_output import worth_advertising
from core.ports import Checkpoint, unwatched

#: A message shorter than this share of its limit is filled up from the product's description.
BARE = 1 / 3
#: What the offer's own promise in the headline is worth beside what else the two texts could say.
LED = 4.0
#: Of how many good texts the variants of a field are taken.
CHOICES = 6


class OfflineCopywriter:
    """Writes by rules (`Copywriter`). Deterministic; a few milliseconds a format; needs nothing but the word tables."""

    engine = "offline-1"

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        """All fields of one format; `request.variant` picks among the good texts."""
        return self._copy(_Desk(request).write({field.id: request.variant for field in request.fields}))

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        """Another text for one field, or for all of them. Unchanged only where no other text fits."""
        ids = [f.id for f in request.fields]
        if field is not None and field not in ids:
            raise KeyError(field)
        again = ids if field is None else [field]
        kept = {} if field is None else {i: t for i, t in draft.texts.items() if i != field and i in ids}
        desk = _Desk(request)
        for turn in range(1, CHOICES + 1):
            texts = desk.write(dict.fromkeys(again, request.variant + turn), kept)
            if any(texts[i] != draft.texts.get(i) for i in again):
                break
        return self._copy(texts)

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        """Rewritten again and again, as long as something new comes of it."""
        told = [dict(draft.texts)]
        for turn in range(request.variant, request.variant + 3 * count):
            copy = self.rewrite(replace(request, variant=turn), AdCopy(told[-1], self.engine), None)
            if copy.texts not in told:
                told.append(dict(copy.texts))
            if len(told) > count:
                break
        return [self._copy(texts) for texts in told[1:]]

    def _copy(self, texts: Mapping[str, str]) -> AdCopy:
        return AdCopy(texts=dict(texts), engine=self.engine, draft=True)


class _Desk:
    """One request being written: its sources, and what has been said so far."""

    def __init__(self, request: CopyRequest) -> None:
        self.request = request
        self.words: Wording = wording(request.language)
        self.name = clean_text(request.product_name)
        self.names = f"{request.product_name} {request.product_description}"
        offer = sentences(worth_advertising(request.offer, request.doubtful), request.language, self.names)
        self.offer = Source(offer, self.words, leading_clause(offer, self.words), self.name)

    def write(self, turns: Mapping[str, int], kept: Mapping[str, str] | None = None) -> dict[str, str]:
        """Texts by field id; `turns` says which of the good texts each field takes, `kept` are final."""
        texts = dict(kept or {})
        said = self._said_in(texts)
        open_fields = [field for field in self.request.fields if field.id not in texts]
        lead = next((f for f in open_fields if f.role == "headline"), None)
        body = next((f for f in open_fields if f.role in ("message", "legal")), None)
        if lead:
            chosen = self._lead(lead, body, said, turns[lead.id])
            texts[lead.id] = self._finish(chosen.text, lead.limit)
            said += chosen.said
        for field in open_fields:
            if field is not lead:
                chosen = self._other(field, said, turns[field.id], texts)
                texts[field.id] = self._finish(chosen.text, field.limit)
                said += chosen.said
        return {field.id: texts[field.id] for field in self.request.fields}

    def _said_in(self, kept: Mapping[str, str]) -> list[Chunk]:
        """The chunks that kept fields say, so that a rewritten field says something else."""
        joined = "\n".join(kept.values()).casefold().replace("\u00a0", " ")
        plain = typographic(joined, self.request.language).replace("\u00a0", " ")
        every = (c for s in self.offer.sentences for k in s.clauses for c in k.chunks)
        return [c for c in every if self._finish(c.text, None).casefold().replace("\u00a0", " ") in plain]

    def _lead(self, field: TextField, body: TextField | None, said: Sequence[Chunk], turn: int) -> Text:
        """The headline that leaves headline and message together worth most."""
        limit = field.limit or 40
        found = headlines(self.offer, limit, said, more_follows=bool(body))[:10]
        led = any(c.at[:2] == self.offer.lead for t in found for c in t.said)
        if not found or found[0].worth < PROMISE or not (led or body):
            found = shortest(self.offer, limit)[:3] or found
        found = [t for t in found if not self.offer.lead or max(map(chunk_appeal, t.said)) > 1]
        room = (body.limit or 90) if body else 0
        found.sort(key=lambda t: -self._together(t, room, said))
        strong = [t for t in found if t.worth >= max(1.0, 0.5 * max(t.worth for t in found))] if found else []
        names = [
            Text(name, (), 0) for name in within([capitalised(n) for n in short_names(self.name, self.words)], limit)
        ]
        strong = [*found, *names] if turn and len(strong) < 2 else strong
        return _turn(strong or names or self._last_resort(limit), turn)

    def _together(self, headline: Text, limit: int, said: Sequence[Chunk]) -> float:
        """What a headline is worth with the best message that it leaves."""
        best = next(iter(messages(self.offer, limit, [*said, *headline.said], most=2)), None) if limit else None
        unsaid = owing(headline.said, best.said if best else (), self.offer.sentences) if limit else 0.0
        said_there = best.said if best else ()
        led = LED * any(c.at[:2] == self.offer.lead for c in headline.said)
        return led + 4 * headline.worth + coverage([*headline.said, *said_there], self.offer) - UNSAID * unsaid

    def _other(self, field: TextField, said: Sequence[Chunk], turn: int, texts: Mapping[str, str]) -> Text:
        limit = field.limit or 90
        others = "\n".join(texts.values()).casefold()
        candidates = self._candidates(field, limit, said)
        found = [t for t in candidates if self._finish(t.text, None).rstrip(".").casefold() not in others]
        return _turn(found[:CHOICES] or self._last_resort(limit), turn)

    def _candidates(self, field: TextField, limit: int, said: Sequence[Chunk]) -> list[Text]:
        if field.role == "button":
            buttons = button_texts(self.name, self.request.offer, self.request.product_description, self.words)
            return [Text(text, (), 0) for text in within(buttons, limit)]
        names = [Text(n, (), 0) for n in within([capitalised(n) for n in short_names(self.name, self.words)], limit)]
        if field.role == "label":
            return names
        if field.role == "headline":
            return headlines(self.offer, limit, said) or names
        offered = messages(self.offer, limit, said)
        if offered and offered[0].worth > 2 and graphemes(offered[0].text) >= BARE * limit:
            return [t for t in offered if t.worth >= 0.6 * offered[0].worth]
        return self._filled(offered, limit, said) or names

    def _filled(self, offered: Sequence[Text], limit: int, said: Sequence[Chunk]) -> list[Text]:
        """Short offers: what little is left of the offer, then the product in its own words."""
        first = offered[0] if offered else Text("", (), 0)
        room = limit - graphemes(first.text) - (1 if first.text else 0)
        start = first.text if first.text.endswith(".") or not first.text else f"{first.text}."
        description, language = self.request.product_description, self.request.language
        alone = self.offer.lead is None
        spare = fillers(description, language, self.words, self.names, room, alone=alone) if room > 12 else []
        filled = [Text(f"{start} {text}".strip(), first.said, first.worth) for text in spare]
        return [*(t for t in filled if graphemes(t.text) <= limit), *offered]

    def _last_resort(self, limit: int) -> list[Text]:
        """Where nothing else fits: first words of the name, or a word of the house."""
        words = cut_at_word(self.name, limit)
        spare = within(list(self.words.fallback), limit)
        whole = words if words and words.split()[-1].casefold() not in self.words.never_last else ""
        return [Text(text, (), 0) for text in [*spare, whole] if text]

    def _finish(self, text: str, limit: int | None) -> str:
        finished = typographic(text, self.request.language)
        return finished if limit is None or graphemes(finished) <= limit else text


def _turn(found: Sequence[Text], turn: int) -> Text:
    return found[turn % min(len(found), CHOICES)]
