"""`POST /v1/moderations`: the shape of the OpenAI moderation API, so that its clients work unchanged."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Security

from models.contract import Message, ScoredMessage
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.readiness import ScorerDep
from service.domain.access import Scope
from service.handlers.moderation_models import (
    AppliedInputTypes,
    Categories,
    ModerationRequest,
    ModerationResponse,
    ModerationResult,
)
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.handlers.score_models import ScoreValues
from service.metrics import TEXTS_SCORED
from service.request_errors import NotReadyError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Scoring"], dependencies=[Security(allowed_caller, scopes=[Scope.SCORE])])

_REQUESTS = {
    "One text": {"input": "Cobra's op voorraad, ophalen vanavond"},
    "Several texts": {"input": ["Wie gaat er mee zaterdag?", "Cobra's op voorraad, ophalen vanavond"]},
    "One input in parts": {"input": [{"type": "text", "text": "Cobra's op voorraad"}, {"type": "text", "text": "dm"}]},
}
_ANSWER = {
    "id": "modr-5f0c1b9a7e3d4d5e8a6f2b1c0d9e8f7a",
    "model": "2026.11.2",
    "results": [
        {
            "flagged": True,
            "categories": {"recruitment": False, "f4_sale": True},
            "category_scores": {"recruitment": 0.01, "f4_sale": 0.97},
            "category_applied_input_types": {"recruitment": ["text"], "f4_sale": ["text"]},
            "unsure": [],
        }
    ],
}


@router.post(
    "/moderations",
    operation_id="moderate",
    summary="Score texts, in the shape of the OpenAI moderation API",
    response_description="Results in the order of the texts.",
    responses={
        200: examples({"One flagged text": _ANSWER}, "Results in the order of the texts."),
        **problems(*KEY_ERRORS, *BODY_ERRORS, NotReadyError),
    },
    openapi_extra=body_of(ModerationRequest, _REQUESTS),
)
def moderate(
    scorer: ScorerDep,
    body: Annotated[ModerationRequest, Depends(JsonBody(ModerationRequest))],
) -> ModerationResponse:
    """Let a client of the OpenAI moderation API work with nothing changed but `base_url` and the key.

    A string gives one result, a list of strings one for each (up to 256), and a list of parts one for all of its
    parts together, joined by line breaks. The categories are the labels of lont, `recruitment` and `f4_sale`; those of
    OpenAI are not judged and so are not in the answer. lont reads text only: a request with an image part is refused
    (422, code `image_not_supported` in `faults`) and not answered for its text alone. `model` is taken and passed over.
    `unsure` is lont's own beside what OpenAI answers; clients pass it over or show it as a further field.
    """
    texts = body.texts()
    scored = scorer.score([Message(text=text) for text in texts], explain=False)
    TEXTS_SCORED.labels("moderations").inc(len(texts))
    return ModerationResponse(
        id=f"modr-{uuid4().hex}", model=scorer.version, results=[_result(each) for each in scored]
    )


def _result(scored: ScoredMessage) -> ModerationResult:
    return ModerationResult(
        flagged=bool(scored.labels),
        categories=Categories(recruitment="recruitment" in scored.labels, f4_sale="f4_sale" in scored.labels),
        category_scores=ScoreValues.model_validate(scored.scores),
        category_applied_input_types=AppliedInputTypes(),
        unsure=list(scored.unsure),
    )
