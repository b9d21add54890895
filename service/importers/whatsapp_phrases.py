"""The phrases that WhatsApp itself writes into an export: media, deleted, edited, polls, in five languages.

Only whole phrases count, never a word somewhere in a text: nobody can hide a message by writing one of them into it.
Where a person chose the name of a file, the name stays as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.domain.messages import MessageKind
from service.importers.field_reading import poll_text

__all__ = ["is_deleted", "is_notice", "read_body", "spoken_language", "without_edit_mark"]

_MARK = "[\u200e\u200f]"
_MARKS = f"{_MARK}{{0,3}}"  # bounded, as all patterns here, so that no text takes long to look through
_BLANKS = " \t\r\n\u00a0\u202f\u200e\u200f"
_OMITTED = {
    "nl": r"(?:afbeelding|video|audio|sticker|gif|document|visitekaartje|contactkaart|videobericht|media) weggelaten"
    r"|live locatie gedeeld",
    "en": r"(?:image|video|audio|sticker|gif|document|contact card|video note|media) omitted|live location shared",
    "de": r"(?:bild|video|audio|sticker|gif|dokument|kontaktkarte|videonachricht|medien) "
    r"(?:weggelassen|ausgelassen|ausgeschlossen)|live-standort wird geteilt",
    "sv": r"(?:bild|video|ljud|sticker|gif|dokument|kontaktkort|media) "
    r"(?:utesluten|utelslutet|uteslutet|utelämnad|utelämnat|har utelämnats)|liveposition delad",
    "fr": r"(?:image|vidéo|audio|sticker|gif|document|fiche contact|médias?|fichier) "
    r"(?:absente?s?|omise?s?|manquante?s?|retirée?)|localisation en direct partagée",
}
_ANY_OMITTED = "|".join(_OMITTED.values())
_MEDIA_LINE = re.compile(rf"{_MARKS}<? ?(?:{_ANY_OMITTED}) ?>?\.?", re.IGNORECASE)
_MEDIA_AFTER_CAPTION = re.compile(rf"{_MARK}<?(?:{_ANY_OMITTED})>?\.?\Z", re.IGNORECASE)
_ATTACHED_IOS = re.compile(
    r"<(?:bijgevoegd|attached|anhang|angehängt|bifogad|bifogat|bilaga|joint|pièce jointe)\s?:"
    r"(?P<file>[^<>\n]{1,255})>",
    re.IGNORECASE,
)
_ATTACHED_ANDROID = re.compile(
    rf"{_MARKS}(?P<file>[^\n]{{1,255}}?) "
    r"\((?:bestand bijgevoegd|file attached|datei angehängt|bifogad fil|fichier joint)\)",
    re.IGNORECASE,
)
_NAMED_BY_WHATSAPP = re.compile(
    r"(?:(?:IMG|VID|PTT|AUD|STK|GIF|DOC)-[0-9]{8}-WA[0-9]{4}\.\w{0,5}"
    r"|[0-9]{1,9}-(?:PHOTO|VIDEO|AUDIO|STICKER|GIF|PTT)-[0-9-]{10,25}\.\w{1,5})",
    re.IGNORECASE,
)
_IOS_NUMBER = re.compile(r"[0-9]{8}-")
_DELETED = re.compile(
    rf"{_MARKS}(?:(?:dit bericht is|je hebt dit bericht) verwijderd(?: door een beheerder)?"
    r"|(?:this message was|you) deleted(?: this message)?(?: by an admin| as admin)?"
    r"|diese nachricht wurde(?: von einem admin)? gelöscht|du hast diese nachricht gelöscht"
    r"|(?:detta meddelande|det här meddelandet) raderades|du raderade (?:detta meddelande|det här meddelandet)"
    r"|ce message a été supprimé|vous avez supprimé ce message)\.?",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"<(?:dit bericht is bewerkt|this message was edited|diese nachricht wurde bearbeitet"
    r"|(?:detta meddelande|det här meddelandet|meddelandet)(?: har)? redigera(?:des|ts)"
    rf"|ce message a été modifié)\.?>\s*{_MARKS}\Z",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    rf"{_MARK}{_MARKS}(?:berichten en (?:gesprekken|oproepen) (?:zijn|worden) (?:nu )?end-to-end versleuteld\."
    r"(?: alleen (?:mensen|personen) in deze chat kunnen ze lezen, beluisteren of delen\."
    r"| niemand buiten deze chat, zelfs whatsapp niet, kan ze lezen of beluisteren\.)?"
    r"|messages and calls are end-to-end encrypted\."
    r"(?: only people in this chat can read, listen to, or share them\."
    r"| no one outside of this chat, not even whatsapp, can read or listen to them\.)?"
    r"|nachrichten und anrufe sind ende-zu-ende-verschlüsselt\."
    r"(?: nur personen in diesem chat können sie lesen, anhören oder teilen\."
    r"| niemand außerhalb dieses chats kann sie lesen oder anhören, nicht einmal whatsapp\.)?)",
    re.IGNORECASE,
)
_POLL = re.compile(
    rf"{_MARKS}(?:poll|peiling|umfrage|omröstning|sondage):\r?\n(?P<question>[^\n]*)(?P<options>(?:\n[^\n]*)*)",
    re.IGNORECASE,
)
_OPTION = re.compile(rf"{_MARKS}(?:option|optie|alternativ): (?P<text>.*?)(?: \([0-9]+ \w+\))?", re.IGNORECASE)
_LANGUAGE_SIGNS = {
    "nl": re.compile(
        rf"{_OMITTED['nl']}|end-to-end versleuteld|bijgevoegd|bericht is (?:verwijderd|bewerkt)", re.IGNORECASE
    ),
    "en": re.compile(
        rf"{_OMITTED['en']}|end-to-end encrypted|file attached|message was (?:deleted|edited)", re.IGNORECASE
    ),
    "de": re.compile(rf"{_OMITTED['de']}|ende-zu-ende-verschlüsselt|datei angehängt|nachricht wurde", re.IGNORECASE),
    "sv": re.compile(rf"{_OMITTED['sv']}|krypterade|bifogad fil|meddelande (?:raderades|redigerades)", re.IGNORECASE),
    "fr": re.compile(rf"{_OMITTED['fr']}|chiffrés de bout en bout|fichier joint|message a été", re.IGNORECASE),
}


def is_deleted(text: str) -> bool:
    """Tell whether the text is nothing but the placeholder of a deleted message."""
    return _DELETED.fullmatch(text.strip()) is not None


def is_notice(text: str) -> bool:
    """Tell whether the text is the encryption notice, which iOS writes in the name of the group."""
    return _NOTICE.fullmatch(text.strip()) is not None


def without_edit_mark(text: str) -> tuple[str, bool]:
    """Take off the mark of an edited message, and tell whether there was one."""
    mark = _EDITED.search(text)
    return (text, False) if mark is None else (text[: mark.start()].rstrip(_BLANKS), True)


def read_body(text: str) -> tuple[str, MessageKind]:
    """Take the placeholder of media off a text; what is left is a caption, a poll, or nothing."""
    poll = _POLL.fullmatch(text)
    if poll is not None:
        options = [option["text"] for line in poll["options"].split("\n") if (option := _OPTION.fullmatch(line))]
        return poll_text(poll["question"], options), MessageKind.POLL
    first, _, caption = text.partition("\n")
    attached = _ATTACHED_ANDROID.fullmatch(first.strip())
    if _MEDIA_LINE.fullmatch(first.strip()):
        return _captioned("", caption)
    if attached is not None:
        return _captioned(attached["file"], caption)
    omitted = _MEDIA_AFTER_CAPTION.search(text)
    if omitted is not None:
        return _captioned("", text[: omitted.start()])
    ios = _ATTACHED_IOS.search(text)
    if ios is not None:
        return _captioned(ios["file"].strip(), text[: ios.start()] + text[ios.end() :])
    return text, MessageKind.TEXT


def spoken_language(lines: Iterable[str]) -> str | None:
    """Guess the language of the phone from the phrases of WhatsApp in the lines."""
    counts = dict.fromkeys(_LANGUAGE_SIGNS, 0)
    for line in lines:
        for language, signs in _LANGUAGE_SIGNS.items():
            counts[language] += signs.search(line) is not None
    most = max(counts, key=lambda language: counts[language])
    return most if counts[most] else None


def _captioned(file: str, caption: str) -> tuple[str, MessageKind]:
    name = "" if _NAMED_BY_WHATSAPP.fullmatch(file) else _IOS_NUMBER.sub("", file, count=1)
    caption = caption.strip(_BLANKS)
    if name and name not in caption:
        caption = f"{name}\n{caption}".strip()
    return (caption, MessageKind.TEXT) if caption else ("", MessageKind.MEDIA)
