"""Putting a decision right on its page: other labels at once, and the words that speak for a label or do not."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.domain.decisions import DecisionDraft, DecisionRecord, DecisionSpan, RejectReason, Verdict
from service.domain.items import ItemRecord
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.frame import Deciding, page
from service.handlers.console.item import item_response
from service.handlers.console.word_marks import mark_of, quoted_spans, span_of, words_of
from service.handlers.wire import Words
from service.request_errors import RequestInvalidError
from service.services.claims import ItemClaimedError
from service.services.decision_rules import MOST_SPANS
from service.services.decisions import DecisionConflictError
from service.services.score_sight import without_scores

__all__ = ["router"]

router = APIRouter(prefix="/items/{item_id}", include_in_schema=False)

_SEE_OTHER = 303
_LABELS = {"recruitment": ("recruitment",), "f4_sale": ("f4_sale",), "both": ("recruitment", "f4_sale")}
_Label = Literal["recruitment", "f4_sale"]
_Mark = Annotated[str, Field(pattern=r"^(recruitment|f4_sale):[0-9]{1,6}:[0-9]{1,6}:(yes|no)$")]
_Quote = Annotated[str, Words(1, 500)]
_Meaning = Literal["recruitment:yes", "f4_sale:yes", "recruitment:no", "f4_sale:no"]


class CorrectForm(Form):
    """Other labels for a confirmation that holds."""

    decision: UUID
    version: int = Field(ge=1)
    labels: Literal["recruitment", "f4_sale", "both"]


class WordsForm(Form):
    """A decision together with its words; with `decision` it takes the place of that one."""

    decision: UUID | None = None
    version: int = Field(ge=1)
    score_visible: bool = True
    """The page that the form stood on showed the score."""
    label: list[_Label] = Field(default=[], max_length=2)
    reason: RejectReason | None = None
    note: Annotated[str, Words(1, 2000)] | None = None
    span: list[_Mark] = Field(default=[], max_length=MOST_SPANS)
    quote_1: _Quote | None = None
    quote_2: _Quote | None = None
    quote_3: _Quote | None = None
    meaning_1: _Meaning = "recruitment:yes"
    meaning_2: _Meaning = "recruitment:yes"
    meaning_3: _Meaning = "recruitment:yes"

    def as_draft(self, item_id: UUID, text: str) -> DecisionDraft:
        """Return the decision as the service takes it; labels make a confirmation, a reason makes a rejection."""
        numbered = (
            (number, getattr(self, f"quote_{number}"), getattr(self, f"meaning_{number}")) for number in (1, 2, 3)
        )
        quotes = [(f"quote_{number}", words, meaning) for number, words, meaning in numbered if words]
        spans = [*map(span_of, self.span), *quoted_spans(text, quotes)]
        return DecisionDraft(
            item_id=item_id,
            item_version=self.version,
            verdict=Verdict.REJECT if self.reason is not None and not self.label else Verdict.CONFIRM,
            labels=tuple(dict.fromkeys(self.label)),
            reason=self.reason,
            note=self.note,
            spans=tuple(dict.fromkeys(spans)),
            corrects=self.decision,
            score_visible=self.score_visible,
        )


@router.post("/correct")
def correct(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[CorrectForm, Depends(FormBody(CorrectForm))]
) -> Response:
    """Give a confirmation other labels, and show the item with the request that follows from them."""
    try:
        with edge.context.writing() as factory:
            standing = factory.decisions().get(form.decision)
            draft = _relabelled(item_id, form, standing)
            decided = factory.review().decide(caller, draft)
    except DecisionConflictError as error:
        return item_response(edge, caller, item_id, error=error)
    if decided.proposals:
        return item_response(edge, caller, item_id, proposals=decided.proposals)
    return RedirectResponse(f"/items/{item_id}#next-step", _SEE_OTHER)


@router.get("/words")
def words_page(caller: Deciding, edge: EdgeDep, item_id: UUID) -> Response:
    """Show the text word by word, with the words that are marked so far."""
    return _response(edge, caller, item_id)


@router.post("/words")
def keep_words(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[WordsForm, Depends(FormBody(WordsForm))]
) -> Response:
    """Decide an item together with its words, or put right what was decided."""
    try:
        with edge.context.writing() as factory:
            item, _ = factory.items().get(item_id)
            decided = factory.review().decide(caller, form.as_draft(item_id, item.text or ""))
    except (DecisionConflictError, ItemClaimedError, RequestInvalidError) as error:
        return _response(edge, caller, item_id, error=error, typed=form)
    if decided.proposals:
        return item_response(edge, caller, item_id, proposals=decided.proposals)
    return RedirectResponse(f"/items/{item_id}#next-step", _SEE_OTHER)


def _relabelled(item_id: UUID, form: CorrectForm, standing: DecisionRecord | None) -> DecisionDraft:
    """Return the standing decision with other labels; words that spoke for a label that is gone go with it."""
    labels = _LABELS[form.labels]
    kept = () if standing is None else standing.spans
    return DecisionDraft(
        item_id=item_id,
        item_version=form.version,
        verdict=Verdict.CONFIRM,
        labels=labels,
        threat_to_life=None if standing is None else standing.threat_to_life,
        saw_original=standing is not None and standing.saw_original,
        spans=tuple(each for each in kept if not each.speaks or each.label in labels),
        corrects=form.decision,
        score_visible=None if standing is None else standing.score_visible,
    )


def _response(
    edge: Edge, caller: Caller, item_id: UUID, *, error: LontError | None = None, typed: WordsForm | None = None
) -> Response:
    with edge.context.writing() as factory:
        item, _ = factory.items().get(item_id)
        factory.audit().viewed(caller.actor, [item.id], page="words")
        hidden = factory.score_sight().scores_hidden(item, caller)
        item = without_scores(item) if hidden else item
        standing = _standing(factory, item)
    words, rest = words_of(item.text or "")
    values = {
        "item": item,
        "hidden": hidden,
        "standing": standing,
        "words": words,
        "rest": rest,
        "marks": _marks(item, standing, typed),
        "reasons": list(RejectReason),
        "error": error,
        "typed": typed,
    }
    return page(edge, caller, "item_words.html", status=200 if error is None else error.status, **values)


def _standing(factory: Factory, item: ItemRecord) -> DecisionRecord | None:
    """Return the confirmation or rejection that holds; what was put off or escalated is still to be decided."""
    found = None if item.decision_id is None else factory.decisions().get(item.decision_id)
    return found if found is not None and found.verdict in (Verdict.CONFIRM, Verdict.REJECT) else None


def _marks(
    item: ItemRecord, standing: DecisionRecord | None, typed: WordsForm | None
) -> list[tuple[str, DecisionSpan, str, bool]]:
    """Return what can be ticked: the words said so far, and of those that made the score that they are none."""
    text = item.text or ""
    said = [span_of(each) for each in typed.span] if typed else list(standing.spans if standing else ())
    rows = {mark_of(each): (each, True) for each in said}
    for span in item.explanation:
        start, end = span["start"], span["end"]
        if isinstance(start, int) and isinstance(end, int):
            doubted = DecisionSpan(str(span["label"]), start, end, speaks=False)
            rows.setdefault(mark_of(doubted), (doubted, False))
    return [(mark, span, text[span.start : span.end], ticked) for mark, (span, ticked) in rows.items()]
