"""The fixed words of a notice in Dutch and English; it is written as if the person it concerns will read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.takedown.vocabulary import CaseCategory, ContentType, GroundRole, Language, RequestedAction

__all__ = ["WORDS", "NoticeWords"]


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """Headings and phrases in one language."""

    title: str
    reference: str
    subject: str
    notifier: str
    name: str
    email: str
    item: str
    address: str
    message: str
    container: str
    author: str
    posted: str
    content: str
    finding: str
    excerpt: str
    why: str
    grounds: str
    category: str
    main_category: str
    more_categories: str
    keywords: str
    request: str
    territory: str
    bona_fide: str
    none_yet: str
    closing: str
    cases: Mapping[CaseCategory, str]
    actions: Mapping[RequestedAction, str]
    roles: Mapping[GroundRole, str]
    content_types: Mapping[ContentType, str]


_NL = NoticeWords(
    title="Melding van illegale inhoud (artikel 16 DSA)",
    reference="Kenmerk",
    subject="Onderwerp",
    notifier="Melder",
    name="Naam",
    email="E-mail",
    item="Vindplaats",
    address="Adres",
    message="Bericht",
    container="Kanaal of profiel",
    author="Geplaatst door",
    posted="Geplaatst op",
    content="Soort inhoud",
    finding="Zo te vinden",
    excerpt="Citaat, letterlijk",
    why="Waarom dit illegaal is",
    grounds="Rechtsgronden",
    category="Indeling volgens de DSA Transparency Database",
    main_category="Categorie",
    more_categories="Ook",
    keywords="Trefwoorden",
    request="Verzoek",
    territory="Voor het grondgebied",
    bona_fide="Verklaring te goeder trouw",
    none_yet="(nog niet afgelegd)",
    closing=(
        "Wij ontvangen graag de ontvangstbevestiging (artikel 16, lid 4) en uw besluit met de mogelijkheden van beroep "
        "(artikel 16, lid 5) op het adres hierboven."
    ),
    cases={
        CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: "werving voor een aanslag met explosieven",
        CaseCategory.F4_FIREWORK_SALE: "verboden aanbod van zwaar vuurwerk",
    },
    actions={
        RequestedAction.REMOVE_CONTENT: "de inhoud verwijderen",
        RequestedAction.DISABLE_ACCESS: "de toegang tot de inhoud blokkeren",
        RequestedAction.SUSPEND_ACCOUNT: "het account beoordelen en zo nodig schorsen",
        RequestedAction.REMOVE_GROUP_OR_CHANNEL: "de groep of het kanaal beoordelen en zo nodig verwijderen",
        RequestedAction.PRESERVE_DATA: "de gegevens bewaren zolang uw beleid dat toelaat (beleefd verzoek)",
    },
    roles={
        GroundRole.PROHIBITION: "verbiedt deze inhoud",
        GroundRole.TARGET_OFFENCE: "het strafbare feit waarop de inhoud is gericht",
        GroundRole.AGGRAVATING: "maakt de overtreding zwaarder of strafbaar",
    },
    content_types={
        ContentType.APP: "app",
        ContentType.AUDIO: "geluid",
        ContentType.IMAGE: "afbeelding",
        ContentType.PRODUCT: "aangeboden product",
        ContentType.SYNTHETIC_MEDIA: "synthetisch beeld of geluid",
        ContentType.TEXT: "tekst",
        ContentType.VIDEO: "video",
        ContentType.OTHER: "anders",
    },
)

_EN = NoticeWords(
    title="Notice of illegal content (Article 16 DSA)",
    reference="Reference",
    subject="Subject",
    notifier="Notifier",
    name="Name",
    email="E-mail",
    item="Location",
    address="Address",
    message="Message",
    container="Channel or profile",
    author="Posted by",
    posted="Posted at",
    content="Type of content",
    finding="How to find it",
    excerpt="Quotation, word for word",
    why="Why this is illegal",
    grounds="Legal grounds",
    category="Classification of the DSA Transparency Database",
    main_category="Category",
    more_categories="Also",
    keywords="Keywords",
    request="Request",
    territory="For the territory of",
    bona_fide="Statement of good faith",
    none_yet="(not made yet)",
    closing=(
        "Please send the confirmation of receipt (Article 16(4)) and your decision with the possibilities for redress "
        "(Article 16(5)) to the address above."
    ),
    cases={
        CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT: "recruitment for an attack with explosives",
        CaseCategory.F4_FIREWORK_SALE: "prohibited offer of heavy fireworks",
    },
    actions={
        RequestedAction.REMOVE_CONTENT: "remove the content",
        RequestedAction.DISABLE_ACCESS: "disable access to the content",
        RequestedAction.SUSPEND_ACCOUNT: "review the account and suspend it if needed",
        RequestedAction.REMOVE_GROUP_OR_CHANNEL: "review the group or channel and remove it if needed",
        RequestedAction.PRESERVE_DATA: "preserve the data as far as your policy allows (a courtesy)",
    },
    roles={
        GroundRole.PROHIBITION: "prohibits this content",
        GroundRole.TARGET_OFFENCE: "the offence that the content aims at",
        GroundRole.AGGRAVATING: "makes the breach graver or punishable",
    },
    content_types={
        ContentType.APP: "app",
        ContentType.AUDIO: "audio",
        ContentType.IMAGE: "image",
        ContentType.PRODUCT: "product on offer",
        ContentType.SYNTHETIC_MEDIA: "synthetic media",
        ContentType.TEXT: "text",
        ContentType.VIDEO: "video",
        ContentType.OTHER: "other",
    },
)

WORDS: Mapping[Language, NoticeWords] = {Language.NL: _NL, Language.EN: _EN}
"""By the language of the notice."""
