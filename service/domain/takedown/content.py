"""What a takedown request holds: the parts of the notice and what stays internal, in the names of the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from service.domain.items import Visibility
from service.domain.messages import Platform
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
    Language,
    LegalRegime,
    NotifierKind,
    PoliceChannel,
    PoliceStatus,
    PostedAtSource,
    Purpose,
    RequestedAction,
    Site,
    Surface,
    ThreatToLife,
    WpgArticle,
)

__all__ = [
    "MAX_EXPLANATION",
    "MAX_ITEMS",
    "MIN_EXPLANATION",
    "Allegation",
    "BonaFide",
    "CaseCategory",
    "Deconfliction",
    "Detection",
    "EvidenceRef",
    "Lawfulness",
    "LegalGround",
    "NoticeAuthor",
    "NoticeItem",
    "NoticeLocator",
    "Notifier",
    "PlatformPart",
    "PoliceNotification",
    "Preservation",
    "RequestContent",
    "Safety",
    "TrustedFlagger",
    "content_document",
    "read_content",
    "without_handles",
]

MIN_EXPLANATION = 200
"""Characters; a rule of confirming (TD-301), not of saving a draft."""
MAX_EXPLANATION = 5000
MAX_ITEMS = 100

_T = TypeVar("_T")


def _unique(values: tuple[_T, ...]) -> tuple[_T, ...]:
    if len(set(values)) != len(values):
        raise PydanticCustomError("repeated", "Expected each value once")
    return values


def _country(code: str) -> str:
    if code not in COUNTRIES:
        raise PydanticCustomError("country_unknown", "Expected a state of the EEA in two letters, such as NL")
    return code


def _own_ids(items: tuple[NoticeItem, ...]) -> tuple[NoticeItem, ...]:
    if len({item.item_id for item in items}) != len(items):
        raise PydanticCustomError("repeated", "Expected each item once")
    return items


Once = AfterValidator(_unique)
Country = Annotated[str, AfterValidator(_country)]
Address = Annotated[LineText, StringConstraints(max_length=2048)]
Short = Annotated[LineText, StringConstraints(max_length=200)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ActorId = Annotated[str, StringConstraints(pattern=r"^(usr|svc|org|key|plt)_[A-Za-z0-9_-]{4,64}$")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Part(BaseModel):
    """Frozen, strict, without unknown fields; times carry a zone."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class PlatformPart(_Part):
    """Where the content stands."""

    slug: Platform
    site: Site | None = None
    """Which site, where the platform alone does not tell; in files only."""
    surface: Surface | None = None
    visibility: Visibility = Visibility.UNKNOWN


class NoticeLocator(_Part):
    """The exact electronic location of one item (Article 16(2)(b))."""

    url: Address | None = None
    canonical_url: Address | None = None
    """As `read_locator` gives it; what duplicates are found by."""
    message_id: Short | None = None
    container_name: Short | None = None
    additional_info: Annotated[ProseText, StringConstraints(max_length=2000)] = ""


class NoticeAuthor(_Part):
    """Who posted it, as the platform names them."""

    handle: Annotated[LineText, StringConstraints(min_length=1, max_length=200)]


class EvidenceRef(_Part):
    """A stored piece of evidence."""

    evidence_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    kind: EvidenceKind
    sha256: Sha256
    captured_at: AwareDatetime


class NoticeItem(_Part):
    """One specific item of information that the notice is about."""

    item_id: Annotated[str, StringConstraints(pattern=r"^itm_[0-9A-Za-z]{1,32}$")]
    locator: NoticeLocator = NoticeLocator()
    author: NoticeAuthor | None = None
    content_types: Annotated[tuple[ContentType, ...], Once] = (ContentType.TEXT,)
    content_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None = None
    excerpt: Annotated[VerbatimText, StringConstraints(max_length=4000)] = ""
    """Word for word as captured, never translated."""
    translation: Annotated[VerbatimText, StringConstraints(max_length=4000)] | None = None
    posted_at: AwareDatetime | None = None
    posted_at_source: PostedAtSource | None = None
    first_observed_at: AwareDatetime
    last_verified_live_at: AwareDatetime | None = None
    evidence: Annotated[tuple[EvidenceRef, ...], Field(max_length=100)] = ()


class LegalGround(_Part):
    """A provision that the content breaks, or that bears on it."""

    jurisdiction: Annotated[str, StringConstraints(pattern=r"^(EU|[A-Z]{2})$")]
    law: Annotated[LineText, StringConstraints(min_length=2, max_length=200)]
    law_id: Annotated[LineText, StringConstraints(max_length=64)] | None = None
    """BWBR number or CELEX."""
    provision: Annotated[LineText, StringConstraints(min_length=1, max_length=200)]
    role: GroundRole
    text_checked_on: date | None = None
    """When somebody last read the text of the law; ``None`` in drafts of lont, whose grounds come with it."""


class Allegation(_Part):
    """Why the content is illegal (Article 16(2)(a))."""

    dsa_category: DsaCategory
    dsa_category_addition: Annotated[tuple[DsaCategory, ...], Once] = ()
    dsa_keywords: Annotated[tuple[DsaKeyword, ...], Once] = ()
    legal_grounds: Annotated[tuple[LegalGround, ...], Field(max_length=20)] = ()
    explanation: Annotated[ProseText, StringConstraints(max_length=MAX_EXPLANATION)] = ""
    language: Language = Language.NL
    firework_class_basis: ClassBasis | None = None
    territorial_scope: Annotated[tuple[Country, ...], Once] = ("NL",)


class TrustedFlagger(_Part):
    """The award under Article 22 DSA on which a notifier relies."""

    awarding_dsc: Short
    designated_area: Short
    decision_ref: Short


class Notifier(_Part):
    """Who files the notice (Article 16(2)(c)); both may be empty until approval."""

    kind: NotifierKind = NotifierKind.PRIVATE_ENTITY
    legal_name: Short = ""
    email: Annotated[LineText, StringConstraints(max_length=254)] = ""
    trusted_flagger: TrustedFlagger | None = None


class BonaFide(_Part):
    """The statement of Article 16(2)(d), as a person confirmed it."""

    text_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,32}$")]
    text: Annotated[ProseText, StringConstraints(min_length=40, max_length=1000)]
    confirmed_by: ActorId
    confirmed_at: AwareDatetime


class Detection(_Part):
    """How the content was found; internal, never sent."""

    automated_detection: Literal["Yes", "No"] = "Yes"
    model_version: Short | None = None
    score: Share | None = None
    threshold: Share | None = None
    scored_at: AwareDatetime | None = None


class PoliceNotification(_Part):
    """Whether and how the police were told; internal, never sent."""

    status: PoliceStatus = PoliceStatus.NOT_REQUIRED
    channel: PoliceChannel | None = None
    sent_at: AwareDatetime | None = None
    reference: Short | None = None
    by: ActorId | None = None


class Deconfliction(_Part):
    """What the police said on taking the content down; internal, never sent."""

    status: DeconflictionStatus
    until: AwareDatetime | None = None
    by: ActorId | None = None
    reference: Short | None = None


class Safety(_Part):
    """A person's judgement of the danger; internal, never sent."""

    threat_to_life: ThreatToLife | None = None
    """``None``: nobody has judged yet."""
    art18_hint: bool = False
    """Ask the provider in a confidential field of its form, if it has one, to consider its own duty (Article 18)."""
    police_notification: PoliceNotification = PoliceNotification()
    deconfliction: Deconfliction | None = None
    """``None``: nobody asked for a hold (TD-503)."""


class Preservation(_Part):
    """Whether data are to be kept; only an authority can bind a platform, or us, to it."""

    by_authority: bool = False
    authority_ref: Short | None = None


class Lawfulness(_Part):
    """On what basis the operator holds the data and may disclose them."""

    regime: LegalRegime = LegalRegime.AVG
    purpose: Purpose = Purpose.NOTICE_AND_ACTION
    disclosure_basis: Annotated[LineText, StringConstraints(max_length=500)] = ""
    wpg_article: WpgArticle | None = None
    wpg_purpose_recorded_at: AwareDatetime | None = None
    source_and_method: Annotated[ProseText, StringConstraints(max_length=2000)] = ""
    recipient_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    delete_after: AwareDatetime | None = None
    """``None`` in lont's own requests: its retention deletes them."""
    legal_hold: bool = False


class RequestContent(_Part):
    """The content of a takedown request; a draft may be incomplete, the rules tell when it is not enough."""

    instrument: Instrument = Instrument.DSA_ART16
    case_category: CaseCategory
    delivery_channel: Annotated[LineText, StringConstraints(max_length=64)] | None = None
    """Id of an entry of the registry of delivery channels."""
    platform: PlatformPart
    items: Annotated[tuple[NoticeItem, ...], Field(max_length=MAX_ITEMS), AfterValidator(_own_ids)] = ()
    allegation: Allegation
    requested_action: Annotated[tuple[RequestedAction, ...], Once] = (RequestedAction.REMOVE_CONTENT,)
    notifier: Notifier = Notifier()
    bona_fide: BonaFide | None = None
    detection: Detection = Detection()
    safety: Safety = Safety()
    preservation: Preservation | None = None
    lawfulness: Lawfulness = Lawfulness()


def read_content(document: Mapping[str, Any]) -> RequestContent:
    """Read the content as the database or a caller holds it: plain JSON values.

    Raises
    ------
    pydantic.ValidationError
        With every fault and its place; never with the values that stand there.
    """
    return RequestContent.model_validate_json(json.dumps(document))


def without_handles(content: RequestContent) -> RequestContent:
    """Return the content without the plain handles of authors."""
    items = tuple(each.model_copy(update={"author": None}) for each in content.items)
    return content.model_copy(update={"items": items})


def content_document(content: RequestContent) -> dict[str, Any]:
    """Return the content as plain JSON values, for the database."""
    return content.model_dump(mode="json")
