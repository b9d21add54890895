"""The words that a takedown request may use: those of the DSA Transparency Database (July 2025) and our own few."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "COUNTRIES",
    "CaseCategory",
    "ClassBasis",
    "ContentType",
    "DeconflictionStatus",
    "DsaCategory",
    "DsaKeyword",
    "EvidenceKind",
    "GroundRole",
    "Instrument",
    "Language",
    "LegalRegime",
    "NotifierKind",
    "PoliceChannel",
    "PoliceStatus",
    "PostedAtSource",
    "Purpose",
    "RequestedAction",
    "Site",
    "Surface",
    "ThreatToLife",
    "WpgArticle",
]

_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
COUNTRIES = frozenset(_EEA.split())
"""States of the European Economic Area, as the Transparency Database writes them."""


class Instrument(StrEnum):
    """What kind of paper it is. lont drafts notices only; the others are known so that a rule can refuse them."""

    DSA_ART16 = "dsa_art16"
    DSA_ART16_TRUSTED_FLAGGER = "dsa_art16_trusted_flagger"
    TERMS_REPORT = "terms_report"
    NTD_CODE = "ntd_code"
    ORDER_REFERRAL_125P_SV = "order_referral_125p_sv"
    ORDER_REFERRAL_TCO = "order_referral_tco"
    PRESERVATION_REFERRAL = "preservation_referral"


class CaseCategory(StrEnum):
    """What a takedown request is about."""

    EXPLOSIVE_ATTACK_RECRUITMENT = "explosive_attack_recruitment"
    F4_FIREWORK_SALE = "f4_firework_sale"


class Surface(StrEnum):
    """What part of a platform an item stands on."""

    PUBLIC_CHANNEL = "public_channel"
    PUBLIC_GROUP = "public_group"
    PRIVATE_GROUP = "private_group"
    DIRECT_MESSAGE = "direct_message"
    STORY = "story"
    PROFILE = "profile"
    LISTING = "listing"
    POST = "post"
    COMMENT = "comment"
    BOT = "bot"
    WEBSITE = "website"


class Site(StrEnum):
    """A site that is no platform of its own in lont, but that a notice may name."""

    FACEBOOK = "facebook"
    X = "x"
    MARKTPLAATS = "marktplaats"
    OTHER_HOST = "other_host"


class PostedAtSource(StrEnum):
    """From where the time of posting is known."""

    PLATFORM_UI = "platform_ui"
    PLATFORM_API = "platform_api"
    DERIVED_FROM_ID = "derived_from_id"
    UNKNOWN = "unknown"


class ContentType(StrEnum):
    """What an item consists of."""

    APP = "CONTENT_TYPE_APP"
    AUDIO = "CONTENT_TYPE_AUDIO"
    IMAGE = "CONTENT_TYPE_IMAGE"
    PRODUCT = "CONTENT_TYPE_PRODUCT"
    SYNTHETIC_MEDIA = "CONTENT_TYPE_SYNTHETIC_MEDIA"
    TEXT = "CONTENT_TYPE_TEXT"
    VIDEO = "CONTENT_TYPE_VIDEO"
    OTHER = "CONTENT_TYPE_OTHER"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    SCREENSHOT = "screenshot"
    HTML = "html"
    WARC = "warc"
    JSON = "json"
    MEDIA = "media"
    TEXT = "text"


class DsaCategory(StrEnum):
    """Categories of illegal content; codes from before July 2025 are not among them."""

    ANIMAL_WELFARE = "STATEMENT_CATEGORY_ANIMAL_WELFARE"
    CONSUMER_INFORMATION = "STATEMENT_CATEGORY_CONSUMER_INFORMATION"
    CYBER_VIOLENCE = "STATEMENT_CATEGORY_CYBER_VIOLENCE"
    CYBER_VIOLENCE_AGAINST_WOMEN = "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN"
    DATA_PROTECTION = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"
    ILLEGAL_OR_HARMFUL_SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
    INTELLECTUAL_PROPERTY = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"
    CIVIC_DISCOURSE = "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS"
    NOT_SPECIFIED_NOTICE = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
    OTHER_VIOLATION_TC = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
    PROTECTION_OF_MINORS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
    RISK_FOR_PUBLIC_SECURITY = "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"
    SCAMS_AND_FRAUD = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    SELF_HARM = "STATEMENT_CATEGORY_SELF_HARM"
    UNSAFE_AND_PROHIBITED_PRODUCTS = "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS"
    VIOLENCE = "STATEMENT_CATEGORY_VIOLENCE"


class DsaKeyword(StrEnum):
    """Keywords below the categories that our two cases may need."""

    COORDINATED_HARM = "KEYWORD_COORDINATED_HARM"
    INCITEMENT_VIOLENCE_HATRED = "KEYWORD_INCITEMENT_VIOLENCE_HATRED"
    ILLEGAL_ORGANIZATIONS = "KEYWORD_ILLEGAL_ORGANIZATIONS"
    TERRORIST_CONTENT = "KEYWORD_TERRORIST_CONTENT"
    PROHIBITED_PRODUCTS = "KEYWORD_PROHIBITED_PRODUCTS"
    UNSAFE_PRODUCTS = "KEYWORD_UNSAFE_PRODUCTS"
    GOODS_SERVICES_NOT_PERMITTED = "KEYWORD_GOODS_SERVICES_NOT_PERMITTED"
    OTHER = "KEYWORD_OTHER"


class GroundRole(StrEnum):
    """What a legal ground does in the argument."""

    PROHIBITION = "prohibition"
    TARGET_OFFENCE = "target_offence"
    AGGRAVATING = "aggravating"


class Language(StrEnum):
    """Languages of notices; lont itself writes the first two."""

    NL = "nl"
    EN = "en"


class ClassBasis(StrEnum):
    """How the class of a firework is known; the manufacturer classes it, its looks prove nothing."""

    LABEL_SEEN = "label_seen"
    PRODUCT_KNOWN_LIST = "product_known_list"
    SELLER_CLAIM = "seller_claim"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class RequestedAction(StrEnum):
    """What we ask of the platform."""

    REMOVE_CONTENT = "remove_content"
    DISABLE_ACCESS = "disable_access"
    SUSPEND_ACCOUNT = "suspend_account"
    REMOVE_GROUP_OR_CHANNEL = "remove_group_or_channel"
    PRESERVE_DATA = "preserve_data"
    """A courtesy; only an authority can bind a platform to it."""


class NotifierKind(StrEnum):
    """As what the notifier files."""

    PRIVATE_ENTITY = "private_entity"
    TRUSTED_FLAGGER = "trusted_flagger"
    PUBLIC_AUTHORITY = "public_authority"


class ThreatToLife(StrEnum):
    """A person's judgement, never the model's."""

    NONE = "none"
    POSSIBLE = "possible"
    IMMINENT = "imminent"


class PoliceStatus(StrEnum):
    """Whether the police were told."""

    NOT_REQUIRED = "not_required"
    REQUIRED = "required"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"


class PoliceChannel(StrEnum):
    """How the police were told."""

    EMERGENCY = "112"
    NON_EMERGENCY = "0900-8844"
    POLICE_LIAISON = "police_liaison"
    FORMAL_REPORT = "aangifte"


class DeconflictionStatus(StrEnum):
    """Whether the police want the content to stay for now."""

    NOT_NEEDED = "not_needed"
    PENDING = "pending"
    CLEAR = "clear"
    HOLD = "hold"


class WpgArticle(StrEnum):
    """Under which article of the Wpg police data are held."""

    DAILY_TASK = "8"
    INVESTIGATION = "9"
    INSIGHT = "10"
    SUPPORT = "13"


class LegalRegime(StrEnum):
    """Under which law the operator holds personal data."""

    AVG = "avg"
    WPG = "wpg"


class Purpose(StrEnum):
    """For what the operator holds them."""

    NOTICE_AND_ACTION = "notice_and_action"
    POLICE_REPORT = "police_report"
    QUALITY_ASSURANCE = "quality_assurance"
