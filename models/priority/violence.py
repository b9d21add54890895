"""Counts the words of violence in a text: what threatens, hurts or kills people, at the level of newspapers.

It is no finding and changes no score and no priority; pages fold by it what nobody should have to read unasked.
"""

from __future__ import annotations

from models.normalise import normalise
from models.priority.phrases import any_of, fold
from models.priority.threats import BOMBS, threatens

__all__ = ["VIOLENCE", "count_violence"]

VIOLENCE: dict[str, str] = {
    "nl": """
        doodschiet* doodschieten doodgeschoten doodmaken doodsteken doodgestoken doodslaan doodgeslagen maak+je+af
        vermoord* moord moorden moordenaar schieten neerschieten neergeschoten beschoten steekpartij neersteken
        neergestoken onthoofd* martel* gemarteld mishandel* verkracht* ontvoer* gijzel* verminkt verbrand* bloed
        bloedbad een+lijk het+lijk gewond gewonden zwaargewond dood doden gedood slachtoffer* botten+breken
        in+elkaar+slaan kapotschieten aanslag aanslagen wapen wapens vuurwapen een+mes het+mes messen kogel kogels
    """,
    "en": """
        kill kills killed killing murder* shoot shoots shooting shot stab stabs stabbed stabbing behead* torture*
        rape raped raping kidnap* hostage* maim* mutilat* blood bloodbath corpse* wounded injur* dead death deaths
        victim* beaten+up burn+alive burned+alive a+gun the+gun guns knife knives bullet bullets
    """,
    "de": """
        umbringen umgebracht ermord* mord morder toten getotet erschiess* erschossen schiessen schiesserei abstechen
        abgestochen erstochen messerstich* enthaupt* folter* gefoltert misshandel* vergewaltig* entfuhr* geisel*
        verstummel* verbrannt blut blutbad leiche leichen verletzt* schwerverletzt* tote opfer anschlag waffe waffen
        schusswaffe messer kugel kugeln
    """,
    "sv": """
        doda dodar dodad dodade mord morda mordad mordade mordare skjuta skjuter skjuten skjutning* knivhugg*
        knivhuggen halshugg* tortyr* torterad misshandl* valdta* kidnapp* gisslan lemlast* brannas blod blodbad ett+lik
        liket skadad skadade dod attentat vapen skjutvapen kniv kulor
    """,
    "fr": """
        tuer a+tue ont+tue ete+tue ete+tuee assassin* meurtre* abattre abattu abattus fusillade* poignard* egorg*
        decapit* tortur* viols violer violee kidnapp* enlevement otage otages mutil* bruler+vif brule+vif du+sang
        le+sang cadavre* blesse blesses blessee mort morts victime* attentat attentats une+arme armes+a+feu couteau
        balles tabasser tabasse
    """,
}
"""Words by language, in the notation of `models.priority.phrases`; those for bombs are `BOMBS`.

All are read whatever the language, so none is an everyday word of another one: "tot", "mes", "offer", "sang", "tue".
"""

_ANY = any_of(" ".join((*VIOLENCE.values(), *BOMBS)))


def count_violence(text: str) -> int:
    """Return how many different words of violence a text has; the form of a threat counts as one more.

    It is read as the model reads it, so that a disguised spelling counts too; the time is linear in its length.
    """
    folded = fold(normalise(text).text)
    return len({match.group() for match in _ANY.finditer(folded)}) + threatens(folded)
