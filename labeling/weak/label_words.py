"""Word families that speak for a label, in Dutch, English, Swedish, German and French: one line a language.

Written from the codebook, `research/lexicon.md` and the development batches of `labeling.weak.development`. Forms are
folded words as in `models.linear.lexicon`: without diacritics, ``*`` for any letters, two words for neighbours.
"""

from __future__ import annotations

__all__ = ["LABEL_WORDS"]

LABEL_WORDS: dict[str, tuple[str, ...]] = {
    "heavy": (
        "cobra*, c6, c8, c12, viper*, dumbum*, dum bum, la bomba, nitrat*, black widow, widowmaker*, match cracker*",
        "nitraat*, vlinderbom*, cipolla*, lawinepijl*, bunkerknaller*, polenknaller*, flitspoeder, flashpoeder",
        "mortier*",
        "f4, p2, t2, cat 4, category 4, shells, mortar, mortars, flash powder, quarter stick*, cherry bomb*, m80, m-80",
        "klass 4, blixtpulver, kat 4, kategorie 4, kugelbombe*, polenboller*, tschechenboller*, blitzpulver, vipern",
        "categorie 4, nitrate*, poudre flash, fp3, salutes, saluter",
    ),
    "loose": (
        "*vuurwerk*, knallers, knaller, knalwerk, strijker, strijkers, vlinders, bangers, *firework*, firecracker*",
        "smallare*, fyrverkeri*, raketer, *boller*, *feuerwerk*, knaller*, petard*, *artifice*, bombes, pyro*",
        "emoji_firecracker, emoji_fireworks, emoji_explosion, emoji_bomb, emoji_sparkler",
    ),
    "power": (
        "zwaar, zware, zwaarder, illegale, illegaal, ruiten, pools, poolse, tsjechi*, italiaans*, italianen, hardste",
        "heavy, heaviest, loud, louder, illegal, polish, czech, italian, italians, proper ones, pro grade",
        "tunga, tung, kraftig*, olagliga, polska, tjeckiska, italienska, harda, riktiga grejer",
        "schwere, heftig*, illegale*, polnische*, tschechisch*, italienische*, starkes, stark, richtig laute",
        "lourd, puissant*, illega*, polonais*, tcheque*, italien*, du lourd, gros calibre",
    ),
    "no_papers": (
        "zonder papieren, geen papieren, zonder etiket, zonder bon, papieren hoef, geen certificaat, onder toonbank",
        "no papers, no licence, no license, no label, unmarked, unlabelled, no id, under the counter",
        "inga papper, utan papper, utan etikett, inget tillstand, utan tillstand, ingen legg",
        "ohne papiere, keine papiere, ohne schein, ohne aufkleber, ohne zettel, unterm tresen, unterm ladentisch",
        "sans papier*, sans permis, sans etiquette, pas de papiers, sous le manteau",
    ),
    "trade": (
        "te koop, verkoop, verkopen, voorraad, prijs, prijzen, prijslijst, per stuk, stuks, doos, dozen, doosje",
        "korting",
        "bestel*, lever, leveren, bezorg*, ophalen, afhalen, afname, lijst, pb, kofferbak, overnemen, contant",
        "overhead",
        "for sale, selling, sell, sells, buy, price, prices, restock*, in stock, box, boxes, delivery, deliver, pickup",
        "pick up, each, bulk, wts, wtb, menu, dm, hmu, collection, the list, cash only, bundle",
        "saljer, salj, saljes, kopa, koper, pris, priser, prislista, lager, styck, lada, lador, kartong*, leverans*",
        "hamtas, hamta, upphamtning, swish, bestall*, i lager, per styck",
        "verkauf*, zu verkaufen, preis*, stuck, kiste, kisten, karton*, palette, liefer*, abhol*, lager, bestell*",
        "ware",
        "vends, vendre, vend, prix, piece, pieces, carton, cartons, livraison, livre, dispo, stock, reassort",
        "commande*",
        "acheter, achete*, mp, arrivage, lot, remise en main, la liste, tarif, tarifs",
    ),
    "wanted": (
        "gezocht, zoek, zoeken, wie heeft, wie kan, iemand nog, waar kan, waar kun, wil wel, doe mij",
        "looking for, where can, who has, who's got, anyone got, anyone selling, need, after some, iso, ill take",
        "soker, sokes, vem har, nagon som, var kan, behover, jag tar, letar efter",
        "suche, gesucht, wer hat, hat wer, hat jemand, wo kriegt, wo bekomm*, brauch, brauche, nehm, nehme",
        "cherche, recherche, qui a, ou trouver, besoin de, je peux trouver, je prends, qui vend",
    ),
    "money": (
        "€, $, £, euro, euros, eur, barkie, barki, rug, ruggen, doekoe, tikkie, contant, beloning, betaald, betaalt",
        "quid, bands, racks, cash, pay, pays, paid, bag, kr, kronor, spann, lax, papp, tusen, betalt, betalar",
        "kohle, bar, zahle, zahlt, bezahlt, mille, scheine, balles, paye, payes, payer, thune, emoji_euro_banknote",
    ),
    "act": (
        "neerleg*, neer te leggen, neerzet*, plaatsen, leggen, legt, gooien, gooi, gooit, aansteken, aansteekt",
        "droppen",
        "knallen, klappen, opblazen, blazen, afgaan, ontploffen, deurtje doen, achterlaten, ding neerzetten",
        "plant, place, throw, chuck, blow, light it, leave it, drop it, lob, set it, run off, blow up",
        "lagga, lagger, stalla, kasta, kastar, spranga, sprangs, smalla, smaller, tanda, tander, placera, lamna",
        "hinleg*, ablegen, legst, hinstell*, stellst, werfen, schmeiss*, zunden, zundest, anzund*, sprengen, hochjagen",
        "hochgehen, krachen, poser, poses, pose, deposer, depose, balancer, balance, lancer, lance, allumer, allume*",
        "sauter, peter, exploser, laisses, faire boum",
    ),
    "target": (
        "deur, *deur, deurtje, *deuren, woning, huis, osso, portiek, brievenbus, adres, adje, winkel*, *zaak, rolluik",
        "pand, gevel, stoep, cafe, kapper, garagebedrijf, loods, zijn auto, door, doors, house, address, shop",
        "yard, gaff",
        "letterbox, porch, business, doorstep, barbers, dorr*, porten, lagenhet*, villa, trapphus*, trappuppgang",
        "adress*",
        "butik*, salong*, brevlada, restaurang*, portkod, tur, *tur, *ture, wohnung, haus, hauseingang, laden, adresse",
        "briefkasten, eingang, schaufenster, rollladen, spati, geschaft, porte, portes, maison, vitrine, facade",
        "rideau",
        "boutique, voiture, commerce, devanture, snack, salon, immeuble, aux lettres, domicile, pavillon",
    ),
    "night": (
        "*nacht, nachts, nachtje, 's nachts, vanavond, nachtwerk, midnight, tonight, night, 2am, 3am, 4am, late",
        "natt, inatt, natten, ikvall, kvall, nattetid, mitternacht, nuit, ce soir, soiree, minuit, heute abend",
    ),
    "secrecy": (
        "geen vragen, niks vragen, masker, bivak*, capuchon, gezicht, anoniem, handschoenen, weet van, niks zeggen",
        "no questions, mask, masks, bally, balaclava, face covered, hood, hood up, gloves, anonymous*, dont ask",
        "no names",
        "inga fragor, fraga inte, ranarluva, luva, munskydd, ansiktet, anonymt, handskar, halla kaften, snacka inte",
        "keine fragen, fragen stell*, sturmhaube, maske*, kapuze, vermummt, handschuhe, anonym, gesicht, nix fragen",
        "cagoule, cagoules, masque, capuche, gants, visage, anonyme, pas question, aucune question, 0 question",
        "demandes rien, pose pas, balance pas, emoji_ninja, emoji_zipped_mouth, emoji_shushing",
    ),
    "proof": (
        "film, filmen, filmt, filmpje, video, beelden, film it, vid, video proof, record, filma, filmar, filmad",
        "filmst, filme, beweis, videobeweis, filmer, films, preuve, camera man, cameraman",
    ),
    "bomb": (
        "bom, bommen, *bom, explosie*, knal, klap, boem, lont, lontje, handgranaat, granaat, wakker, bomb, bombs, bang",
        "grenade*, explosion, explosive*, boom, wake up, bomber, bomben, spranga*, sprang*, granat*, *small, smallen",
        "bumm, knall, wumms, sprengsatz, bombe, bombinette, boum, explosif*, emoji_explosion, emoji_bomb, *boller",
        "emoji_firecracker, detonat*, peter, explos*",
    ),
    "seeks": (
        "wie durft, wie wil, wie doet, wie neemt, zoek iemand, iemand die, werker, werkers, soldaat, soldaatje*",
        "klusje",
        "klus, opdracht, jongens gezocht, zoek jongen, who wants, who's down, someone who, need someone, worker",
        "workers",
        "soldier*, need a, job, work, vem vill, vem kan, vem ar redo, nagon som, soker kille, uppdrag, jobb, arende",
        "soldat*, torped, wer will, wer macht, wer traut, jemand der, suche jemand*, job, auftrag, arbeiter, jungs",
        "qui veut, cherche un, cherche quelqu'un, mission, contrat, taf, deter, celui qui, cherche gars, petit deter",
    ),
    "self_offer": (
        "ik doe, doe ik, ik wil, ik durf, durf alles, stuur adje, i'll do, ill do, im down, i'm down, i can do",
        "send addy",
        "jag gor, jag kan, jag ar, skicka adress, ich mach, ich mache, mach ich, bin dabei, schick adresse",
        "je fais, j'fais, chui chaud, je suis chaud, envoie l'adresse, jsuis chaud, appelez moi, on est 2",
    ),
    "minor": (
        "minderjarig*, jongen, jongens, jochie, 14, 15, 16, 17, 15-18, youngers, younger, yute*, under 18, kids, teen*",
        "killar, kille, ungar, smakillar, minderarig*, jungs, minderjahrig*, unter 18, jugendliche*, mineur*",
        "petit, jeune*",
    ),
    "debt": (
        "schuld, schulden, staat open, debt, owe, owes, skuld, skuldig, schuldest, schuldet, dette, dettes, dois",
    ),
    "asks_price": (
        "wat kost, wat vragen, hoeveel kost, hoeveel vraag, what does, how much, whats the, what's a, vad kostar",
        "vad tar",
        "hur mycket, was kostet, wieviel, wie viel, was nimmt, c'est combien, combien, a combien",
    ),
    "helps": (
        "rijden, rijdt, chauffeur, scooter, slaapplek, opslaan, schuur, uitkijk, verkennen, lenen, drive, driver, whip",
        "lookout, stash, scout, ride, kora, kor, forare, chauffor, bil, gomma, vakt, fahrer, fahren, fahrt, schmiere",
        "verstecken, lagern, conducteur, chauffeur, conduit, scooter, garder, guetter, planque, reperage, prete",
    ),
}
"""Family to its forms."""
