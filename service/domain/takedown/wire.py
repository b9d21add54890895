"""A takedown request as one JSON file, field by field; what a rule asks for may be missing, and the rule tells."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from service.domain.takedown.content import MAX_EXPLANATION, MAX_ITEMS, Country, Once, Sha256, Share
from service.domain.takedown.states import RequestState
from service.domain.takedown.texts import LineText, ProseText, VerbatimText
from service.domain.takedown.vocabulary import (
    COUNTRIES,
    CaseCategory,
    ClassBasis,
    ContentType,
    DeconflictionStatus,
    DsaCategory,
    DsaKeyword,
    EvidenceKind,
    GroundRole,
    Instrument,
    LegalRegime,
    NotifierKind,
    PoliceChannel,
    PoliceStatus,
    PostedAtSource,
    Purpose,
    RequestedAction,
    Surface,
    ThreatToLife,
    WpgArticle,
)
from service.domain.takedown.wire_life import ActorId, FileAttempt, FileCheck, FileEvent, FileResponse, FileReview, Time
from service.domain.takedown.wire_life import FilePart as _Part

__all__ = ["SCHEMA_VERSION", "FileItem", "FileSlug", "TakedownFile"]

SCHEMA_VERSION = "1.0"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _read_day(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("time_form", "Expected a day such as 2026-11-21")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("time_form", "Expected a day of the calendar") from None


Day = Annotated[date, BeforeValidator(_read_day)]
Territory = Annotated[Country, WithJsonSchema({"enum": sorted(COUNTRIES)})]
Line = Annotated[LineText, StringConstraints(max_length=200)]
LongLine = Annotated[LineText, StringConstraints(max_length=500)]
Url = Annotated[LineText, StringConstraints(max_length=2048)]


class FileSlug(StrEnum):
    """The platform, as files name it."""

    TELEGRAM = "telegram"
    SNAPCHAT = "snapchat"
    WHATSAPP = "whatsapp"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    DISCORD = "discord"
    X = "x"
    MARKTPLAATS = "marktplaats"
    OTHER_HOST = "other_host"


class FilePlatform(_Part):
    """Where the content stands, and by which delivery channel the platform is told."""

    slug: FileSlug
    other_host_name: Annotated[LineText, StringConstraints(max_length=200)] | None = None
    channel_id: Annotated[LineText, StringConstraints(min_length=1, max_length=64)]
    surface: Surface
    visibility: Literal["public", "semi_public", "private"]


class FileLocator(_Part):
    """The exact location of an item."""

    url: Url | None = None
    canonical_url: Url | None = None
    message_id: Line | None = None
    container_id: Line | None = None
    container_name: Line | None = None
    listing_id: Line | None = None
    additional_info: Annotated[ProseText, StringConstraints(max_length=2000)] = ""


class FileAuthor(_Part):
    """Who posted it, as the platform names them."""

    handle: Line | None = None
    platform_user_id: Line | None = None
    display_name: Line | None = None
    profile_url: Url | None = None
    phone_e164: Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{6,14}$")] | None = None


class FileEvidence(_Part):
    """A stored piece of evidence."""

    evidence_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    kind: EvidenceKind
    sha256: Sha256
    captured_at: Time


class FileItem(_Part):
    """One item of the notice."""

    item_id: Annotated[str, StringConstraints(pattern=r"^itm_[0-9A-Za-z]{1,32}$")]
    locator: FileLocator
    author: FileAuthor | None = None
    content_types: Annotated[tuple[ContentType, ...], Field(min_length=1), Once]
    content_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = None
    excerpt: Annotated[VerbatimText, StringConstraints(max_length=4000)] = ""
    translation: Annotated[VerbatimText, StringConstraints(max_length=4000)] | None = None
    posted_at: Time | None = None
    posted_at_source: PostedAtSource | None = None
    first_observed_at: Time
    last_verified_live_at: Time | None = None
    evidence: Annotated[tuple[FileEvidence, ...], Field(max_length=100)] = ()


class FileGround(_Part):
    """A provision."""

    jurisdiction: Annotated[str, StringConstraints(pattern=r"^(EU|[A-Z]{2})$")]
    law: Annotated[LineText, StringConstraints(min_length=2, max_length=200)]
    law_id: Annotated[LineText, StringConstraints(max_length=64)] | None = None
    provision: Annotated[LineText, StringConstraints(min_length=1, max_length=200)]
    role: GroundRole
    text_checked_on: Day | None = None


class FileAllegation(_Part):
    """Why it is illegal."""

    dsa_category: DsaCategory
    dsa_category_addition: Annotated[tuple[DsaCategory, ...], Once] = ()
    dsa_keywords: Annotated[tuple[DsaKeyword, ...], Once] = ()
    dsa_keyword_other: LongLine | None = None
    legal_grounds: Annotated[tuple[FileGround, ...], Field(max_length=20)] = ()
    explanation: Annotated[ProseText, StringConstraints(max_length=MAX_EXPLANATION)] = ""
    language: Literal["nl", "en", "fr", "de"]
    terms_ground: LongLine | None = None
    firework_class_basis: ClassBasis | None = None
    territorial_scope: Annotated[tuple[Territory, ...], Field(min_length=1), Once]


class FileAward(_Part):
    """The award of a trusted flagger."""

    awarding_dsc: Line
    designated_area: Line
    decision_ref: Line


class FileNotifier(_Part):
    """Who files it."""

    kind: NotifierKind
    legal_name: Annotated[LineText, StringConstraints(max_length=200)] = ""
    email: Annotated[LineText, StringConstraints(max_length=254)] = ""
    trusted_flagger: FileAward | None = None


class FileBonaFide(_Part):
    """The statement of good faith."""

    text_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
    text: Annotated[ProseText, StringConstraints(min_length=40, max_length=1000)]
    confirmed_by: ActorId
    confirmed_at: Time


class FileDetection(_Part):
    """How it was found; never sent."""

    automated_detection: Literal["Yes", "No"]
    model_id: Line | None = None
    model_version: Line | None = None
    score: Share | None = None
    threshold: Share | None = None
    scored_at: Time | None = None
    input_sha256: Sha256 | None = None


class FilePolice(_Part):
    """Whether and how the police were told; never sent."""

    status: PoliceStatus
    channel: PoliceChannel | None = None
    sent_at: Time | None = None
    reference: Line | None = None
    by: ActorId | None = None


class FileDeconfliction(_Part):
    """What the police said on taking it down; never sent."""

    status: DeconflictionStatus
    until: Time | None = None
    by: ActorId | None = None
    reference: Line | None = None


class FileSafety(_Part):
    """The danger, as a person judged it; never sent."""

    threat_to_life: ThreatToLife | None = None
    art18_hint: bool = False
    police_notification: FilePolice
    deconfliction: FileDeconfliction | None = None


class FilePreservation(_Part):
    """Whether data are to be kept."""

    asked: bool = False
    by_authority: bool = False
    authority_ref: Line | None = None
    expires_at: Time | None = None


class FileLawfulness(_Part):
    """On what basis the data are held and disclosed."""

    regime: LegalRegime
    purpose: Purpose
    wpg_article: WpgArticle | None = None
    wpg_purpose_recorded_at: Time | None = None
    source_and_method: Annotated[ProseText, StringConstraints(max_length=2000)] = ""
    disclosure_basis: LongLine = ""
    recipient_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    data_subject_category: Literal["suspect", "victim", "third_party", "convicted", "unknown"] | None = None
    delete_after: Time | None = None
    legal_hold: bool


def _own_ids(items: tuple[FileItem, ...]) -> tuple[FileItem, ...]:
    if len({item.item_id for item in items}) != len(items):
        raise PydanticCustomError("repeated", "Expected each item once")
    return items


class TakedownFile(BaseModel):
    """A takedown request in the form of schema version 1.0."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, title="Takedown request"
    )

    schema_version: Literal["1.0"]
    id: Annotated[
        str,
        StringConstraints(
            pattern=r"^tdr_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        ),
    ]
    version: Annotated[int, Field(ge=1)]
    state: RequestState
    supersedes: str | None = None
    instrument: Instrument
    case_category: CaseCategory
    priority: Literal["P0", "P1", "P2", "P3"]
    platform: FilePlatform
    items: Annotated[tuple[FileItem, ...], Field(max_length=MAX_ITEMS), AfterValidator(_own_ids)] = ()
    allegation: FileAllegation
    requested_action: Annotated[tuple[RequestedAction, ...], Field(min_length=1), Once] = (
        RequestedAction.REMOVE_CONTENT,
    )
    notifier: FileNotifier
    bona_fide: FileBonaFide | None = None
    detection: FileDetection
    human_review: tuple[FileReview, ...] = ()
    safety: FileSafety
    preservation: FilePreservation | None = None
    submission: tuple[FileAttempt, ...] = ()
    platform_response: FileResponse | None = None
    verification: tuple[FileCheck, ...] = ()
    lawfulness: FileLawfulness
    tlp: Literal["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"] | None = None
    history: tuple[FileEvent, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return it as JSON values, without what is not known."""
        return self.model_dump(mode="json", exclude_none=True)
