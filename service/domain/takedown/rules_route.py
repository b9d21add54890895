"""Rules on the road of a notice: what paper it is, who may send it, over which channel (TD-305 to TD-309, TD-60x)."""

from __future__ import annotations

from datetime import timedelta

from service.domain.takedown.delivery_channels import Audience, DeliveryChannel
from service.domain.takedown.judging import Found, Judged
from service.domain.takedown.vocabulary import GroundRole, Instrument, NotifierKind, Surface
from service.locale.wording import worded

__all__ = [
    "accepted_language",
    "channel_known",
    "channel_usable",
    "no_bare_terms_report",
    "no_referral",
    "sent_as_written",
    "trusted_flagger",
]

_REFERRALS = frozenset(
    {Instrument.ORDER_REFERRAL_125P_SV, Instrument.ORDER_REFERRAL_TCO, Instrument.PRESERVATION_REFERRAL}
)
_NO_PLATFORM = frozenset({Surface.WEBSITE, Surface.DIRECT_MESSAGE, Surface.PRIVATE_GROUP})
_VERIFIED_WITHIN = timedelta(days=90)
_MAY_USE = {
    Audience.PUBLIC: frozenset(NotifierKind),
    Audience.TRUSTED_FLAGGER: frozenset({NotifierKind.TRUSTED_FLAGGER}),
    Audience.AUTHORITY: frozenset({NotifierKind.PUBLIC_AUTHORITY}),
    Audience.LAW_ENFORCEMENT: frozenset({NotifierKind.PUBLIC_AUTHORITY}),
}
"""Who may use a channel that a platform keeps for some."""
_CHANNEL_POINTER = "/delivery_channel"


def trusted_flagger(judged: Judged) -> Found:
    """TD-305: who files as a trusted flagger names the award, and files with an online platform."""
    content = judged.content
    if content.instrument is not Instrument.DSA_ART16_TRUSTED_FLAGGER:
        return
    if content.notifier.kind is not NotifierKind.TRUSTED_FLAGGER or content.notifier.trusted_flagger is None:
        yield (
            "/notifier/trusted_flagger",
            "No award of a trusted flagger is named. Name it, or file an ordinary notice.",
        )
    if content.platform.surface in _NO_PLATFORM:
        yield "/platform/surface", "Trusted flaggers have their priority at online platforms only."


def no_referral(judged: Judged) -> Found:
    """TD-306: what is meant for an authority never goes to a platform from here."""
    if judged.content.instrument in _REFERRALS:
        yield "/instrument", "This paper is for an authority, which alone gives orders. Hand it over there."


def no_bare_terms_report(judged: Judged) -> Found:
    """TD-309: what is said to be illegal is filed under Article 16, not as a breach of terms."""
    content = judged.content
    illegal = any(ground.role is GroundRole.PROHIBITION for ground in content.allegation.legal_grounds)
    if content.instrument is Instrument.TERMS_REPORT and illegal:
        yield "/instrument", "It says that the content is illegal. File it as a notice under Article 16."


def accepted_language(judged: Judged) -> Found:
    """TD-308: the notice is in a language that the channel takes, or a translation of each excerpt is with it."""
    channel = _channel(judged)
    # Languages of a channel that nobody has checked are a guess, on which nothing is refused.
    if channel is None or channel.verified_on is None:
        return
    translated = bool(judged.content.items) and all(item.translation for item in judged.content.items)
    if judged.content.allegation.language not in channel.languages and not translated:
        yield (
            "/allegation/language",
            worded("The channel takes notices in {languages} only.", languages=", ".join(channel.languages)),
        )


def channel_known(judged: Judged) -> Found:
    """TD-603, from confirming on: the registry has the delivery channel, and it is one of the platform."""
    if judged.channels is not None and _channel(judged) is None:
        yield (
            _CHANNEL_POINTER,
            "No delivery channel of this platform. Choose one; where there is none, add it to the registry.",
        )


def channel_usable(judged: Judged) -> Found:
    """TD-603, before it leaves: the channel is for notifiers of this kind, and was looked at in the last 90 days."""
    channel = _channel(judged)
    if channel is None:
        return
    if judged.content.notifier.kind not in _MAY_USE[channel.audience]:
        yield _CHANNEL_POINTER, "The platform keeps this channel for others. Choose one that is open to you."
    if channel.verified_on is not None and judged.now.date() - channel.verified_on > _VERIFIED_WITHIN:
        yield (
            _CHANNEL_POINTER,
            "Nobody looked at this channel in the last 90 days. Check it, and note the day in the registry.",
        )


def sent_as_written(judged: Judged) -> Found:
    """TD-604: what each attempt sent is kept, and its hash is the one that was written down before."""
    if any(written != kept for written, kept in judged.attempts):
        yield "", "What was sent is not what was written down. Stop, and have the store looked at."


def _channel(judged: Judged) -> DeliveryChannel | None:
    """Return the channel of the request, if the registry has it for this platform."""
    content = judged.content
    for channel in judged.channels or ():
        if channel.id == content.delivery_channel and channel.platform is content.platform.slug:
            return channel
    return None
