"""`POST /v1/score`: texts in, scores out, nothing stored."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.readiness import ScorerDep
from service.domain.access import Scope
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.handlers.score_models import ScoreRequest, ScoreResponse
from service.metrics import TEXTS_SCORED
from service.request_errors import NotReadyError
from service.services.score_lines import as_answer

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Scoring"], dependencies=[Security(allowed_caller, scopes=[Scope.SCORE])])

_REQUESTS = {
    "Two texts": {
        "inputs": [
            {"id": "a1", "text": "Wie wil vannacht snel geld verdienen? 1k p, stuur dm"},
            {"id": "a2", "text": "Wie gaat er mee naar de wedstrijd zaterdag?"},
        ]
    },
    "A message in its conversation": {
        "inputs": [
            {
                "id": "b1",
                "messages": [
                    {"author": "p1", "text": "heb je nog iemand voor die deur", "sent_at": "2026-11-05T21:12:00+01:00"},
                    {"author": "p2", "text": "ja voor 1k p", "sent_at": "2026-11-05T21:14:00+01:00"},
                ],
                "target_index": 1,
            }
        ],
        "explain": False,
    },
}
_ANSWER = {
    "id": "a1",
    "scores": {"recruitment": 0.93, "f4_sale": 0.02},
    "labels": ["recruitment"],
    "role": "recruiter",
    "priority": "P1",
    "lang": "nl",
    "unsure": [],
    "tier": "linear",
    "model": "2026.11.2",
    "entities": [
        {
            "type": "reward",
            "start": 38,
            "end": 40,
            "text": "1k",
            "value": {"amount": 1000, "currency": "EUR", "per": "unknown"},
        }
    ],
    "explanation": [{"label": "recruitment", "start": 17, "end": 37, "weight": 1.7}],
}


@router.post(
    "/score",
    operation_id="score",
    summary="Score texts",
    response_description="Answers in the order of the inputs.",
    responses={
        200: examples({"One raised label": {"results": [_ANSWER]}}, "Answers in the order of the inputs."),
        **problems(*KEY_ERRORS, *BODY_ERRORS, NotReadyError),
    },
    openapi_extra=body_of(ScoreRequest, _REQUESTS),
)
def score(
    scorer: ScorerDep,
    body: Annotated[ScoreRequest, Depends(JsonBody(ScoreRequest))],
) -> ScoreResponse:
    """Score up to 256 texts, each by itself or inside its conversation.

    The answer comes at once and nothing is stored or logged. One faulty input refuses the whole request, and all
    faults are told. Offsets count Unicode code points of the text as sent, the end exclusive.
    """
    messages = [each.as_message() for each in body.inputs]
    scored = scorer.score(messages, explain=body.explain, tier=body.tier)
    TEXTS_SCORED.labels("score").inc(len(messages))
    answers = [as_answer(given.id, result) for given, result in zip(body.inputs, scored, strict=True)]
    return ScoreResponse.model_validate({"results": answers})
