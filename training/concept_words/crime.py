"""Words for reasons and pressure, for other crimes, and for those who fight or suffer them."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, str] = {
    "adversary": """
        ex exfreundin ex-vriend* exvriend* ex-man buurman+* baas chef concurrent* konkurrent* stiefvader stiefvater beau-pere schoonvader schoonbroer schoonzoon rival* rivaux patron+* boss ex-boss opp opps ennemi* feind* fiende* fiender
        verrader* ratten rat snitch verlinkt oplichter* betruger escroc huisbaas landlord vermieter proprio hyresvard* die+gast deze+gast die+vent zijn+moeder z'n+moeder mums mum's mammas sa+mere seine+mutter wraak revenge
        rache venger vengeance hamnd hamnas lesje leren+* lecon lektion lehre denkzettel laxa intimid* einschuchter* bangmaken bang+maken schrik+* schrikken erschrecken faire+peur skramma skrammas scare boodschap message+to
        signaal+* respect+* problemen+met arger+mit beef brak ruzie streit embrouille vent type typ typen snubbe* kille+* lul eikel arschloch batard connard jävel javel idiot cunt prick hufter""",
    "debt": """
        schuld schulden schuldje debt debts owe owes owed dette dettes doit dois dois+nous schuldet schulde schuldest skuld skulden skulder skyldig krijg+ik krijgt+van krijgt+nog nog+van terugbetal* terugbetaal* pay+back payback
        rembours* abarbeiten abbezahl* aflossen afbetal* afwerken kwijtgescholden kwijt kwitt quitte quits even+stevens openstaand* krijt krita poff+* lening leihen+* lan facture+* factuur betaal+je lost+package tabbat""",
    "pressure": """
        of+anders anders sonst sinon annars or+else otherwise consequenties konsequenzen konsekvenser moet+je je+moet jij+moet du+musst musst+du tu+dois t'as+pas du+maste maste+du you+gotta you+have gaat+doen je+gaat jij+gaat
        du+ska du+gehst tu+vas you're+going gewoon+doen geen+keus keine+wahl pas+le+choix inget+val no+choice beloofd versprochen promis lovat lovade afspraak+is terugkrabbel* bakker+ur kneifen laatste+kans letzte+chance
        derniere+chance sista+chansen last+chance je+familie deine+familie ta+mere ta+famille din+familj din+mamma je+moeder deine+mutter your+family your+mum weet+waar ik+weet+waar""",
    "other_crime": """
        brand+stichten brandstichting fikkie fik vuur benzine petrol essence benzin bensin jerrycan kanister bidon vuurtje brandbom molotov* cocktail* fire fires arson incendie anzunden+* abfackeln cramer schieten schiet
        geschoten shoot* shooting gun guns strap straps pistool pistol blaffer wapen wapens waffe waffen vapen knarre kalash calibre+* knife knives messer kniv couteau lame lames steken stab stabbing uithaler* uithalen
        haven hafen hamn hamnen container containers drugs drogen drogues knark coke cocaine pakketjes bolletjes moneymule* money+mule* geldezel* katvanger* finanzagent* pinpas* bankpas* bankrekening rekening konto bankkonto compte
        account mule malvakt* plofkraak* geldautomaat* pinautomaat* geldautomat* automat automaten atm atms dab distributeur* bankomat* uttagsautomat cash+machine inbraak inbreken inbreker* break-in breaking burgl*
        einbruch* einbrech* cambrio* cambriol* inbrott ran+* rob robbery overval* uberfall* raub braquage braquer ranet stelen steal stehlen voler vol+* stjal* klauen gejat gestolen geklaut shoplift* winkeldief* ladendieb*
        mishandel* in+elkaar klappen+geven beat+up verprugel* zusammenschlag* tabasser tabasse misshandl* spoa ontvoer* kidnap* sequestr* jappa* jappare wakka kliv* lik liquid* huurmoord* hacken hack phishing""",
    "official": """
        politie police polis polizei polisen polisens policja polisi agent agenten wijkagent* cop cops keuf keufs flics condes skotoe popo bullen aina ainan snut snuten feds verdacht* verdachte suspect suspects tatverdacht* misstankt* aangehouden
        opgepakt arrest* festgenommen gripen gripits gripna interpell* rechtbank rechter court judge gericht richter tribunal juge domstol* tingsratt* openbaar+ministerie justitie staatsanwalt* procureur parquet aklagare* nieuws news
        journaal krant zeitung journal tidning* artikel article reporter journalist* documentaire doku dokumentar podcast podd uitzending gemeente burgemeester mairie maire commune stadt+* burgermeister* kommun* council mayor
        waarschuw* warn* warnung attention+* opgelet oppassen varning* varnar varna informatie campagne kampagne prevention preventie forebygg* aufklarung voorlichting melden meldpunt meldet meld+misdaad signaler signalez anmal* anzeige
        anzeigen aangifte plainte anmala tips tiplijn hotline schoolleiding directie docent docenten lehrer* lehrerin enseignant* professeur larare larar* rektor ouders parents eltern foraldrar vardnadshavare mentor brandweer feuerwehr
        pompiers raddningstjanst* brandkaren onderzoek onderzoeker* studie study studien etude forskning* forskare* universiteit statistiek cijfers statistik moderator admin moderators verzekering* versicherung* forsakring* assurance straf
        gefangnis prison fangelse celstraf cel taakstraf amende boete fine+* bussgeld boter strafblad strafbaar+* vastgezet inzittend anwalt avocat advocaat lawyer advokat dienstregeling persbericht bewoners+*""",
    "bystander": """
        slachtoffer* victim victims opfer victime victimes offer+* drabbad* schade schaden damage damaged damages degats abime skada* skador skadat buurt buurtbewoner* bewoner* buren buur buurvrouw buurman neighbour* neighbor* nachbar*
        voisin* granne* grannar gewond* injured hurt verletzt* blesse* blessure* skadad* geschrokken schrok bang angst afraid scared peur radd radda rad oro oroliga bezorgd worried inquiet* kinderen children kinder enfants
        barn barnen hond honden dog dogs hund hunde hunden chien* kat katze chat+noir chats cat+* wakker woke reveille* vaknade wach hulp+* hilfe+* sterkte condoleance getuige* witness* zeug* temoin* vittne* gezien gehoord gesehen
        gehort entendu vu horde overlast nuisance larm bruit larmigt verschrikkelijk terrible schrecklich hemskt afschuwelijk triest traurig triste schande helaas kapot kaput casse trasig sonder hersteld ruit+* scherven glas+*
        dakloos evacue* evakuier* ambulance krankenwagen sjukhus ziekenhuis hopital krankenhaus hospital oogletsel vinger vingers finger doigts fingrar gehoor""",
    "quotes": """
        zegt zei zeggen sagt sagte gesagt dit+* disait dire+* sager sa+* sade said says told vertel* erzahl* raconte* berattade stuurde stuurt kreeg krijgt+* bekam bekommen recu fick fatt got+this received doorgestuurd
        weitergeleitet transfere transfert vidarebefordrat forwarded doorgeven+* weitersagen bericht+* nachricht+* screenshot post+* snap+* las+* lees gelezen gelesen lu laste read horen hoort hort entend hor heard letterlijk
        wortlaut zitat citation citat quote quoted stond stand+* staat+er steht+da trof vond+* fand trouve hittade found""",
    "game": """
        cs csgo cs2 valo valorant fifa fortnite cod warzone ranked ranking spawn spawnen game games gamen gaming gamer spel spelen spelar spiel spiele spielen spela jeu jeux jouer gta roblox minecraft brawl clash round ronde runde rond
        manche defuse plant+the bombsite b-site a-site site+a site+b map maps level quest raid boss+* xp skin skins server serveur lobby ps4 xbox+* controller manette elo squad team teams streamer twitch film+* serie series serien
        scene scenes aflevering folge episode avsnitt acteur actors schauspieler netflix boek livre+* roman bok liedje song songs lyrics lied lieder texte paroles lat laten+* lattext rap rapper drill album track tracks beat beats
        mix remix playlist spotify set+list dj festival club concert konzert konsert toneel theater theatre rolspel larp escape* paintball airsoft lasertag hiphop freestyle bars cosplay stunt stunts decor figurant* statist* kulisse
        tournage filmset acteurs regisseur regissor voetbal fussball foot fotboll match+* training entrainement traning wedstrijd spits keeper goal doelpunt""",
    "joke": """
        grap grapje grappig haha* hahah* lol lmao lmfao xd kek joke joking jokes kidding witz spass scherz scherze blague blagues rigole mdr ptdr lool skoj skoja skamt skojar emoji_face_with_tears_of_joy emoji_rolling* emoji_grinning*
        geintje hihi hehe figuurlijk sprichwort* bildlich ironi* ironie satire meme memes sarcas* dromen gedroomd dream bildligt""",
    "vacancy": """
        vacature* sollicit* cv contract salaris uurloon bruto netto brutto ervaring erfahrung experience erfarenhet rijbewijs fuhrerschein permis+b korkort parttime fulltime part-time full-time bijbaan bijbaantje zaterdaghulp werkgever
        werkdagen bewerb* gehalt stelle stellenanzeige stundenlohn minijob aushilfe vollzeit teilzeit cdi cdd candidature salaire brut embauche interim stage stages stagiair* praktik* anstall* lon timlon kollektivavtal* vikarie
        sommarjobb ansok* application apply shift shifts hourly salary employer dbs references vrijwillig* volunteer* benevol* volontar* ehrenamtlich* oppas babysit* verhuizen verhuis* moving umzug umziehen demenag* flytt*
        schilder* schilderen verven streichen peindre peinture mala+* malare tuin tuinman garden gardening garten jardin* tradgard* schoonmaak schoonmaken cleaning cleaner putz* putzen menage stad+* stadning bezorger maaltijd*
        koerier coursier kurier horeca kelner kellner serveur+* afwas* magazijn warehouse lager+* monteur monteren loodgieter plumber elektricien elektriker elektro* timmerman slotenmaker locksmith serrurier flyers folder
        folders flyer krantenwijk reclame pakketbezorger steiger* stucadoor* dakdekker* slopen sloop klussen+in bouw bouwvak* chantier baustelle bygg* reiskosten reiskostenvergoeding verzekerd pensioen ploeg team+* collega*""",
    "licensed": """
        vergunning* erkend* gecertificeer* certifi* certificaat license* licensed licence* permit permits genehmig* erlaubnis* pyrotechniker* pyrotechnicus artificier* fyrverkare tillstand* tillatelse* zertifi* behorig* bevoegd
        toepassingskennis vakkundig* show shows vuurwerkshow spectacle* feuerwerker* evenement* event events inlever* ingeleverd inzamel* amnest* abgabe* abgeben rausgeben collecte* aterlamn* inlamn* lamna+in surrender
        afhaaldag* verkoopdag* voorverkoop officieel* offiziell* legaal legal legale legally legalt lagligt laglig erlaubt mag+* toegestaan autorise* allowed tillatet verbod* vuurwerkverbod verboden+* verboten interdit* interdiction
        forbjud* forbud* ban banned wet wetgeving gesetz loi law lagen regels regeln regles rules reglement*""",
}
