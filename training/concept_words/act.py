"""Words for the act: what is done, to what, by whom, when, and for how much."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, str] = {
    "blast": """
        *ontplof* *explo* bom bommen bommetje* bombe bomben bomb bombs bombed bombe bombes *bomb *bombe *bommen *bombing knal knallen knalt knalletje knalde ploffen ploft plof plofje klap klapje
        klappen boem boum boom badaboum kaboom *detonat* detoner* *spreng* *sprang* smalla smallen smallar smalld small knall knallt knallen geknallt sauter saute sautera peter pete petera exploz*
        lucht+in de+lucht in+die luft+jagen luft+geht luft+fliegen hochgehen hoch+geht hochjagen blow+up blows+up blow+it blown blowing bang bangs emoji_explosion emoji_bomb emoji_collision lont lontje lontjes stubin
        lunta luntan meche meches fuse fuses zundschnur laddning* sprengladung springlading lading+* springstof* sprengstoff* semtex tnt dynamit* *granaat *granaten *granat granaten handgranat* grenade*
        wybuch* wysadz* patla* patlat* bomba* bula laira booby* pipe+bomb* rohrbombe* letterbomb* bumm rums wumms poff brisant* afgaan afgaat af+gaan af+gaat laten+gaan gaat+af go+off goes+off ira+* in+die+luft pang""",
    "target": """
        *deur *deuren *deurtje door doors doorstep doorway front+door porch letterbox mailbox *pand *panden *woning *woningen huis huizen *huis huisje osso osso's adres adresje adressen adje adjes address
        addresses adres adresse adressen adress gevel gevels pui *winkel *winkels zaak zaken *zaak loods garage garages garagebox garagebedrijf bedrijf bedrijfspand bedrijven *auto *autos *auto's waggie* bus busje bussie
        house houses home home's crib yard yaad flat gaff gates shop shops store car cars whip whips motor van vans salon *salon kapper* kapsalon barber barbershop* tur *tur turen *turen haustur* laden *laden
        wohnung* haus hauser *haus karre karren wagen auto+* werkstatt buro lokal kneipe shishabar* shisha spielothek* spati porte portes portail maison baraque villa pavillon appart appartement
        commerce voiture voitures caisse caisses gamos resto restau restaurant* hall immeuble batiment epicerie facade boutique vitrine rideau+* porten port portar *port dorr dorrar dorren *dorr *dorren lagenhet* butik*
        bil bilar bilen restaurang* trappa* trapphus* trappuppgang* uppgang* fasad* lokal+* hus huset radhus* kontor* pizzeria* drzwi dom mieszkanie sklep auto+* samochod kapi kapiya kapisi kapisina ev evi evine araba arabasi
        dukkan porta kas outo brievenbus* brievenbusje briefkasten brevlada* brevinkast* boite raam ramen rolluik* portiek* poort hek window windows fenster fenetre fonster* balkon* stoep dorpel oprit dak etage verdieping
        kroeg cafe supermarkt coffeeshop boot schip kantoor sportschool* gym emoji_door emoji_house flatje hoekhuis rijtjeshuis straat strasse street rue gatan hoek nummer+* object objekt""",
    "place_it": """
        neerzet* neer+zet* neerlegg* neer+te neerzetten zetten zet zette plaats+* plaatsen leggen leg legt neer gooi gooien gooit gooie aansteken aansteekt steek+aan steekt+aan aan+te afsteken afsteek ophangen laten+afgaan
        achterlaten achterlaat afleveren+bij legen legt ablegen hinlegen hinlegt abstellen hinstellen hinstellt stellen stellt anzunden anzundet zunden zundet werfen wirft wirf platzier* dranhangen drankleben
        poser pose poses posez mettre met+* mets metz jeter jette jettes allumer allume allumes deposer depose deposes depot placer coller colle lacher lache place+* places placed placing put puts drop+* drops throw throws
        chuck chucks light lights plant plants leave leaves toss lob lobs set+off set+it lagga lagger lagg stalla staller stalls stall kasta kastar kastas tanda tander placera placerar slanga slanger lamna lamnar
        lamnas applicera hanga podloz* rzuc* podpal* postaw* zostaw* koy* koyacak birak* atacak pone tira zetten+voor neer+voor""",
    "in_front": """
        voor bij tegen onder langs aan naast achter tegenover overkant bij+een bij+die voor+de voor+een bei vor an unter neben gegen hinter devant chez contre sous sur derriere face+a at outside against under front in+front by
        near beside behind vid utanfor mot hos framfor under+* bakom pod przed przy onune onunde dilanti""",
    "helper_task": """
        film filmen filmt filmpje filmer filme filmes filmar filma video video's videos opname record records recording vastleggen beeld beelden aufnehmen aufnahme rijden rijdt rij rijder rijders chauffeur* driver drivers drive
        drives driving ride fahrer fahren fahrt fahr fahrst kutsch* conduire conduit conduis conducteur kora kor korare kors skjuts* skjutsa uitkijk* uitkijken verkennen verken scout* guetter guette guetteur* reperer repere spana
        spanar kolla+* schmiere lookout look+out op+wacht wegbreng* wegbrengen brengen bringen ammener amener emmener ramener onderduik* onderdak slaapplek slaapplaats schuil* logeren logeerplek schlafplatz unterschlupf
        untertauchen unterkommen planque planquer cacher heberger gomma gommer gomd hide hiding hideout stash stashing opslag opslaan bewaren bewaar aufbewahren lagern unterstellen garder stocker forvara forvaring gomstalle afzetten
        afzet oppikken oppik pikken getaway vlucht* fluchtwagen scooter scooters scoot roller moped* t-max tmax step emoji_scooter lenen leen leihen preter prete lend borrow lana logeer* uitzoeken achterhalen ausfindig
        rausfinden localiser hitta ta+reda kenteken kennzeichen plaque+* plate reg regnr""",
    "seek": """
        gezocht zoek zoeken zoekt ik+zoek we+zoeken op+zoek nodig need needs needed needin looking look+for wanted who wants tryna cherche cherchons cherches recherche recherchons qui besoin faut veut veux suche suchen sucht gesucht
        wer wen brauche brauchen braucht brauch soker sokes sokt behover behovs vem nagon nagra nan iemand ieman anyone someone any1 somebody some1 jemand jemanden jmd quelqu quelqu'un qqn qq1 szukam szukamy kto ktos kogos
        potrzebuj* potrzebn* lazim araniyor ariyorum aranir kim biri birini ken mi+ke busca buska un+hende jongens boys gasten gars mecs jungs killar grabbar mannen man+nodig mannetje mannetjes manneke gast mec killen grabb
        kerel kennt+jemand kent+iemand ken+iemand knows+someone connait kanner wie+wil wie+durft wie+kan wie+is wie+heeft wer+will wer+traut durft durven traut ose oses vagar dares qui+veut vem+vill vem+kan who+wants who's+up
        vill+nagon persoon person personne personen mensen leute folk wakers helden""",
    "job": """
        klus klusje klussen klusjes job jobs jobje jobb jobben jobbet jobbar werk werken werkers werker soldaat soldaten soldaatje* opdracht opdrachten opdrachtje mission missions missie missies taf boulot jobbeur* charbon auftrag auftrage
        arbeit uppdrag uppdraget uppdragen arende arenden work worker workers gig gigs lick licks task tasks errand torrie torries robota robote zlecenie is+var contract+* contrat+* contrats bijverdien* bijverdienste nebenjob
        extrajob dienst dienstje torped* soldat soldaten soldater lopare springpojk* taakje taak job+pour plan plannetje coup ding ding+* dinger truc trucs ting grej grejen sak saken iets dingetje sache sachen thing things it""",
    "money": """
        € $ £ euro euros euro's eur eurootjes eus kr kronor spann lax laxar lakan mille miljon tusen tusenlapp* duizend honderd tausend hundert cent mille+* hundred thousand hunnid doezoe* doekoe* barkie* barki donnie* donnies meier meiers rug
        ruggen ruggetje k p ps pap papier floes flous geld geldje money cash cashen betaal* betal* uitbetaal* uitbetaling verdien* paid pay pays paying payment bread bands band+* bag bags racks rack quid pound pounds grand stack
        stacks bucks paye payer payee payes paie balles boules thune thunes oseille billet billets sous moula biff keus kohle kies moos flocken mause scheine schein schotter patte bezahl* zahle zahlt zahlen zahl pengar
        pengarna cash+* betalt betalar betalning tjana tjanar tjanst+* stalar stash+* swish swisha para paralar kasa kase hajs zl zloty* tl lira plaka placa sen kesh kosten kost kostet kostar coute combien hoeveel wieviel hur+mycket
        how+much prijs price preis prix pris priset vergoeding beloning reward belohnung recompense belonning schuift wat+schuift tikkie contant kontant bar+zahl* crypto krypto usdt paypal floezoe emoji_money* emoji_euro*
        emoji_dollar* emoji_pound* loon commissie commission provision bonus tipgeld bedrag betrag montant summa belopp budget saldo duur teuer cher dyr""",
    "payment_terms": """
        vooraf voorschot voorkasse vorkasse avance d'avance acompte forskott upfront up+front helft halfte moitie halften half halve na+afloop achteraf nachher danach erna daarna hinterher apres efter efterat afterwards after cash+on
        bij+levering direkt+danach de+rest der+rest le+reste resten+* per+man per+persoon per+kop pro+kopf par+tete per+skalle per+deur per+adres per+klus pro+tur par+porte each+* vast+bedrag vaste+prijs fest+preis gepast
        passend betaald+na after+video bei+beweis bij+bewijs op+video""",
    "proof": """
        bewijs beweis beweise proof preuve preuves bevis bewijsje screenshot* als+bewijs video+als filmpje+als filmen+* footage clip opname+* beweisvideo stuur+filmpje send+clip""",
    "secrecy": """
        geen+vragen geen+vraag zonder+vragen niet+vragen vraag+niks vraag+niet stel+geen niks+vragen no+questions no+question don't+ask dont+ask ask+nothing no+qs keine+fragen ohne+fragen nicht+fragen frag+nicht fragt+nicht
        stell+keine pas+de sans+question sans+questions pose+pas aucune+question sans+poser inga+fragor stall+inga utan+fragor fraga+inte fragar+inte bez+pytan zadnych+pytan soru+yok soru+sorma no+puntra anoniem anonim* anonym*
        onherkenbaar herkenbaar herkend erkannt reconnu reconnaissable igenkand geen+namen no+names keine+namen pas+de+noms inga+namn namen noms names namn nom naam discreet discret* diskret* geheim hemligt hemlig secret
        stil stilte still tyst zwijg* bek+dicht mond+dicht muil mond klep snitch* schnauze fresse klappe kaft kaften bouche ferme+la balance balancer balances poucave* blab delete verwijder* wissen losch* supprime* efface*
        radera raderas wachtwoord praten+* erover+praten niemand+weet niks+zeggen nix+sagen rien+dire say+nothing sag+inget hall+tyst tegen+niemand zu+niemand a+personne till+ingen met+niemand telefoon+thuis handy+zuhause no+phone
        ghost spurlos sporen spuren traces spar emoji_zipper* emoji_shushing* emoji_zipped* emoji_ninja""",
    "covered_face": """
        masker maskers mask masks masked maske masken maskiert masque masques bivak* bivakmuts* gezicht+bedekt gezicht gezichten face faces visage visages cagoule* cagoul* gesicht gesichter vermummt ansikte ansiktet ranarluva*
        luva sturmhaube* bally balaclava* handschoen* gloves handschuh* gants handskar capuchon* kapuze hoodie hood zwarte+kleding schwarz+anziehen black+clothes muts maska maske+tak""",
    "night": """
        nacht nachten *nacht nachts snachts vannacht vanavond vnv avond *avond avonds nuit nuits soir soiree ce+soir minuit night nights tonight tonite 2night midnight nite nachtelijk* heute+nacht heut+nacht abend abends kvall
        kvallen ikvall inatt natt natten natter nattetid midnatt gece geceleyin bu+gece noc noca nocy wieczor* anochi aweanochi dawn donker dunkel dunkeln sombre morkt morkret dark slaapt slapen schlaft schlafen sover dort+* asleep
        emoji_night* emoji_crescent* emoji_new_moon* twee+uur drie+uur vier+uur half+drie half+vier 2am 3am 4am""",
    "day": """
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
        saturday sunday mandag tisdag onsdag torsdag fredag lordag sondag weekend weekeinde wochenende helgen week woche semaine veckan vecka morgen demain tomorrow imorgon uur uhr heures heure o'clock klockan kl uur+* om""",
    "festive": """
        oud+en oud oudejaar* oudjaar* oudjaarsavond nieuwjaar* silvester jahreswechsel nouvel+an reveillon new+year* nye nyar* nyarsafton jaarwisseling sylwester yilbasi 31 december dezember decembre kerst weihnacht* noel christmas
        xmas jul bonfire bonfire+night halloween koningsdag valborg pask ete+national 14+juillet hochzeit bruiloft mariage wedding brollop verjaardag geburtstag anniversaire birthday fodelsedag dugun feest party fest feestje""",
    "fast_easy": """
        snel snelle vlug quick quickly fast easy ez makkelijk makkelijke simpel simpele rapide rapidement vite facile facil* schnell schnelles einfach einfaches leicht leichtes locker snabb snabba snabbt enkelt enkla latt latta
        vijf+minuten 5+min minuten minutes minuter minute min seconden sekunden secondes sekunder direct direkt meteen sofort now nu jetzt maintenant asap vandaag heute today aujourd'hui idag kort kurz petit+truc klein+dingetje kleinigheid
        niks+moeilijks zo+klaar in+en in+out""",
    "ready": """
        redo bereit ready klaar+voor pret prets prete chaud chauds chaude deter determine taggad taggade taggar gotowy hazir lef ballen balls couilles eier cojones mut mutig courage couilles guts durf durfal durfals stoer sugen
        bereid on+it game+for down in+voor te+porren beschikbaar+voor ik+doe ik+kan ik+wil ik+durf ik+ben ik+zoek+werk i+do i'll+do i+can i'm+down im+down je+fais je+peux je+suis+chaud jag+kan jag+gor jag+vill mach+ich
        ich+mache ich+mach mache+alles kan+ik+doen doe+alles doet+alles gor+allt do+anything any+work alles+doen maakt+niet scheissegal egal+was boeit+niet""",
    "minor": """
        minderjarig* minderj* minor minors mineur mineurs minderjahrig* jeugd jugend* jong jonge jonger jongens+van jongen young younger youngest youngin* yout youts yute yutes youngers kid kids jeune jeunes petit petits
        ado ados junge junger jungen bub bubs bubi unge unga ungdom* smakillar pojke pojkar omyndig* underaga* leeftijd alter age alder 13 14 15 16 17 jarige jarig jaar jaartjes jahre jahren years yrs ar arige
        straffrei* straffbar* strafbaar scholier* schuler* elev lyceen* broertje bruder+* petit+frere frerot lillebror lillebrorsa neefje cousin kuzen cocuk veli""",
}
