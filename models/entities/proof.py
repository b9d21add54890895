"""Finds that proof of a deed is asked: a film, a photo, a live call."""

from __future__ import annotations

from collections.abc import Sequence

from models.entities.contract import Found, Reading
from models.entities.deeds import speaks_of_deed
from models.entities.words import matchers, one_of, plain

__all__ = ["PROOF", "find_proof"]

PROOF: dict[str, str] = {
    "film": """
        film filmpje filmpjes filmen filmt filmer filmer+tout gefilmd verfilmen film+het film+ff video video's videos
        videootje vid vids filmpie beelden opname opnames opnemen vastleggen
        film+it film+that filmed filming video+proof footage clip clips record+it recorded recording
        filma filmas filmar filmad filma+det klipp klippet inspelning
        filme filmst mitfilmen gefilmt videobeweis aufnahme aufnehmen
        filmes films filmez video videos images
        emoji_video_camera emoji_movie_camera
    """,
    "photo": """
        foto foto's fotos fotootje pic pics photo photos picture pictures selfie bild bilder beweisfoto bewijsfoto
        screenshot emoji_camera
    """,
    "live": """
        live livestream streamen stream videobellen facetime facetimen video+call videocall livecall direktsandning
        en+direct
    """,
}
"""Words by kind, of Dutch, English, Swedish, German and French."""

_PROOF = matchers(PROOF)
_AS_PROOF = one_of("""
    als+bewijs ter+bewijs bewijs as+proof for+proof proof som+bevis bevis als+beweis beweis zum+beweis comme+preuve
    preuve en+preuve
""")
_BETWEEN = 1


def find_proof(reading: Reading) -> Sequence[Found]:
    """Find words for the proof that a client wants to see."""
    text = plain(reading.text.text)
    asked = [match.span() for match in _AS_PROOF.finditer(text)]
    if not asked and not speaks_of_deed(reading):
        return []
    found = [
        Found("proof_asked", match.start(), _with_purpose(match.end(), asked), {"kind": kind})
        for kind, words in _PROOF
        for match in words.finditer(text)
        if not (match[0] == "vid" and reading.lang == "sv")  # "at" there
    ]
    bare = [span for span in asked if not any(one.start <= span[0] < one.end for one in found)]
    return [*found, *(Found("proof_asked", *span, {}, 0.5) for span in bare if speaks_of_deed(reading))]


def _with_purpose(end: int, asked: Sequence[tuple[int, int]]) -> int:
    """Return where a word ends together with the "als bewijs" right behind it."""
    return next((last for first, last in asked if first - end == _BETWEEN), end)
