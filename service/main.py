"""Builds the web application: routes, middleware and error answers around the process that it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from service.dependencies.cookies import is_over_https, session_cookie
from service.dependencies.edge import Edge
from service.dependencies.readiness import missing_parts
from service.factory import ProcessContext
from service.handlers import (
    accounts,
    answers,
    batches,
    campaign_decisions,
    campaigns,
    channels,
    claims,
    contact_links,
    docs,
    exports,
    holds,
    incoming,
    item_answers,
    items,
    languages,
    moderations,
    notes,
    notice_reports,
    operations,
    own_account,
    platforms,
    provider_sign_in,
    quality,
    queue,
    reports,
    score,
    sign_in,
    takedown,
    takedown_checks,
    takedown_looks,
    webhooks,
)
from service.handlers.answer_models import ReplyRequest
from service.handlers.batch_models import BatchDecisionRequest
from service.handlers.campaign_decision_models import CampaignDecisionRequest
from service.handlers.campaign_models import MergeRequest, SplitRequest
from service.handlers.channel_models import ChannelRequest
from service.handlers.claim_models import ClaimHeld, ClaimRequest, ItemNamed
from service.handlers.console import (
    alerts,
    breaks,
    capture,
    colleagues,
    correcting,
    disagreements,
    escalating,
    hand_over,
    item,
    known_items,
    log,
    mails,
    preferences,
    queue_live,
    request_board,
    requests,
    saved_views,
    search,
)
from service.handlers.console import batches as batch_pages
from service.handlers.console import campaign_decisions as campaign_decision_pages
from service.handlers.console import campaigns as campaign_pages
from service.handlers.console import channels as channel_pages
from service.handlers.console import claims as claim_pages
from service.handlers.console import figures as figure_pages
from service.handlers.console import holds as hold_pages
from service.handlers.console import misses as miss_pages
from service.handlers.console import notice_reports as notice_report_pages
from service.handlers.console import phenomenon as phenomenon_pages
from service.handlers.console import platforms as platform_pages
from service.handlers.console import quality as quality_page
from service.handlers.console import queue as queue_page
from service.handlers.console import review_tasks as review_task_pages
from service.handlers.decision_models import DecisionRequest
from service.handlers.errors import add_error_handlers
from service.handlers.hold_models import HoldRequest
from service.handlers.intake_models import IngestRequest
from service.handlers.item_answer_models import ItemReplies, RecordedReplies
from service.handlers.moderation_models import ModerationRequest
from service.handlers.note_models import AssignmentRequest, NoteRequest
from service.handlers.openapi import complete_openapi
from service.handlers.platform_models import WarningRequest
from service.handlers.quality_models import MissRequest
from service.handlers.score_models import ScoreRequest
from service.handlers.takedown_checks import CheckRequest
from service.handlers.takedown_models import DraftRequest, EditRequest, EventRequest
from service.handlers.webhook_models import WebhookChange, WebhookRequest
from service.middleware.body_limit import BodyLimitMiddleware
from service.middleware.incidents import IncidentMiddleware
from service.middleware.language import LanguageMiddleware
from service.middleware.observing import ObservingMiddleware
from service.middleware.request_id import RequestIdMiddleware
from service.middleware.same_origin import SameOriginMiddleware
from service.middleware.security_headers import SecurityHeadersMiddleware
from service.middleware.sitting import SittingMiddleware
from service.settings import Settings

__all__ = ["create_app"]

_API_VERSION = "1.0"
"""Of the calls under ``/v1``; grows when a call or a field is added."""
_STATIC = Path(__file__).parent / "static"
_TAGS = [
    {"name": "Scoring", "description": "Text in, scores out, at once; nothing is stored."},
    {"name": "Items", "description": "Hand items in to be stored and scored, and read them with their scores."},
    {"name": "Review", "description": "What waits for review, and what people say of it; for keys of people."},
    {
        "name": "Takedown",
        "description": "Notices under Article 16 DSA: drafted and approved by people with their own keys, answered by"
        " platforms with theirs.",
    },
    {"name": "Reports", "description": "Figures: how the work goes, and what the phenomenon looks like; no texts."},
    {"name": "Operations", "description": "What an operator's machinery asks."},
]
_STORED = frozenset({"Items", "Review", "Takedown", "Reports"})
"""Calls that need a database, and so are not there in score-only mode."""
_SCORING_BODIES = (ScoreRequest, ModerationRequest)
_STORED_BODIES = (
    *(IngestRequest, DecisionRequest, CampaignDecisionRequest, MergeRequest, SplitRequest, ChannelRequest),
    *(BatchDecisionRequest, MissRequest, ClaimRequest, ClaimHeld, ItemNamed, NoteRequest, AssignmentRequest),
    HoldRequest,
    *(DraftRequest, EditRequest, EventRequest, ReplyRequest, CheckRequest, ItemReplies, RecordedReplies),
    *(WebhookRequest, WebhookChange, WarningRequest),
)
_PAGES = (
    sign_in,
    provider_sign_in,
    own_account,
    accounts,
    preferences,
    breaks,
    hand_over,
    queue_page,
    batch_pages,
    queue_live,
    saved_views,
    search,
    item,
    review_task_pages,
    escalating,
    correcting,
    known_items,
    disagreements,
    miss_pages,
    quality_page,
    claim_pages,
    colleagues,
    campaign_pages,
    campaign_decision_pages,
    channel_pages,
    figure_pages,
    phenomenon_pages,
    notice_report_pages,
    capture,
    request_board,
    requests,
    platform_pages,
    alerts,
    log,
    mails,
    docs,
    languages,
)
_DESCRIPTION = (
    "lont scores chat and social-media messages as recruitment offers for attacks with explosives (`recruitment`) and"
    " as illegal sales of F4 fireworks (`f4_sale`). Every call under `/v1` needs a key with the scope it names, in the"
    " header `Authorization: Bearer lont_…`. Every error is a problem document (RFC 9457) with a stable `code` and all"
    " `faults` that were found; none repeats what was sent. Bodies are JSON in UTF-8."
)


def create_app(context: ProcessContext, *, score_only: bool = False, sink: Path | None = None) -> FastAPI:
    """Build the application.

    Parameters
    ----------
    context
        What the process opened. Its parts are opened when the application starts; one that is missing then shows in
        ``/readyz`` and is tried again with each request that needs it.
    score_only
        Only the calls that store nothing, and those for operators; neither database nor broker is touched.
    sink
        Folder of the mails that stayed on this machine, for a page that shows them.
    """
    edge = Edge(context, score_only=score_only, sink=sink)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(missing_parts, edge)  # opens them, before threads of requests could do so at once
        yield

    app = FastAPI(
        title="lont",
        summary="Finds recruitment offers for attacks and illegal F4 firework sales.",
        description=_DESCRIPTION,
        version=_API_VERSION,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url=None,  # the document and its page are routes of our own
        openapi_tags=[tag for tag in _TAGS if not (score_only and tag["name"] in _STORED)],
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=_middleware(context.settings),
    )
    app.state.edge = edge
    add_error_handlers(app)
    _add_routes(app, score_only=score_only)
    return app


def _middleware(settings: Settings) -> list[Middleware]:
    """Return what every request passes, outermost first."""
    return [
        Middleware(RequestIdMiddleware),
        Middleware(SecurityHeadersMiddleware),
        Middleware(ObservingMiddleware),
        Middleware(IncidentMiddleware),
        Middleware(LanguageMiddleware, default=settings.language),
        Middleware(SittingMiddleware, session_cookie(settings), secure=is_over_https(settings)),
        Middleware(SameOriginMiddleware, public_url=settings.public_url),
        Middleware(BodyLimitMiddleware, most_bytes=settings.max_body_bytes),
    ]


def _add_routes(app: FastAPI, *, score_only: bool) -> None:
    app.include_router(score.router)
    app.include_router(moderations.router)
    app.include_router(operations.router)
    if score_only:
        complete_openapi(app, _SCORING_BODIES)
        return
    complete_openapi(app, [*_SCORING_BODIES, *_STORED_BODIES])
    app.include_router(items.router)
    app.include_router(claims.router)
    app.include_router(notes.router)
    app.include_router(holds.router)
    app.include_router(hold_pages.router)
    app.include_router(queue.router)
    app.include_router(quality.router)
    app.include_router(batches.router)
    app.include_router(campaigns.router)
    app.include_router(campaign_decisions.router)
    app.include_router(channels.router)
    app.include_router(contact_links.router)
    app.include_router(reports.router)
    app.include_router(notice_reports.router)
    app.include_router(takedown.router)
    app.include_router(exports.router)
    app.include_router(takedown_checks.router)
    app.include_router(takedown_looks.router)
    app.include_router(platforms.router)
    app.include_router(incoming.router)
    app.include_router(answers.router)
    app.include_router(item_answers.router)
    app.include_router(webhooks.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for pages in _PAGES:
        app.include_router(pages.router)
