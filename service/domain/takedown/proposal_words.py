"""The wording of proposed explanations, in Dutch and English: facts about the law, and what the message itself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.takedown.vocabulary import CaseCategory, ClassBasis, Language

__all__ = ["CLASS_SENTENCES", "EXPLANATIONS", "ExplanationWords"]


@dataclass(frozen=True, slots=True)
class ExplanationWords:
    """The sentences of one explanation, in their order."""

    what: str
    quoting: str
    """With the place ``{quotes}``."""
    asking: str
    """Instead of `quoting`, while nothing is marked; the rules refuse an explanation that still has it."""
    law: str
    seen: str


_NL_QUOTING = "Het bericht zegt letterlijk: {quotes}."
_NL_ASKING = "[Vul aan: citeer tussen aanhalingstekens de woorden die dit illegaal maken.]"
_NL_SEEN = "Een medewerker van de melder heeft het oorspronkelijke bericht bekeken."
_EN_QUOTING = "The message says, word for word: {quotes}."
_EN_ASKING = "[Complete: quote, between quotation marks, the words that make this illegal.]"
_EN_SEEN = "A member of the notifier's staff has looked at the original message."

EXPLANATIONS: Mapping[tuple[CaseCategory, Language], ExplanationWords] = {
    (CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT, Language.NL): ExplanationWords(
        "Dit bericht werft in het openbaar voor een aanslag met een explosief.",
        _NL_QUOTING,
        _NL_ASKING,
        "In het openbaar inlichtingen, gelegenheid of middelen aanbieden om een strafbaar feit te plegen is verboden "
        "(art. 133 Wetboek van Strafrecht); in het openbaar tot een strafbaar feit aanzetten is opruiing (art. 131 "
        "lid 1 Wetboek van Strafrecht). Het feit waarop het bericht is gericht, is het teweegbrengen van een "
        "ontploffing (art. 157 Wetboek van Strafrecht).",
        _NL_SEEN,
    ),
    (CaseCategory.EXPLOSIVE_ATTACK_RECRUITMENT, Language.EN): ExplanationWords(
        "This message publicly recruits for an attack with an explosive.",
        _EN_QUOTING,
        _EN_ASKING,
        "Publicly offering information, opportunity or means to commit an offence is prohibited (Article 133 of the "
        "Dutch Criminal Code); publicly inciting an offence is prohibited too (Article 131(1) of the same code). The "
        "offence that the message aims at is causing an explosion (Article 157 of the same code).",
        _EN_SEEN,
    ),
    (CaseCategory.F4_FIREWORK_SALE, Language.NL): ExplanationWords(
        "Dit bericht biedt vuurwerk te koop aan dat particulieren niet mogen hebben.",
        _NL_QUOTING,
        _NL_ASKING,
        "Professioneel vuurwerk mag niet ter beschikking komen van een ander dan een persoon met gespecialiseerde "
        "kennis; wie dat voorbereidt of bevordert, overtreedt dezelfde bepaling (art. 1.2.2 lid 1, 2 en 5 "
        "Vuurwerkbesluit). Sinds 1 augustus 2026 mogen particulieren alleen vuurwerk van categorie F1 hebben (art. "
        "9.2.2.1a Wet milieubeheer). Overtreding is een economisch delict (art. 1a, 2 en 6 Wet op de economische "
        "delicten).",
        _NL_SEEN,
    ),
    (CaseCategory.F4_FIREWORK_SALE, Language.EN): ExplanationWords(
        "This message offers fireworks for sale that private persons may not have.",
        _EN_QUOTING,
        _EN_ASKING,
        "Professional fireworks may not be made available to anyone but a person with specialist knowledge, and "
        "preparing or promoting that breaks the same provision (Article 1.2.2(1), (2) and (5) of the Dutch Fireworks "
        "Decree). Since 1 August 2026 private persons may have fireworks of category F1 only (Article 9.2.2.1a of the "
        "Dutch Environmental Management Act). A breach is an economic offence (Articles 1a, 2 and 6 of the Dutch "
        "Economic Offences Act).",
        _EN_SEEN,
    ),
}
"""By category and language."""

CLASS_SENTENCES: Mapping[Language, Mapping[ClassBasis | None, str]] = {
    Language.NL: {
        ClassBasis.LABEL_SEEN: "Het etiket op de afbeelding vermeldt categorie F4.",
        ClassBasis.PRODUCT_KNOWN_LIST: "Het genoemde artikel is door de fabrikant ingedeeld in categorie F4.",
        ClassBasis.SELLER_CLAIM: "Volgens de aanbieder is het vuurwerk van categorie F4; de melder heeft dat niet "
        "vastgesteld.",
        ClassBasis.INFERRED: "Uit de omschrijving is afgeleid dat het waarschijnlijk om categorie F4 gaat; de melder "
        "heeft dat niet vastgesteld.",
    },
    Language.EN: {
        ClassBasis.LABEL_SEEN: "The label in the picture names category F4.",
        ClassBasis.PRODUCT_KNOWN_LIST: "The manufacturer has classed the named article in category F4.",
        ClassBasis.SELLER_CLAIM: "According to the seller these are fireworks of category F4; the notifier has not "
        "established that.",
        ClassBasis.INFERRED: "From the description it is inferred that these are probably of category F4; the "
        "notifier has not established that.",
    },
}
"""How the class is known, in one sentence; none while that is unknown."""
