"""Reads how is paid: cash, by transfer, in crypto, before or after."""

from __future__ import annotations

from models.entities.contract import Found, Reading
from models.entities.words import matchers, plain

__all__ = ["payments"]

_KINDS = matchers({
    "half_upfront": """
        half+vooraf helft+vooraf de+helft+vooraf half+half half+nu helft+nu
        helft+is+vooraf half+in+advance halva+summan+innan halften+nu
        half+upfront half+up+front half+before half+now
        halfte+vorab halfte+vorher halb+vorab die+halfte+vorab zahlung+halftig+vorab
        halva+fore halva+innan halften+fore halften+innan halva+i+forskott
        moitie+avant moitie+d'avance la+moitie+avant moitie+moitie
    """,
    "upfront": """
        tikkie+vooraf betalen+vooraf
        vooraf+betalen vooraf+betaald vooruitbetaling vooruit+betalen betaling+vooraf aanbetaling eerst+betalen
        aanbetalen
        upfront up+front pre+pay prepay prepaid payment+first pay+first cash+before deposit in+advance
        vorkasse vorauszahlung anzahlung vorab
        forskott i+forskott forskottsbetalning betalning+innan
        acompte paiement+avant paiement+d'avance d'avance
    """,
    "afterwards": """
        factuur+achteraf tikkie+achteraf halften+efterat
        achteraf+betalen betaling+achteraf betaling+na+afloop na+levering na+afloop+betaald
        pay+after payment+after cash+after paid+after pay+on+delivery
        zahlung+danach nachnahme bezahlung+danach betalning+efter betalt+efter paiement+apres paye+apres a+la+livraison
    """,
    "cash": """
        gepast+geld gepast in+de+hand in+t+handje exact+money exact+cash passend passend+zahlen jamna+pengar kuvert
        cash contant contante contanten handje+contantje cash+in+hand baar+geld kontant kontanter kontanten
        bar bargeld barzahlung auf+die+kralle auf+die+hand bar+auf+kralle
        espece especes en+especes liquide en+liquide comptant
    """,
    "transfer": """
        tikkie tikkies tikkie'n payconiq overmaken overmaking bankoverschrijving ideal bunq betaalverzoek
        swish swisha swishar swishas swishat bankgiro
        paypal revolut bank+transfer monzo cashapp cash+app venmo zelle western+union transfer
        uberweisung uberweisen twint
        virement lydia paylib wero
    """,
    "crypto": "crypto krypto btc bitcoin bitcoins monero xmr usdt eth ethereum litecoin ltc",
    "voucher": "paysafe paysafecard paysafekaart giftcard giftcards cadeaukaart cadeaukaarten gutscheinkarte",
    "exchange": "in+ruil+voor",
})  # fmt: skip
_GERMAN_ONLY = "bar"


def payments(reading: Reading) -> list[Found]:
    """Find ``payment``; of two that overlap both are returned, and the longer one is meant."""
    text = plain(reading.text.text)
    return [
        Found("payment", match.start(), match.end(), {"kind": kind})
        for kind, pattern in _KINDS
        for match in pattern.finditer(text)
        # A bar is a place elsewhere.
        if match[0] != _GERMAN_ONLY or reading.lang == "de"
    ]
