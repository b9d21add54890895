"""Words of debts and fines, of paid work and of trade, in Dutch, English, German, Swedish and French."""

from __future__ import annotations

from models.entities.words import one_of

__all__ = ["DEBTS", "JOB", "SALE"]

DEBTS = one_of("""
    krijg+nog schuld* verschuldigd vergeten kwijtgescholden aflossen quitte open+hebt staat+open open+staan
    openstaa* staat+nog+open in+t+krijt in+het+krijt boete boetes bekeuring*
    geflikt dwangsom te+goed tegoed verloren roodstaan rood
    owe owes owed forgiven debt debts fined fines a+fine+of fine+of ticket+for lost
    skuld* skyldig* boter bot+pa minus tappa* kvitt
    geschuldet vergessen erlassen quitt strafe bussgeld busgeld
    dette dettes dois doit devez amende amendes perdu contravention
""")
"""What is owed or lost is nobody's pay."""

JOB = one_of("""
    klus* betaal* betaald* verdien* vergoeding loon salaris uurloon beloning baan bijbaan job jobs premie
    zoek+iemand iemand+die gezocht gevraagd wie+kan wie+rijdt wie+wil wie+durft krijg+je krijgt
    need+someone someone+to wanted looking+for+someone who+wants
    pay pays paid paying payment wage wages salary earn reward hourly
    lohn* verdien* gehalt bezahl* zahle zahlt stundenlohn belohnung finderlohn nebenjob pramie suche brauch brauche
    wer+macht wer+kann wer+will gesucht kriegst kriegt
    lon timlon ersattning betalar betalt tjana arvode belonning beloning uppdrag jobb soker sokes vem+kan nan+som
    nagon+som behover+nan far
    salaire paye payes paie payer paient gagne gagner recompense remunere* remuneration taf boulot mission cherche
    recherche qui+peut qui+veut besoin
""")
"""What is paid for in a message without a label."""

SALE = one_of("""
    te+koop verkoop* verkopen prijs prijzen prijslijst vraagprijs koopje overname bieden bod per+stuk
    for+sale selling sell sells price prices ono obo wts
    verkauf* zu+verkaufen preis* vb vhb festpreis abzugeben abholung selbstabhol*
    saljer saljes salj till+salu pris priser prislista styck hamtas
    vends vendre vend a+vendre prix piece l'unite tarif tarifs a+debattre
""")
"""What is sold in a message without a label."""
