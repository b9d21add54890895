"""Words for fireworks, for their trade, and for the goods and trades that look like it."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, str] = {
    "heavy_article": """
        cobra* kobra* c6 c8 c12 k6 k8 super+cobra* viper viper's vipers vipertje* dumbum* dum+bum* dum+bums la+bomba
        labomba* nitraat* nitraten nitro* nitrat* vlinder vlinders vlindertje* vlinderbom* 3040 flitspoeder* flashpoeder*
        flitspulver blitzpulver* blitzknall* blitzsatz flashpowder* flash+powder flash+poeder poudre+flash blixtpulver*
        knallsatz mortier mortiers mortieren mortierbom* mortar mortars morsare* morser shell shells kugelbombe* bombette*
        polenboller* polenknaller* tschechenboller* superboller* widowmaker* black+widow blackwidow* widows 12+match match+cracker*
        thunderking* delova* rana cipolla* cipolle strijker strijkers bunkerknaller* lawinepijl* signaalraket* handabreis*
        telefonzellenknack* atomowk* achtung* superknaller* knalvuurwerk knalgoed knalwerk knalspul flashbanger* flash+banger*
        thunderflash* bombe+artisan* bombes+d bombe+d report report+shell* salute salutes crackling+shell zylinderrakete* titan*
        m80 m100 m-80 m-100 m+80 m+100 quarter+stick half+stick cherry+bomb silver+salute petardy petardow emitery wyrzutni*
        rakettennest* kanonslag* kanonenschl* kanonslagi bangers+heavy zwaar+vuurwerk zwaar+spul zwaar+knal* zwaar+werk heavy+firework*
        profi+feuerwerk grossfeuerwerk* professioneel+vuurwerk vuurwerkbommen koffiebeker* pirat* bomber bombers bommen+van mega+knal*
        fp3 p1 p2 t2 f4 f4's cat+4 kat+4 cat4 kat4 cat.4 categorie+4 kategorie+4 category+4 kategori+4 klasse+4 class+4 class+iv kat+iv
        cat+iv categorie+f4 kategorie+f4 1.1g 1.3g display+shell* display+grade profi+ware""",
    "article_size": """
        inch inches zoll pouces pouce tum duim mm em kaliber calibre kalibru gram g grams gramm nem kilo kilo's kg shots schots schoten schuss
        coups skott strzalow""",
    "firework": """
        *vuurwerk* *feuerwerk* firework* fire+works artifice artifices *fyrverk* *raket *raketten *raketer rakete raketen
        rocket rockets fusee fusees banger bangers smallare* knaller knallers knallertje* boller bollers bollern *boller
        petard petards petarden pyro pyros *pyrotech* pyrotekn* fajerwerk* havai+fisek fisek fisekler petardo petardos rotje rotjes
        pijl pijlen vuurpijl* cracker crackers duizendklapper* mat matten klapper klappers roman+candle* romeinse+kaars* bengaal* bengalo* bengal*
        rookpot* rookbom* fumigene* tourbillon* cake cakes *cake batterij* batterie* battery batteries compound* display* sortiment
        emoji_fireworks emoji_firecracker emoji_sparkler emoji_rocket piratenboller sprengkorper* carbid* lont+werk klapwerk ones""",
    "light_article": """
        f1 f2 f3 cat+1 cat+2 cat+3 kat+1 kat+2 kat+3 cat2 kat2 categorie+1 categorie+2 categorie+3 kategorie+1 kategorie+2 kategori+2 category+2 klasse+2 klasse+1
        class+2 sterretje* fontein* fontaine* fountain* fontane* sparkler* tomtebloss* wunderkerze* grondbloem* grondtol* babypijl* knalerwt*
        knallerbs* knetter* knatter* trektouw* confetti* konfetti* tischfeuerwerk cierge cierges ijsfontein* siervuurwerk* kindervuurwerk* kinderspul
        zilverregen* party+pop* party+popper* smellekn* vulkan* eisfontane* jugendfeuerwerk taartfontein* supermarkt* supermarche lidl aldi action kvitto* kassabon*
        kassenbon* receipt* bon bonnetje ce-keur ce ce-markering* ce-mark* stiltezone geluidsarm*""",
    "sell": """
        te+koop verkoop verkopen verkoopt verkocht+* sell sells selling flogging shifting for+sale wts vends vend vendons vendre a+vendre je+vends verkaufe verkaufen verkauf
        zu+verkaufen vk saljes saljer salja saljs till+salu sprzedam sprzedaz satilik satiyorum satlik bende aan+bieden aangeboden biete angebot angebote offre offres offer
        offers erbjuder aanbieding aanbiedingen te+ruilen ruil ruilen tausch tausche swap swaps byte byter bytes echange moet+weg weg+moet muss+weg doit+partir ska+bort
        leverbaar lever+ik regel+ik kan+regelen besorg* besorge fixar ordnar hebben+we haben+wir on+a heb+nog hab+noch reste+encore har+kvar finns+kvar nog+over
        got+some got+a i+got we+got over+van ubrig kvar aanbod""",
    "buy": """
        koop kopen kope gekocht buy buys buying wtb achete acheter achat j'achete kaufe kaufen kauf kopes koper kopa kop kupie kupic kupno alirim almak bestel bestellen
        bestelling order orders ordered ordering bestell* bestall* commande commander reserveer reserveren reserve reservier* boka bokar waar+kan waar+haal waar+koop where+can wo+krieg* wo+bekomm*
        wo+gibt* ou+trouver var+far var+kan wie+heeft wie+hebt wie+verkoopt iemand+nog iemand+met wer+hat who+got who's+got whos+got qui+a qui+vend vem+har neem+ik nehme nehm nimm je+prends prends
        doe+mij doe+mijn doe+me doe+maar geef+mij zet+mij noteer put+me tar+jag jag+tar interesse interested interess* intresserad overnemen ubernehme gezocht inkoop gib+mir ta+hela hele+partij""",
    "stock": """
        voorraad vooraad restock* op+op op=op opop stock stocks binnen binnengekomen new+drop drop drops lagret lager auf+lager i+lager dispo disponible* arrivage arrive arrives
        available beschikbaar verfugbar tillganglig* in+stock ingekomen nieuwe+lading nieuwe+partij lading partij partijtje vracht ladung lieferung levering laatste letzte letzten
        last dernier derniers derniere sista final leftovers restant* resten rester rest rest+stock op+is weg+is uitverkocht sold+out ausverkauft slutsald vers fresh frisch back+in aangevuld""",
    "unit": """
        stuk stuks p/s per+stuk /stuk per+doos per+pack doos dozen doosje doosjes halve+doos krat kratten kist kisten box boxes boxen crate crates case cases kiste kisten stuck stucke stk
        karton kartons kartonnen pak pakken pakket pakketten pakje carton cartons piece pieces pcs styck lada ladan lador kartong kartonger sztuk szt adet zak zakken zakje tas sack schachtel*
        schachteln boite boites paquet paquets unite l'unite each apiece a+piece pallet palette pallets pall tray trays bulk groothandel wholesale grossiste grosshandel massen menge mangd vanaf
        dozijn packung packungen emoji_package staffel* mengenrabatt mangdrabatt korting rabatt rabat rabais reduc* discount deal deals combideal lot lots afname minimaal minst mini+afname set sets styckpris koffer kelder""",
    "price_list": """
        prijslijst* prijzenlijst pricelist* price+list menu lijst lijstje list de+lijst preisliste* liste prislista* prislistan lista tarif tarifs tarieven catalogus katalog catalogue
        assortiment foto's fotos pics bilder photos lijstje* overzicht prijzen preise prices priser""",
    "hand_over": """
        bezorg* geleverd ophalen opgehaald afhalen ophaal* afhaal* pickup pick+up collect collection meet meets meetup meet-up abholung abholen abholer liefern liefert geliefert
        livraison livrer livre livres retrait recuperer recup remise main+propre leverans leverera levererar hamtas hamta hamtar hamtning upphamtning mots motas motet verzend* verzonden
        opsturen versand versenden shipping ship shipped postnl dhl post+nord postnord delivery deliver delivers delivered afleveren afspreken treffen treffpunkt ubergabe parkeerplaats* parking
        parkplatz parkering* kofferbak kofferraum coffre bakluckan schuur schuurtje bunker tankstation tankstelle emoji_delivery_truck emoji_pin omgeving regio region umgebung odbior wysylka
        teslimat afspraak afleverpunt autoweg p+plaats carpoolplaats verzenden komen+halen kom+halen haal+op track+&""",
    "hidden_trade": """
        zonder+bon geen+bon zonder+papieren geen+papieren papieren papers no+papers ohne+papiere papiere papiers papper vergunning+nodig ohne+schein onder+de toonbank counter
        under+the ladentisch unter+der unterm sous+le manteau hors+circuit svart zwart schwarz au+black under+disken utan+papper niet+voor not+for nix+fur inget+for ex-leger leger militair*
        prof profs professioneel professional* professionell* profi* pro+spul kennersspul liefhebbers kenners echte+* echt+spul real+ones serieuze+kopers vaste+klanten stammkund* stamkund* regulars
        polen pools poolse poland polish pologne polonais* polnisch* polska tsjech* tschech* czech* tcheque* tjeck* italie italiaans* italy italian* italien* italienisch* belgie belgisch* belgique belgium slowak*
        slovak* spaans* espagne spanien spanje duitsland tyskland emoji_poland emoji_czechia emoji_italy emoji_belgium emoji_germany grens grenze border frontiere gransen import
        importe importerad buitenland ausland utomlands opdruk etiket label etikett sticker oude+voorraad nog+van""",
    "power": """
        hard harde harder hardste heftig heftige heavy heavyy zwaar zware zwaarste krass krasse krasser stark starke starken starkes strong strongest puissant* lourd lourds fort forts kraftig kraftiga
        tung tunga starka stora grote grof grove gross grosse grosses gros big massive mega dikke dikste dick dicke loud loudest luid knallen+* ruiten trillen scheiben vitres rutor skakar oren oreilles
        serieus+spul stevig stevige pittig echt+hard hele+harde gehoorschade windows+shake los+gaat""",
    "other_goods": """
        slang slangen snake snakes orm reptiel* terrarium* shelby mustang ford ac+cobra golf polo audi bmw mercedes tesla bier biertje biere beer birra ol tattoo fiets fietsen fatbike* bike velo
        fahrrad cykel iphone* telefoon phone handy mobil mobiel laptop schoenen sneaker* schuhe chaussures baskets skor air+max nikes jas jacke jacket veste jacka kleding clothes klamotten klader bank
        bankstel couch sofa stoel kast schrank meuble wasmachine waschmaschine tvattmaskin koelkast fridge ticket tickets kaarten kaartje karten biljett* billet+* matras bed bett boeken bucher weegschaal
        waage scales balance+* lighter aansteker feuerzeug briquet brille bril veiligheidsbril lunettes glasogon gehoorbescherming oordop* speaker jbl gitaar weed wiet hash haze beuh vape vapes sigaretten
        zigaretten clopes snus koffie kaffee cafe+* thee taart gateau kuchen tarta badbom* bruisbal* chocolade* schoko* choco* choklad soep pizza friet eten food essen manger mat+* vis fisk brommer banden reifen
        velgen felgen playstation xbox switch console kachel hout parfum horloge rolex tafel tisch meubel spel* kinderwagen puppy puppies kitten kittens badlakens dekbed bitcoins hoverboard ps5""",
}
