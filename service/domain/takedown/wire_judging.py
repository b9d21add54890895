"""Judges a takedown file by the rules, as far as a file alone can show: what needs the store is named and left open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.domain.takedown.content import RequestContent, read_content
from service.domain.takedown.judging import Failure, Fault, Judged, Phase
from service.domain.takedown.rules import RULES, failures, rules_until
from service.domain.takedown.vocabulary import DeconflictionStatus, Language, Site
from service.domain.takedown.wire import FileItem, FileSlug, TakedownFile
from service.domain.takedown.wire_reading import read_file

__all__ = ["FileReport", "judge_file", "judged_file"]

_SITES = {
    FileSlug.FACEBOOK: (Platform.OTHER, Site.FACEBOOK),
    FileSlug.X: (Platform.OTHER, Site.X),
    FileSlug.MARKTPLAATS: (Platform.CLASSIFIEDS, Site.MARKTPLAATS),
    FileSlug.OTHER_HOST: (Platform.OTHER, Site.OTHER_HOST),
}
_VISIBILITIES = {"public": Visibility.PUBLIC, "semi_public": Visibility.UNKNOWN, "private": Visibility.PRIVATE}
_AHEAD = frozenset({"delete_after", "until", "expires_at"})
"""Times that lie ahead by their nature."""
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""As of when a file is judged that holds no time."""
_SAME = ("instrument", "case_category", "requested_action", "bona_fide", "notifier")


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the rules say of a file."""

    failures: tuple[Failure, ...]
    not_checked: tuple[tuple[str, str], ...]
    """Code, and what of the rule a file alone cannot show."""
    judged_at: datetime | None
    """The greatest time in the file, as of which it was judged; ``None`` where too little of it could be read."""

    @property
    def holds(self) -> bool:
        """Whether no rule failed."""
        return not self.failures


def judge_file(content: bytes, phase: Phase) -> FileReport:
    """Read a file and ask every rule up to a phase; never raises.

    Parameters
    ----------
    content
        The bytes of the file.
    phase
        How far the request wants to go.
    """
    file, faults = read_file(content)
    reached = rules_until(phase)
    if file is None:
        refs = {rule.code: rule.legal_ref for rule in RULES}
        broken = tuple(Failure(each.code, each.pointer, each.detail, refs[each.code]) for each in faults)
        named = {each.code for each in faults}
        open_ = {rule.code: "the file cannot be read as far as that" for rule in reached if rule.code not in named}
        return FileReport(tuple(sorted(broken, key=lambda each: each.code)), tuple(open_.items()), None)
    judged = replace(judged_file(file), faults=faults)
    told = [each for each in failures(judged, phase) if not _follows(each, faults)]
    left = {rule.code: rule.unseen for rule in reached if rule.unseen}
    return FileReport(tuple(told), tuple(left.items()), judged.now)


def judged_file(file: TakedownFile) -> Judged:
    """Return a file as the rules judge it, as of the greatest time that stands in it."""
    confirmed = [each for each in file.human_review if each.decision == "confirm"]
    analysts = [each for each in confirmed if each.role == "analyst"]
    approvers = [each.reviewer for each in confirmed if each.role == "approver"]
    return Judged(
        content=_content(file),
        now=max(_times(file), default=_NO_TIME),
        priority=file.priority,
        actor=analysts[0].reviewer if analysts else "",
        confirmed_by=frozenset(each.reviewer for each in analysts),
        saw_original=any(each.saw_original for each in analysts),
        stored_hashes=None,
        captured_texts=None,
        approved_by=approvers[-1] if approvers else None,
        first_confirmed_at=min((each.decided_at for each in analysts), default=None),
        reviewers=frozenset(each.reviewer for each in confirmed),
        legal_review=any(each.role == "legal" for each in confirmed),
    )


def _follows(failure: Failure, faults: tuple[Fault, ...]) -> bool:
    """Return whether a rule only misses what was left out since its form is wrong."""
    if (failure.code, failure.pointer) in {(each.code, each.pointer) for each in faults}:
        return False
    return any(
        f"{fault.pointer}/".startswith(f"{failure.pointer}/") or f"{failure.pointer}/".startswith(f"{fault.pointer}/")
        for fault in faults
    )


def _content(file: TakedownFile) -> RequestContent:
    raw = file.document()
    slug, site = _SITES.get(file.platform.slug) or (Platform(file.platform.slug), None)
    visibility = _VISIBILITIES[file.platform.visibility]
    allegation = {key: value for key, value in raw["allegation"].items() if key not in _UNJUDGED}
    # A rule looks at the language only beside the registry, which a file is without.
    allegation["language"] = (
        Language(allegation["language"]) if allegation["language"] in set(Language) else Language.EN
    )
    content: dict[str, Any] = {name: raw[name] for name in _SAME if name in raw}
    content |= {
        "delivery_channel": file.platform.channel_id,
        "platform": {"slug": slug, "site": site, "surface": file.platform.surface, "visibility": visibility},
        "items": [_item(item) for item in file.items],
        "allegation": allegation,
        "detection": {key: value for key, value in raw["detection"].items() if key not in _UNJUDGED},
        "safety": _safety(raw["safety"]),
        "preservation": _kept(raw.get("preservation", {})),
        "lawfulness": {key: value for key, value in raw["lawfulness"].items() if key not in _UNJUDGED},
    }
    return read_content(content)


_UNJUDGED = frozenset(
    {"dsa_keyword_other", "terms_ground", "model_id", "input_sha256", "data_subject_category", "asked", "expires_at"}
)
"""Fields of a file on which no rule looks."""


def _kept(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in _UNJUDGED}


def _safety(raw: dict[str, Any]) -> dict[str, Any]:
    # A file says all there is to say: without a word of the police nobody asked them.
    return {"deconfliction": {"status": DeconflictionStatus.NOT_NEEDED}, **raw}


def _item(item: FileItem) -> dict[str, Any]:
    raw = item.model_dump(mode="json", exclude_none=True)
    named = item.author
    handle = named and (named.handle or named.display_name or named.platform_user_id)
    locator = raw["locator"]
    container = locator.pop("container_id", None)
    listing = locator.pop("listing_id", None)
    locator.setdefault("container_name", container)
    locator.setdefault("message_id", listing)
    return {**raw, "author": {"handle": handle} if handle else None}


def _times(part: object, name: str = "") -> Iterator[datetime]:
    if isinstance(part, datetime):
        if name not in _AHEAD:
            yield part.astimezone(UTC)
    elif isinstance(part, BaseModel):
        for field in type(part).model_fields:
            yield from _times(getattr(part, field), field)
    elif isinstance(part, tuple):
        for each in part:
            yield from _times(each, name)
