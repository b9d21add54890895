"""Reads how goods change hands: fetched, brought, sent, or at a meeting."""

from __future__ import annotations

from models.entities.contract import Found, Reading
from models.entities.words import matchers, plain

__all__ = ["deliveries"]

_KINDS = matchers({
    "pickup": """
        ophalen op+te+halen afhalen af+te+halen opgehaald afhaal haal+op haal+af komen+halen kom+halen kom+maar+af
        zelf+ophalen
        pickup pick+up pick+ups collect collection collecting come+get+it come+and+get+it collect+only
        abholung abholen selbstabholer selbstabholung abzuholen abhol* holen+kommen
        hamtas hamta hamtar avhamtning upphamtning hamtning
        a+venir+chercher venir+chercher recup recuperer a+recuperer retrait sur+place venez+chercher
    """,
    "delivery": """
        bezorgen bezorging bezorgd bezorg bezorgt thuisbezorgd levering leveren kan+brengen
        brengen+mogelijk kom+brengen langsbrengen koerier aflevering
        delivery deliver delivers delivered drop+off drop+offs dropoff to+your+door can+bring
        lieferung liefern lieferbar geliefert bringen+moglich lieferdienst kann+bringen
        leverans levereras levererar leverera hemkorning kor+ut
        livraison livrer livre livree livres livrons livraisons
    """,
    "shipping": """
        verzenden verzending verzonden verstuur versturen opsturen per+post pakketdienst pakketpost track+and+trace
        verzendkosten
        post+nl postnl dhl
        ship shipping shipped ships postage by+post posted tracked parcel+service
        versand verschicken versende versandt paketdienst
        frakt fraktas skickas skickar postas porto postnord bussgods ombud
        envoi expedition expedie expedier par+la+poste colissimo mondial+relay relais+colis
    """,
    "meet_up": """
        meet+up meetup meet+ups afspreken overdracht overhandiging hand+tot+hand
        meeting+point meet+halfway face+to+face
        ubergabe treffpunkt treffen+uns kofferraum+zu+kofferraum
        motas mots+vid traffas overlamning
        main+propre en+main+propre remise+en+main+propre main+a+main
    """,
})  # fmt: skip
# Words of other meetings and bringings as well; they count under the label of a sale.
_LOOSE = matchers({
    "delivery": "aan+de+deur aan+huis lever breng+ik ik+breng bring+ich i+bring",
    "meet_up": "meet meeten mots moter mote rdv rendez-vous treffen",
})  # fmt: skip
_SALE = "f4_sale"


def deliveries(reading: Reading) -> list[Found]:
    """Find ``delivery``; a message that hires, and sells nothing, fetches and brings people and not goods."""
    if "recruitment" in reading.labels and _SALE not in reading.labels:
        return []
    text = plain(reading.text.text)
    kinds = (*_KINDS, *_LOOSE) if _SALE in reading.labels else _KINDS
    return [
        Found("delivery", match.start(), match.end(), {"kind": kind})
        for kind, pattern in kinds
        for match in pattern.finditer(text)
    ]
