"""Word families that speak against a label, in Dutch, English, Swedish, German and French.

What stands for the forms in `labeling.weak.label_words` holds here as well.
"""

from __future__ import annotations

__all__ = ["INNOCENT_WORDS"]

INNOCENT_WORDS: dict[str, tuple[str, ...]] = {
    "police": (
        "politie*, verdachte*, aangehouden, recherche, rechtbank, gemeente, burgemeester, officier, wijkagent",
        "justitie",
        "police, arrested, suspect*, court, officers, detectives, council, sentenced, jailed, met police",
        "crimestoppers",
        "polis, polisen, misstankt*, gripen, gripna, aklagare*, tingsratt*, raddningstjanst*, haktad*, domd, doms",
        "polizei*, verdachtig*, festgenommen, ermittler*, staatsanwalt*, gericht, prozess*, zoll, feuerwehr, lka",
        "interpelle*, parquet, tribunal, prefecture, gendarm*, policier*, prefet, commanditaire, enqueteur*, juge",
    ),
    "warning": (
        "waarschuw*, pas op, let op, meld, melden, meldt, ouders, leerlingen, leraar, warning, report, careful",
        "parents",
        "pupils, teachers, beware, headteacher, varning, varna*, foraldrar, elever, anmal*, tipsa, rektor",
        "warnung, warnt, eltern, schuler, schule, melden, meldet, lehrer*, signalez, signaler, eleves, collegiens",
        "alerte",
    ),
    "family": (
        "mijn zoon, m'n zoon, mijn dochter, zoontje, my son, my daughter, my boy, min son, min dotter, min bror",
        "mein sohn, meine tochter, mein bruder, mon fils, ma fille, mon frere, mijn broertje, my brother, mijn neefje",
    ),
    "is_it_real": (
        "is dit, echt of, nep, nepaccount, is this, real or, is it real, scam, fake, legit, ar det akta, bluff",
        "ar detta",
        "ist das, echt oder, arnaque, vrai truc, c'est vrai, un fake, opgelicht, oplichter, abzocke, escroc, lurad",
    ),
    "law": (
        "mag je, mag ik, mag dat, toegestaan, strafbaar, verboden, boete, straf, wet, wetgeving, is it legal",
        "allowed, law",
        "legal, fined, sentence, tillatet, far man, olagligt, lagen, straffet, boter, erlaubt, verboten, strafbar",
        "gesetz",
        "darf man, darf ich, legal, autorise, interdit, loi, amende, le droit, on a le, que risque*, riskerar",
    ),
    "licensed": (
        "vergunning*, gecertificeerd*, *show, *shows, evenement*, bruiloft, opbouw, licensed, insured, display",
        "displays",
        "certified, wedding, council permit, tillstand, *show, kommunen, brollop, genehmigung, pyrotechniker*, lizenz*",
        "feuerwerker, erlaubnisschein, hochzeit, agree, agrees, artificier*, autorisation, mairie, spectacle, comite",
        "certificaat verplicht, certificat, k4, certifie, oudejaarsshow, aftelmoment",
    ),
    "light_goods": (
        "f1, f2, cat 1, cat 2, sterretje*, fontein*, rotje*, grondbloem*, babypijl*, siervuurwerk, potjes, cake, cakes",
        "sparkler*, fountain*, roman candle*, catherine wheel*, kat 2, klass 2, tomtebloss*, fontan*, smasmallare",
        "tarta",
        "kategorie 2, wunderkerze*, fontane*, batterie, batterien, knallerbse*, tischfeuerwerk, cierges, fontaine*",
        "bengale",
        "compact, compacts, knalerwt*, categorie 2, categorie f2, party popper*, kinderfeuerwerk, hele kleine",
    ),
    "other_cobra": (
        "golf, slang, slangen, reptiel*, terrarium, bier, serie, kai, seizoen, shelby, ford, cabrio, yoga, snake",
        "snakes",
        "beer, curry, season, netflix, golf, driver, irons, clubs, zoo, orm, ormar, sasong, ol, schlange*, eisen",
        "staffel",
        "terrarium, zweitakt, serpent, reptile*, saison, biere, emoji_snake, pub, naja, helicopter, pull",
    ),
    "vacancy": (
        "vacature*, sollicit*, uurloon, per uur, cv, dienstverband, vrijwilliger*, parttime, fulltime, uitzend*",
        "vog, cao",
        "vacancy, hiring, per hour, an hour, apply, shift, shifts, volunteers, part time, full time, payroll",
        "experience",
        "timlon, i timmen, ansok*, heltid, deltid, anstallning*, vikari*, kollektivavtal, bewirb, bewerb*, stundenlohn",
        "pro stunde, vollzeit, teilzeit, minijob, festanstellung, aushilfe*, schicht, nachtschicht, quereinsteiger",
        "tarif",
        "cdi, cdd, candidature, postul*, l'heure, interim, embauche, horaire*, debutant*, werkervaring, rijbewijs",
        "korkort",
    ),
    "odd_job": (
        "verhuiz*, verhuis*, schilder*, oppas*, tuin, klusser, schoonma*, montage, slotenmaker, elektricien, bezorger",
        "painter, painting, moving, babysit*, gardening, locksmith, cleaner, cleaning, courier, deliveroo, parcels",
        "flytt*",
        "barnvakt, mala, stada, stadning, snickare, lassmed, bud, umzug*, maler, garten, putz*, schlosser, bote",
        "paketbote",
        "demenag*, peintre, menage, menuisier, jardin*, serrurier, livreur, colis, beveilig*, bouncer, ordningsvakt",
    ),
    "other_crime": (
        "pinpas, bankrekening, katvanger, uithal*, container*, coke, wiet, drugs, plofkraak, geldautomaat, pinautomaat",
        "benzine, jerrycan*, inbraak, inbreken, winkeldief*, schiet*, blaffer, pistool, atm, cash machine, petrol",
        "bank card",
        "account, shoot, shooter, strap, gun, weed, bando, county lines, burglary, shoplift*, moped, bankomat*, bensin",
        "skjut*, pistol*, bankkonto, bankid, knark, inbrott, kokain, geldautomat*, benzin, kanister, knarre, schuss",
        "konto, einbruch, gras, essence, bidon*, distributeur, flingue, kalash*, virement, rib, cambri*, four",
        "chouf, shit",
    ),
    "game": (
        "game, gamen, gta, fortnite, minecraft, roblox, cs2, csgo, valorant, server, lobby, xp, level, ranked",
        "potje, quest",
        "raid, discord, lvl, skin, loot, clan, fps, respawn, spelet, spela, banan, spawn, zocken, zockt, spiel",
        "runde, boss",
        "partie, manette, ps5, xbox, escape, escaperoom, quiz, paintball, lasergame, dnd, rust, warzone, cod",
    ),
    "fiction": (
        "lyrics, songtekst, couplet, refrein, track, beat, hook, verse, song, latt*, refrang*, punchline, album",
        "scenario",
        "aflevering, movie, episode, avsnitt, folge, roman, script, scene, toneel*, clip, freestyle, drill, bars",
        "parodie",
        "sketch, sitcom, filmscen*, theater, krimi, tatort, prosa, zeile, strophe, parole*, le son, musique, concert",
    ),
    "moderator": (
        "moderator*, beheer*, admin*, verwijderd*, gebannen, ban, banned, rules, regels, groepsregels, removed",
        "groupe regle*",
        "moderation, mods, mod, regler, borttaget, tas bort, bannad, avstangd, regeln, geloscht, gesperrt, regles",
        "supprime*",
        "bannis, banni, ticket, spamfilter",
    ),
    "noise": (
        "gehoord, hoorde, hoor, overlast, herrie, hond, honden, kat, katten, buurt, hear, heard, noise, dog, dogs",
        "scared",
        "neighbour*, horde, hort, oljud, hund, hundar, hunden, radd, grannar*, gehort, larm, krach, hunde, nachbar*",
        "entendu, bruit, tapage, chien, chiens, voisin*, reveille, ljudet, windows rattled, schrok, geschrokken",
    ),
    "stopped": (
        "verkoop niet, verkoop niks, niet meer, niks meer, gestopt, stopped selling, dont sell, don't sell",
        "not selling",
        "saljer inte, saljer inga, slutat salja, verkaufe nichts, verkaufe nicht, nichts mehr, nix mehr, vends plus",
        "jvends plus, vend plus, arrete de, sell nothing, no longer",
    ),
    "amnesty": (
        "inlever*, ingeleverd, amnest*, milieustraat, hand in, handed in, surrender*, inlamning*, lamna in",
        "abgeben, abgabe*",
        "deposer en, dechetterie, collecte, recyclinghof, fundburo, opruimactie, drop off point",
    ),
    "other_goods": (
        "schoenen, fiets, bankstel, hoekbank, playstation, iphone, tickets, kaartjes, jas, boeken, ps5, airpods",
        "gaming",
        "shoes, trainers, jacket, bike, sofa, guitar, soffa, cykel, skor, jacka, biljett*, bocker, barnvagn",
        "schuhe, jacke, fahrrad, kinderwagen, reifen, baskets, veste, velo, billets, canape, poussette",
        "mobilier, kaas, honing, kaarsen, kerstboom, eieren, wijn, wine, honey, vin, honung, honig, wein, miel, parfum",
    ),
}
"""Family to its forms."""
