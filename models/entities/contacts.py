"""Finds how to reach the writer: handles, phone numbers, links and the words for a private chat.

Handles and links are read from the original, letter for letter: the normaliser would undo what it takes for disguise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.entities.contract import Found, Reading
from models.entities.words import matchers, one_of, plain

__all__ = ["PLATFORMS", "WORDS", "find_contacts"]

PLATFORMS: dict[str, str] = {
    "telegram": "telegram tg tele telegra t.me tlg",
    "snapchat": "snapchat snap snapje sc",
    "whatsapp": "whatsapp wapp whapp wa whats whatsappen wappen",
    "signal": "signal",
    "wickr": "wickr",
    "instagram": "instagram insta ig",
}
"""Names of platforms; they count where they tell how to reach somebody."""

WORDS: str = """
    dm dm'en dmen dmme pb pbtje pm pmtje pm'en prive priveberichtje privebericht prive+bericht inbox app+me app+mij
    app app+ff app+maar appje stuur+appje berichtje bericht+me bel+me bel+mij dms dm's
    dm+me hmu hit+me+up hit+my+line text+me message+me msg+me inbox+me hit+my+dms private+message
    pn pns schreib+mir schreib+mich+an schreibt+mir melde+dich meld+dich meldet+euch privatnachricht anschreiben
    skriv+till+mig skriv+pm hor+av+dig hor+av+er pm:a slang+ivag+pm skicka+pm
    app+hoeveel appt reply skriv schreib adda in+private
    app+in+bio typ+ja kommentera link+in+bio meld+je stuur+bericht
    mp en+prive message+prive ecris-moi ecris+moi contacte+moi contactez-moi contacte-moi envoie+mp repondez+en+prive
    ecrivez-moi ecrivez+moi inbox
"""
"""Words for a private chat on any platform, of Dutch, English, German, Swedish and French in turn."""

_WORDS = one_of(WORDS)
_DUTCH_ONLY = "app"
_PLATFORMS = matchers(PLATFORMS)
_ASKS = re.compile(
    r"(?:(?:via|op|on|over|per|add|auf|bei|uber|pa|sur|mijn|mn|m'n|my|min|mein|mon|stuur|stuurt|mijn|check|naar|to|till|zu|a|in|"
    r"get|een|je|geef|drop|dm|pb|pm|send) |@)$"
)
_ASKED = re.compile(
    r" ?[:=]| (?:me|mij|mn|m'n|is|staat|only|alleen|nur|in bio|voor|for|fur|of|or|och|oder|ou|ff|maar)(?!\w)|\W*$"
)
_WITHIN = re.compile(r"[./]\w")
_LOOK_BACK = 10
_TOKEN = re.compile(r"[^\s,;!?()\[\]<>\"]{3,200}")
_HANDLE = re.compile(r"@[A-Za-z0-9_][A-Za-z0-9_.]{2,31}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,100}\.[A-Za-z]{2,10}")
_LINK = re.compile(
    r"(?:https?://\S{3,}|www\.\S{3,}|(?:t\.me|telegram\.me|wa\.me|snapchat\.com|signal\.me|signal\.group|"
    r"instagram\.com|discord\.gg|chat\.whatsapp\.com)/\S+)",
    re.IGNORECASE,
)
_LINKED = (
    ("telegram", ("t.me", "telegram.me")),
    ("whatsapp", ("wa.me", "whatsapp.com")),
    ("snapchat", ("snapchat.com",)),
    ("signal", ("signal.me", "signal.group")),
    ("instagram", ("instagram.com",)),
)
_PHONE = re.compile(r"(?<![\w+.,€$/:-])(?:\+|00)?\d(?:[ .\-/]{0,2}\(?\d\)?){7,13}(?![\w€]|[.,:]\d)")
_LEAST_DIGITS = 9
_NAMED_HANDLE = re.compile(r" ?(?:[:=]|is|emoji_\w{1,30}) ?@?([a-z0-9][\w.\-]{2,31})(?!\w)")


def find_contacts(reading: Reading) -> Sequence[Found]:
    """Find handles, phone numbers, links and words for a private chat."""
    text = plain(reading.text.text)
    words = [
        Found("contact", *match.span(), {"kind": "word", "platform": "unknown"})
        for match in _WORDS.finditer(text)
        # An app is a program elsewhere.
        if match[0] != _DUTCH_ONLY or reading.lang == "nl"
    ]
    return [*words, *_platforms(reading, text), *_tokens(reading), *_phones(text)]


def _platforms(reading: Reading, text: str) -> Iterator[Found]:
    """Find names of platforms where they tell how to reach somebody, and the handle behind one."""
    for platform, names in _PLATFORMS:
        for match in names.finditer(text):
            start, end = match.span()
            if _WITHIN.match(text, end):  # the host of a link
                continue
            if _ASKS.search(text[max(0, start - _LOOK_BACK) : start]) or _ASKED.match(text, end):
                yield Found("contact", start, end, {"kind": "word", "platform": platform}, 0.8)
            named = _NAMED_HANDLE.match(text, end)
            if named and re.search(r"[\d_.]\w|\w[\d_]", named[1]) and re.search("[a-z]", named[1]):
                yield _handle(reading, *named.span(1), platform)


def _handle(reading: Reading, start: int, end: int, platform: str) -> Found:
    handle = reading.text.original[slice(*reading.text.to_original(start, end))].lstrip("@")
    return Found("contact", start, end, {"kind": "handle", "platform": platform, "handle": handle}, 1.2)


def _tokens(reading: Reading) -> Iterator[Found]:
    """Find handles and links among what stands between spaces in the original."""
    original = reading.text.original
    if not any(sign in original for sign in ("@", "/", "www")):
        return
    for match in _TOKEN.finditer(reading.text.text):
        start, end = match.start(), match.start() + len(match[0].rstrip(".:'"))
        token = original[slice(*reading.text.to_original(start, end))]
        if _LINK.fullmatch(token):
            platform = next(
                (name for name, hosts in _LINKED if any(host in token.lower() for host in hosts)), "unknown"
            )
            yield Found("contact", start, end, {"kind": "link", "platform": platform, "link": token}, 1.3)
        elif _EMAIL.fullmatch(token):
            yield Found("contact", start, end, {"kind": "link", "platform": "unknown", "link": f"mailto:{token}"}, 1.3)
        elif _HANDLE.fullmatch(token):
            yield _handle(reading, start, end, "unknown")


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        number = re.sub(r"[^\d+]", "", match[0])
        if len(number) >= _LEAST_DIGITS and number[0] in "+0":
            yield Found("contact", *match.span(), {"kind": "phone", "platform": "unknown", "number": number}, 1.1)
