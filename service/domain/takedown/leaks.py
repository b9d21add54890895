"""Finds in what would leave the building what may not: people of ours, scores, words of the police, phones, homes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from service.domain.takedown.content import NoticeItem, RequestContent
from service.domain.takedown.judging import EXPLANATION_POINTER, NAME_POINTER, Found, Judged

__all__ = ["leaks", "leaks_in", "outbound_fields"]

_MIN_SECRET = 4
"""Shorter internal values, such as the version ``1``, stand in ordinary text by chance."""
_MIN_NAME = 5
_ACTOR = re.compile(r"\b(?:usr|svc|key|plt|org)_[A-Za-z0-9-]{4,64}")
_DATE = re.compile(r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b")
_PHONE = re.compile(r"(?<![\w/+])(?:\+[1-9]|00[1-9]|0[1-9])(?:[ ().-]{0,2}\d){7,13}(?!\d)")
_HOME = re.compile(r"\w{2}(?:straat|laan|gracht|plein|kade|dijk|singel|steeg)\s{1,3}\d{1,4}\b", re.IGNORECASE)
_SCORE = re.compile(
    r"\b(?:score|scoort|scored|threshold|drempel(?:waarde)?|probability|confidence|waarschijnlijkheid)\b\D{0,15}"
    r"(?:[01][.,]\d|\d{1,3}(?:[.,]\d{1,3})?\s?%)",
    re.IGNORECASE,
)


def leaks(judged: Judged) -> Found:
    """TD-310: no id of ours, no score or model, no reference of the police, no phone number, no home address."""
    yield from leaks_in(outbound_fields(judged.content), judged.content, _people(judged))


def leaks_in(texts: Iterable[tuple[str, str, bool]], content: RequestContent, people: Collection[str]) -> Found:
    """Look through texts that would leave.

    Parameters
    ----------
    texts
        Pointer and text of each, and whether it is a name at the platform, which may be a phone number.
    content
        Of the request: what of it is internal may stand in none of the texts.
    people
        Ids and names of people of ours; names of fewer than 5 letters stand in ordinary text by chance.
    """
    secrets, named = _secrets(content), _named(people)
    for pointer, text, is_name in texts:
        if _ACTOR.search(text) or (named is not None and named.search(text)):
            yield pointer, "It holds an internal id of a person or service. Take it out."
        if _SCORE.search(text) or any(secret in text for secret in secrets):
            yield pointer, "It holds a score, a model or a reference that is internal. Take it out."
        # A name under which somebody posts may be a phone number; there it is part of the location.
        if not is_name and _PHONE.search(_DATE.sub(" ", text)):
            yield pointer, "It holds a phone number. Take it out, or quote less."
        if not is_name and _HOME.search(text):
            yield pointer, "It holds what looks like a home address. Take it out, or quote less."


def outbound_fields(content: RequestContent) -> Iterator[tuple[str, str, bool]]:
    """Yield pointer and text of each free text that leaves, and whether it is a name at the platform."""
    yield EXPLANATION_POINTER, content.allegation.explanation, False
    yield NAME_POINTER, content.notifier.legal_name, False
    if content.bona_fide is not None:
        yield "/bona_fide/text", content.bona_fide.text, False
    for number, ground in enumerate(content.allegation.legal_grounds):
        yield f"/allegation/legal_grounds/{number}", f"{ground.law} {ground.law_id or ''} {ground.provision}", False
    for number, item in enumerate(content.items):
        yield from _of_item(f"/items/{number}", item)


def _of_item(pointer: str, item: NoticeItem) -> Iterator[tuple[str, str, bool]]:
    yield f"{pointer}/excerpt", item.excerpt, False
    yield f"{pointer}/locator/additional_info", item.locator.additional_info, False
    yield f"{pointer}/locator/url", item.locator.url or "", True
    yield f"{pointer}/locator/message_id", item.locator.message_id or "", True
    yield f"{pointer}/locator/container_name", item.locator.container_name or "", True
    if item.author is not None:
        yield f"{pointer}/author/handle", item.author.handle, True


def _people(judged: Judged) -> frozenset[str]:
    by = judged.content.safety.police_notification.by
    return frozenset(person for person in {*judged.confirmed_by, judged.actor, judged.approved_by, by} if person)


def _named(people: Collection[str]) -> re.Pattern[str] | None:
    words = sorted(re.escape(person) for person in people if len(person) >= _MIN_NAME)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None


def _secrets(content: RequestContent) -> frozenset[str]:
    detection = content.detection
    texts = {detection.model_version or "", content.safety.police_notification.reference or ""}
    for figure in (detection.score, detection.threshold):
        texts |= set() if figure is None else _written(figure)
    return frozenset(text for text in texts if len(text) >= _MIN_SECRET)


def _written(figure: float) -> set[str]:
    # A share with two decimals ("0.25") may be a weight or a price; three decimals or more are ours.
    decimal = f"{figure:.3f}"
    return {decimal, decimal.replace(".", ","), repr(figure)} if repr(figure)[4:] else set()
