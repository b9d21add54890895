"""What of a takedown request may leave the building, and the text that a platform gets to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.takedown.content import LegalGround, NoticeItem, RequestContent
from service.domain.takedown.notice_words import WORDS, NoticeWords
from service.domain.takedown.texts import shown
from service.domain.takedown.vocabulary import (
    CaseCategory,
    ContentType,
    DsaCategory,
    DsaKeyword,
    GroundRole,
    Language,
    RequestedAction,
)

__all__ = ["OutboundGround", "OutboundItem", "OutboundNotice", "notice_text", "outbound_of", "subject_of"]


@dataclass(frozen=True, slots=True)
class OutboundItem:
    """One item, as far as it may leave."""

    url: str
    message_id: str | None
    container_name: str | None
    additional_info: str
    author_handle: str | None
    content_types: tuple[ContentType, ...]
    excerpt: str
    posted_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutboundGround:
    """One legal ground."""

    jurisdiction: str
    law: str
    law_id: str | None
    provision: str
    role: GroundRole


@dataclass(frozen=True, slots=True)
class OutboundNotice:
    """Exactly what may leave, and nothing else: no score, no model, no person of ours, no word of the police."""

    request_id: str
    case_category: CaseCategory
    language: Language
    items: tuple[OutboundItem, ...]
    dsa_category: DsaCategory
    dsa_category_addition: tuple[DsaCategory, ...]
    dsa_keywords: tuple[DsaKeyword, ...]
    legal_grounds: tuple[OutboundGround, ...]
    explanation: str
    requested_action: tuple[RequestedAction, ...]
    territorial_scope: tuple[str, ...]
    notifier_name: str
    notifier_email: str
    bona_fide_text: str | None


def outbound_of(request_id: str, content: RequestContent) -> OutboundNotice:
    """Return the part of a request that may leave."""
    allegation = content.allegation
    return OutboundNotice(
        request_id=request_id,
        case_category=content.case_category,
        language=allegation.language,
        items=tuple(_item(item) for item in content.items),
        dsa_category=allegation.dsa_category,
        dsa_category_addition=allegation.dsa_category_addition,
        dsa_keywords=allegation.dsa_keywords,
        legal_grounds=tuple(_ground(ground) for ground in allegation.legal_grounds),
        explanation=allegation.explanation,
        requested_action=content.requested_action,
        territorial_scope=allegation.territorial_scope,
        notifier_name=content.notifier.legal_name,
        notifier_email=content.notifier.email,
        bona_fide_text=content.bona_fide.text if content.bona_fide else None,
    )


def subject_of(notice: OutboundNotice) -> str:
    """Return the subject of the mail, one line."""
    words = WORDS[notice.language]
    return f"{words.title}: {words.cases[notice.case_category]} ({notice.request_id})"


def notice_text(notice: OutboundNotice) -> str:
    """Return the notice as plain text, for a mail or to paste into a web form; in the language of the notice."""
    words = WORDS[notice.language]
    blocks = [
        words.title.upper(),
        _lines((words.reference, notice.request_id), (words.subject, words.cases[notice.case_category])),
        _section(words.notifier, _lines((words.name, notice.notifier_name), (words.email, notice.notifier_email))),
        *(_item_section(words, number, item) for number, item in enumerate(notice.items, start=1)),
        _section(words.why, notice.explanation.strip()),
        _section(words.grounds, "\n".join(f"- {_ground_line(words, ground)}" for ground in notice.legal_grounds)),
        _section(words.category, _categories(words, notice)),
        _section(words.request, _requests(words, notice)),
        _section(words.bona_fide, notice.bona_fide_text or words.none_yet),
        words.closing,
    ]
    return "\n\n".join(shown(block) for block in blocks if block) + "\n"


def _item(item: NoticeItem) -> OutboundItem:
    return OutboundItem(
        url=item.locator.url or "",
        message_id=item.locator.message_id,
        container_name=item.locator.container_name,
        additional_info=item.locator.additional_info,
        author_handle=item.author.handle if item.author else None,
        content_types=item.content_types,
        excerpt=item.excerpt,
        posted_at=item.posted_at,
    )


def _ground(ground: LegalGround) -> OutboundGround:
    return OutboundGround(ground.jurisdiction, ground.law, ground.law_id, ground.provision, ground.role)


def _item_section(words: NoticeWords, number: int, item: OutboundItem) -> str:
    posted = item.posted_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if item.posted_at else None
    facts = _lines(
        (words.address, item.url),
        (words.message, item.message_id),
        (words.container, item.container_name),
        (words.author, item.author_handle),
        (words.posted, posted),
        (words.content, ", ".join(words.content_types[each] for each in item.content_types)),
        (words.finding, item.additional_info.strip()),
    )
    # Each line of the excerpt is marked, so that words in it cannot pass for words of ours.
    quoted = "\n".join(f"> {line}" for line in shown(item.excerpt).split("\n"))
    return _section(f"{words.item} {number}", f"{facts}\n{words.excerpt}:\n{quoted}")


def _categories(words: NoticeWords, notice: OutboundNotice) -> str:
    return _lines(
        (words.main_category, notice.dsa_category),
        (words.more_categories, ", ".join(notice.dsa_category_addition)),
        (words.keywords, ", ".join(notice.dsa_keywords)),
    )


def _requests(words: NoticeWords, notice: OutboundNotice) -> str:
    asked = [f"- {words.actions[action]}" for action in notice.requested_action]
    return "\n".join([*asked, f"{words.territory}: {', '.join(notice.territorial_scope)}"])


def _ground_line(words: NoticeWords, ground: OutboundGround) -> str:
    law = f"{ground.law} ({ground.jurisdiction}{', ' + ground.law_id if ground.law_id else ''})"
    return f"{law}, {ground.provision}: {words.roles[ground.role]}"


def _lines(*facts: tuple[str, str | None]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in facts if value)


def _section(title: str, body: str) -> str:
    return f"{title}\n{'-' * len(title)}\n{body}" if body else ""
