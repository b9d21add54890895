"""Rules on who files, who confirmed, and what the law asks of them (TD-303 to TD-307, TD-401 to TD-502)."""

from __future__ import annotations

import re

from service.domain.items import Visibility
from service.domain.takedown.judging import BONA_FIDE_POINTER, EMAIL_POINTER, NAME_POINTER, Found, Judged
from service.domain.takedown.locators import LocatorKind
from service.domain.takedown.routes import PRIVATE_SURFACES
from service.domain.takedown.rules_items import reading_of
from service.domain.takedown.vocabulary import CaseCategory, PoliceStatus, ThreatToLife

__all__ = [
    "bona_fide",
    "is_mail_address",
    "notifier",
    "original_seen",
    "police_considered",
    "police_first",
    "public_surface",
    "second_person",
]

_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_UNANSWERED = re.compile(
    r"(?:no|do-?not|niet)[-_.]?(?:reply|respond|beantwoorden)|geen-?antwoord|mailer-daemon", re.IGNORECASE
)
_MIN_NAME = 2
_TOLD = frozenset({PoliceStatus.SENT, PoliceStatus.ACKNOWLEDGED})
_STATUS_POINTER = "/safety/police_notification/status"


def is_mail_address(text: str) -> bool:
    """Return whether a text has the form of one e-mail address with a public domain."""
    return _MAIL.fullmatch(text) is not None and ".." not in text and not text.startswith(".") and ".@" not in text


def notifier(judged: Judged) -> Found:
    """TD-303: the notifier has a name, and an e-mail address at which somebody reads."""
    party = judged.content.notifier
    if len(party.legal_name.strip()) < _MIN_NAME:
        yield NAME_POINTER, "The name of the notifier is missing. Every notice carries it."
    if not is_mail_address(party.email):
        yield EMAIL_POINTER, "No usable e-mail address of the notifier. Receipt and decision go there."
    elif _UNANSWERED.search(party.email.partition("@")[0]):
        yield EMAIL_POINTER, "Nobody reads this address. Give one at which questions of the platform are answered."


def bona_fide(judged: Judged) -> Found:
    """TD-304: a person who confirmed the request stated their good faith after its last edit."""
    statement = judged.content.bona_fide
    if statement is None:
        yield BONA_FIDE_POINTER, "The statement of good faith is missing. Who confirmed the request makes it."
        return
    if statement.confirmed_by not in judged.confirmed_by or not statement.confirmed_by.startswith("usr_"):
        yield BONA_FIDE_POINTER, "The statement is not by a person who confirmed this request."
    if judged.last_edit_at is not None and statement.confirmed_at < judged.last_edit_at:
        yield BONA_FIDE_POINTER, "The statement is older than the last edit. State it again for what stands there now."
    if statement.confirmed_at > judged.now:
        yield BONA_FIDE_POINTER, "The statement lies in the future."


def public_surface(judged: Judged) -> Found:
    """TD-307: the content is public; what is private goes to the police, not to the platform."""
    platform = judged.content.platform
    if platform.visibility is Visibility.PRIVATE:
        yield "/platform/visibility", "Private content has no notice route. Refer it to the police."
    if platform.surface in PRIVATE_SURFACES:
        yield "/platform/surface", "Private messages have no notice route. Refer them to the police."
    for number, item in enumerate(judged.content.items):
        if reading_of(judged, item).kind is LocatorKind.PRIVATE_EXACT:
            yield f"/items/{number}/locator/url", "Only members can open this address. Refer it to the police."


def original_seen(judged: Judged) -> Found:
    """TD-401, on confirming: a person saw the original."""
    if not judged.saw_original:
        yield "/items", "Nobody stated that they saw the original. Open it, with its context, and confirm then."


def second_person(judged: Judged) -> Found:
    """TD-401, on approving: one person confirmed and another approves; there is no exception."""
    if not judged.confirmed_by:
        yield "", "Nobody has confirmed this request yet."
    if (judged.approved_by or judged.actor) in judged.confirmed_by:
        yield "", "Who confirmed a request cannot approve it. Ask another approver."


def police_considered(judged: Judged) -> Found:
    """TD-501: a person judged the threat to life, and where there may be one, telling the police is under way."""
    content = judged.content
    threat = content.safety.threat_to_life
    if threat is None:
        if content.case_category is CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT:
            yield "/safety/threat_to_life", "Nobody judged yet whether there is a threat to life."
    elif threat is not ThreatToLife.NONE and content.safety.police_notification.status is PoliceStatus.NOT_REQUIRED:
        yield _STATUS_POINTER, "There may be a threat to life: the police must be told."


def police_first(judged: Judged) -> Found:
    """TD-502: with an imminent threat to life the police know before the platform does."""
    safety = judged.content.safety
    if safety.threat_to_life is ThreatToLife.IMMINENT and safety.police_notification.status not in _TOLD:
        yield _STATUS_POINTER, "Imminent threat to life: tell the police first, and record it."
