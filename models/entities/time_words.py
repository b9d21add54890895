"""Words for times in five languages, each with what it stands for; read by `models.entities.time_parts`.

The notation is that of `models.entities.words`, with the meaning behind a colon.
"""

from __future__ import annotations

__all__ = [
    "DAYS",
    "HOURS",
    "MONTHS",
    "NIGHTS_ALONE",
    "PARTS",
    "SHORT_WEEKDAYS",
    "SOON",
    "SPECIAL_DAYS",
    "VAGUE",
    "WEEKDAYS",
    "WEEKS",
]

DAYS = """
    vandaag:0 vndg:0 morgen:1 overmorgen:2 gisteren:-1 gister:-1 eergisteren:-2 vanavond:0:evening vnavond:0:evening
    vannacht:0:night vanacht:0:night vnnacht:0:night vnacht:0:night vnv:0:evening vnvnd:0:evening vnmiddag:0:afternoon
    vnochtend:0:morning vanmiddag:0:afternoon vanochtend:0:morning vanmorgen:0:morning
    morgenavond:1:evening morgennacht:1:night morgenmiddag:1:afternoon morgenochtend:1:morning morgenvroeg:1:morning
    morgenmorgen:1:morning gisteravond:-1:evening gisternacht:-1:night gistermiddag:-1:afternoon
    komende+nacht:0:night deze+nacht:0:night afgelopen+nacht:-1:night vorige+nacht:-1:night deze+avond:0:evening
    today:0 tomorrow:1 tmrw:1 tmr:1 2moro:1 tomoz:1 tmw:1 yesterday:-1 tonight:0:tonight tonite:0:tonight
    2nite:0:tonight 2night:0:tonight tonights:0:tonight the+nite:0:tonight this+evening:0:evening
    this+afternoon:0:afternoon
    this+morning:0:morning last+night:-1:night
    heute:0 heut:0 morgn:1 heit:0 ubermorgen:2 gestern:-1 vorgestern:-2 diese+nacht:0:night letzte+nacht:-1:night
    vergangene+nacht:-1:night kommende+nacht:0:night morgen+fruh:1:morning heute+fruh:0:morning
    heute+morgen:0:morning
    idag:0 i+dag:0 imorgon:1 i+morgon:1 imorron:1 i+morron:1 imorn:1 overmorgon:2 igar:-1 i+gar:-1 ikvall:0:evening
    imorgon+bitti:1:morning i+morgon+bitti:1:morning
    i+kvall:0:evening inatt:0:night i+natt:0:night i+eftermiddag:0:afternoon i+morse:0:morning
    aujourd'hui:0 demain:1 apres-demain:2 ce+soir:0:evening cette+nuit:0:night cet+apres-midi:0:afternoon
    ce+matin:0:morning hier+soir:-1:evening la+nuit+derniere:-1:night cet+aprem:0:afternoon
    caawa:0:night
    bugun:0 yarin:1 bu+gece:0:night bu+aksam:0:evening dzis:0 dzisiaj:0 jutro:1
"""
"""Days from the day of the message on, some with a part of the day."""

PARTS = """
    avond:evening avonds:evening 's+avonds:evening s+avonds:evening nacht:night nachts:night 's+nachts:night
    s+nachts:night in+de+nacht:night ochtend:morning ochtends:morning 's+ochtends:morning s+ochtends:morning
    's+morgens:morning middag:afternoon middags:afternoon 's+middags:afternoon s+middags:afternoon vroeg:morning
    evening:evening night:night nite:night at+nite:night in+the+evening:evening in+the+morning:morning
    in+the+afternoon:afternoon morning:morning afternoon:afternoon at+night:night in+the+night:night
    abend:evening abends:evening spatabends:evening nachtens:night am+abend:evening vormittag:morning morgens:morning
    nachmittag:afternoon nachmittags:afternoon
    in+der+nacht:night fruh:morning
    kvall:evening kvallen:evening pa+kvallen:evening natt:night natten:night pa+natten:night nattetid:night
    pa+morgonen:morning eftermiddag:afternoon
    formiddag:morning morgonen:morning
    soir:evening nuit:night matin:morning apres-midi:afternoon aprem:afternoon du+mat:morning du+matin:morning
    du+soir:evening de+nuit:night
"""
"""Parts of a day; they stand beside a day or a clock time."""

NIGHTS_ALONE = """
    's+nachts s+nachts nachts in+de+nacht 's+avonds s+avonds at+night at+nite in+the+night in+the+evening
    in+der+nacht spatabends am+abend pa+natten pa+kvallen nattetid de+nuit
"""
"""Those that say a time by themselves, on no day."""

WEEKDAYS = """
    maandag:0 dinsdag:1 woensdag:2 donderdag:3 vrijdag:4 zaterdag:5 zondag:6
    monday:0 tuesday:1 wednesday:2 thursday:3 friday:4 saturday:5 sunday:6 thurs:3 tues:1 weds:2
    montag:0 dienstag:1 mittwoch:2 donnerstag:3 freitag:4 samstag:5 sonnabend:5 sonntag:6
    mandag:0 tisdag:1 onsdag:2 torsdag:3 fredag:4 lordag:5 sondag:6
    lundi:0 mardi:1 mercredi:2 jeudi:3 vendredi:4 samedi:5 dimanche:6
"""
SHORT_WEEKDAYS = """
    ma:0 di:1 wo:2 do:3 vr:4 vrij:4 za:5 zat:5 zo:6 mon:0 tue:1 wed:2 thu:3 fri:4 sat:5 sun:6
    mo:0 mi:2 fr:4 sa:5 so:6 man:0 tis:1 ons:2 tors:3 fre:4 lor:5 son:6
"""
"""They are words too and stand beside a clock time, a part of a day or a date, or behind "op", "on" and the like."""

MONTHS = """
    januari:1 februari:2 maart:3 april:4 mei:5 juni:6 juli:7 augustus:8 september:9 oktober:10 november:11 december:12
    jan:1 feb:2 mrt:3 apr:4 jun:6 jul:7 aug:8 sep:9 sept:9 okt:10 nov:11 dec:12
    january:1 february:2 march:3 may:5 june:6 july:7 august:8 october:10 oct:10
    januar:1 februar:2 marz:3 mai:5 dezember:12 dez:12 mars:3 maj:5 augusti:8
    janvier:1 fevrier:2 avril:4 juin:6 juillet:7 aout:8 septembre:9 octobre:10 novembre:11 decembre:12
"""

SPECIAL_DAYS = """
    oud+en+nieuw:31-12 oud+&+nieuw:31-12 oudennieuw:31-12 oud+nieuw:31-12 oudjaar:31-12 oudjaarsavond:31-12
    oudjaarsnacht:31-12 jaarwisseling:31-12 nieuwjaar:1-1 nieuwjaarsdag:1-1 nieuwjaarsnacht:31-12 kerst:25-12
    kerstmis:25-12 kerstavond:24-12 koningsdag:27-4 koningsnacht:26-4 sinterklaas:5-12 halloween:31-10
    nye:31-12 new+year's+eve:31-12 new+years+eve:31-12 new+years:31-12 new+year's:31-12 new+year:31-12 oudejaar:31-12
    christmas:25-12 xmas:25-12
    bonfire+night:5-11
    silvester:31-12 silvesternacht:31-12 neujahr:1-1 weihnachten:25-12 heiligabend:24-12
    nyar:31-12 nyarsafton:31-12 nyarsnatten:31-12 julafton:24-12 valborg:30-4
    saint-sylvestre:31-12 st-sylvestre:31-12 nouvel+an:31-12 jour+de+l'an:1-1 reveillon:31-12 noel:25-12
"""
"""Days of the year, as day and month."""

WEEKS = """
    deze+week:0:week komende+week:1:week volgende+week:1:week vorige+week:-1:week afgelopen+week:-1:week
    dit+weekend:0:weekend komend+weekend:0:weekend aankomend+weekend:0:weekend het+weekend:0:weekend t+weekend:0:weekend
    volgend+weekend:1:weekend vorig+weekend:-1:weekend afgelopen+weekend:-1:weekend weekend:0:weekend
    this+week:0:week next+week:1:week last+week:-1:week this+weekend:0:weekend next+weekend:1:weekend
    last+weekend:-1:weekend the+weekend:0:weekend
    diese+woche:0:week nachste+woche:1:week letzte+woche:-1:week am+wochenende:0:weekend dieses+wochenende:0:weekend
    wochenende:0:weekend nachstes+wochenende:1:weekend letztes+wochenende:-1:weekend
    i+veckan:0:week denna+vecka:0:week nasta+vecka:1:week forra+veckan:-1:week i+helgen:0:weekend helgen:0:weekend
    i+helga:0:weekend nasta+helg:1:weekend forra+helgen:-1:weekend
    cette+semaine:0:week la+semaine+prochaine:1:week semaine+prochaine:1:week la+semaine+derniere:-1:week
    ce+week-end:0:weekend ce+weekend:0:weekend ce+we:0:weekend le+week-end:0:weekend week-end:0:weekend
"""
"""Weeks and weekends from that of the message on."""

VAGUE = """
    in+het+donker als+het+donker+is dezelfde+dag dit+jaar vorig+jaar volgend+jaar dit+najaar deze+zomer deze+winter
    een+nacht
    in+the+dark after+dark same+day the+same+day this+year last+year next+year one+night some+night this+summer
    this+winter in+the+new+year
    im+dunkeln nach+einbruch+der+dunkelheit am+selben+tag dieses+jahr letztes+jahr letzten+jahr nachstes+jahr
    eine+nacht eines+nachts
    i+ar i+fjol nasta+ar samma+dag en+natt nan+natt nagon+natt i+var i+sommar i+host i+vinter i+vintras i+somras
    nar+det+ar+morkt
    le+soir+meme le+jour+meme cette+annee l'annee+derniere l'an+dernier l'annee+prochaine un+soir une+nuit
    a+la+nuit+tombee
"""
"""Times that name no moment."""

SOON = """
    nu+meteen:1 nu+direct:1 nu+gelijk:1 direct+nu:1 right+now:1 jetzt+sofort:1 jetzt+gleich:1 tout+de+suite:1
    nu+genast:1 nu+direkt:1 maintenant:1 straks:6 zometeen:2 zo+meteen:2 later+vandaag:6 later+today:6 nachher:6
    strax:2 tout+a+l'heure:6 tantot:6 asap:24 zsm:24
"""
"""Times that begin at once, with the hours within which they lie."""

HOURS = """
    een:1 twee:2 drie:3 vier:4 vijf:5 zes:6 zeven:7 acht:8 negen:9 tien:10 elf:11 twaalf:12
    one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12
    eins:1 zwei:2 drei:3 funf:5 sechs:6 sieben:7 neun:9 zehn:10 zwolf:12
    tweeen:2 drieen:3 vieren:4 vijven:5 zessen:6 zevenen:7 achten:8 negenen:9 tienen:10 elven:11 twaalven:12
    une:1 deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 onze:11
    ett:1 tva:2 tre:3 fyra:4 fem:5 sex:6 sju:7 atta:8 nio:9 tio:10 elva:11 tolv:12
"""
"""Number words for hours."""
