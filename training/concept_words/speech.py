"""Words for the way that people speak: to whom, about whom, asking, denying, greeting."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, str] = {
    "contact": """
        dm dms pm pb mp pn app+me appen appje app+mij tg telegram telly snap snapchat snapje sc wickr signal session threema inbox prive privebericht stuur+bericht schreib schreibt schreiben schreibst meld+je melde melden+* skriv skriver
        kontakta kontakt hor+av hmu hit+me text+me textme txt holla ecris ecrivez contacte contactez bel+me bel+mij stuur+me stuur+mij stuur message message+me msg add+me add reageer reageren pisz napisz priv pw yaz yazin kanal
        kanalen kanaal channel link+in bio groep gruppe groupe grupp emoji_envelope* emoji_mobile_phone* emoji_phone* whatsapp wapp whats whatsappen prive+bericht in+prive en+prive privat private voor+meer mehr+infos info's infos details""",
    "you": """jij je jou jouw jouwe jullie u uw gij ge du dich dir dein deine deinen deiner ihr euch euer sie+* tu t' te+* toi ta+* tes ton+* vous votre you your yours u+* ya ur yuh dig din ditt dina ni er+* ty ci+* sen+* sana senin bo abo""",
    "me": """ik mij me+* mijn m'n mn ich mich mir mein meine meinen meiner je+suis j'ai moi mon ma mes i me my mine im i'm i'll ive i've jag mig mitt mina min ja+* mnie moj moje moja ben benim bana mi mi+a""",
    "we": """wij we ons onze wir uns unser unsere nous notre nos on+* we+* us our ours vi oss var+* vara+* vart+* my+* nas nasz biz bizim nos""",
    "they": """
        hij zij hem haar zijn+* z'n zn hun hen ze er+hat er+ist ihn ihm ihr+* sein seine seinen il elle lui leur son+* sa+* ses ils elles he him his she her they them their han honom hans hon henne hennes dom de+* deras on+jest jego
        jej onun onu""",
    "must_want": """
        moet moeten moest hoef hoeft hoeven zal zou zullen wil wilt willen wou kan kunt kunnen mag muss musst mussen soll sollst sollen will willst wollen kann kannst konnen darf dois doit devez faut+* veux veut voulez peux peut pouvez
        gotta must should need+to have+to want wanna can could ska skulle maste behover+* vill kan+* far+* bor musi musisz chcesz moze mozesz lazim+* istiyorum""",
    "negation": """geen niet niks nooit no not without zonder kein keine keinen keiner nicht nix nichts ohne nie niemals pas sans aucun aucune jamais rien inga ingen inget inte utan aldrig ej nie bez nic yok hic don't dont never none nothing ni nee nein non nope nej ne n'""",
    "question": """? wat waarom hoezo hoe welke wie was+* warum wieso wie+* welche why what how which when pourquoi comment quel quelle quoi c'est+quoi vad varfor hur vilken nar czy ile co ne+kadar neden wanneer wann quand vraag vraagje frage question fraga weet+iemand
        weiss+jemand sait+quelqu'un vet+nagon anyone+know klopt+* stimmt really echt? serieus serious+*""",
    "family": """
        mama mamma mam papa pappa moeder vader mutter vater mere pere maman mum mom dad mor far+* mormor farmor morfar farfar oma opa omi opi mamie papi nan gran grandad zoon dochter sohn tochter fils fille+* son+* daughter
        dotter broer broers zus zusje bruder schwester frere soeur brother sister bror+* syster syrra oom tante onkel oncle uncle auntie aunt moster faster neef nicht+* cousins vrouw mann frau mari femme wife husband kinderen+* gezin
        familie famille family familj vriendin freundin copine girlfriend tjejen flickvan mijn+vriend abla abi teyze""",
    "school": """school scholen schule ecole college lycee skolan skola gymnasiet klas klasse classe class+* klassen+* huiswerk examen toets leerling* schuler* eleve eleves elev elever eleverna students pupils docent+* brugklas brugpieper* vmbo havo mavo mbo rektor+* fritids brief+* ouderavond elternabend""",
    "past": """
        was+* waren had hadden heeft hebben+* werd werden gisteren gister gestern yesterday hier+soir igar gisterenavond vorige vorig vorig+jaar letztes letzten letzte+* last+year last+week dernier+* l'an annee+derniere forra destijds toen damals
        tidigare avait etait etaient war ware waren hatte hatten wurde wurden blev hade var+* zag sah sag+* dacht dachte ging kwam moest stond+* afgelopen geleden sinds seit depuis sedan ago ooit fruher vroeger jadis forr nyss net+* zojuist
        gewesen geweest ete+* gedaan gemacht gjort gehad been were did""",
    "stopped": """
        niet+meer geen+meer nooit+meer gestopt stop stoppen ben+klaar uitverkocht+* nicht+mehr kein+mehr keine+mehr aufgehort schluss arrete arreter plus+rien j'arrete fini+* stopped no+longer anymore any+more not+anymore out+of+it slutat slutar
        inte+langre inget+mer inga+mer hor+auf spijt regret verkoop+niks verkaufe+nichts vends+plus selling+nothing doe+niks niks+meer nix+mehr""",
    "greeting": """hallo hoi hey hi hello hej tja tjena bonjour bonsoir salut+* goedemorgen goedemiddag goedenavond goeiemorgen moin servus grussgott guten+tag guten+abend good+evening good+morning evening morning dag beste geachte liebe lieber cher+* chere kara dear
        groet groeten grusse gruss cordialement mvg bedankt dank danke merci thanks thank cheers tack alvast aub graag bitte svp s'il please pls snalla proszę selam merhaba""",
    "street_talk": """
        bro broer+* bruh brada brudi bruder+* bror brorsan brush bre fam g's gee mattie mattties gast+* ewa wejow wollah wallah wallahi walla wlh wesh frr frere+* frero frerot khoya sahbi cousin+* digga diggah dicker alter+* diggi lan abi+*
        mon+gars reuf reuf's le+reuf igo mandem man's mans innit blud cuz peng gang gangie drerrie drerries habibi akhi para+* shoo shuno len mannen+* guzz aina+* keke swa swah fissa faya bissa sowieso no+cap fr+fr ong""",
    "number_word": """een+* ein eine einen un une one en+* ett twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig honderd+* zwei drei funf sechs sieben neun zehn zwanzig dreissig hundert+* deux trois quatre cinq six sept
        huit neuf dix vingt trente cent+* two three four five six seven eight nine ten twenty thirty fifty tva tre fyra fem sex sju atta nio tio tjugo dwa trzy piec iki uc bes dos tres paar par couple some enkele""",
}
