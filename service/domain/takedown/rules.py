"""The rules that a takedown request must pass on its way, as one table, each with its phase and its ground in law."""

from __future__ import annotations

from service.domain.takedown.judging import (
    ARTICLE_16_2_POINTERS,
    BONA_FIDE_POINTER,
    EMAIL_POINTER,
    EXPLANATION_POINTER,
    NAME_POINTER,
    URL_POINTER,
    Failure,
    Judged,
    Phase,
    Rule,
)
from service.domain.takedown.leaks import leaks
from service.domain.takedown.rules_allegation import (
    category_of_case,
    explanation,
    firework_class,
    keywords_of_category,
    prohibition,
)
from service.domain.takedown.rules_dispatch import no_duplicate, still_live
from service.domain.takedown.rules_form import clean_text, kept_in_time, known_words, readable, sound_times
from service.domain.takedown.rules_items import evidence, exact_location, excerpt, id_time, own_host
from service.domain.takedown.rules_lawfulness import disclosure, no_hold, people_only, transfer
from service.domain.takedown.rules_people import (
    bona_fide,
    notifier,
    original_seen,
    police_considered,
    police_first,
    public_surface,
    second_person,
)
from service.domain.takedown.rules_route import (
    accepted_language,
    channel_known,
    channel_usable,
    no_bare_terms_report,
    no_referral,
    sent_as_written,
    trusted_flagger,
)
from service.locale.wording import N_

__all__ = [
    "ARTICLE_16_2_POINTERS",
    "BONA_FIDE_POINTER",
    "EMAIL_POINTER",
    "EXPLANATION_POINTER",
    "NAME_POINTER",
    "RULES",
    "URL_POINTER",
    "Failure",
    "Judged",
    "Phase",
    "Rule",
    "failures",
    "rules_until",
]

RULES: tuple[Rule, ...] = (
    Rule(
        "TD-101",
        Phase.S,
        "good practice",
        readable,
        N_("The request is one JSON object in UTF-8 of at most 1 MiB; every key is known and there once."),
        N_("Mend what the pointer names; the schema lists every field."),
    ),
    Rule(
        "TD-102",
        Phase.S,
        "evidence",
        sound_times,
        N_("Times carry their zone and do not lie ahead; posted, first seen and last seen are in order."),
        N_("Correct the time, or the clock it comes from."),
    ),
    Rule(
        "TD-103",
        Phase.S,
        "Implementing Regulation (EU) 2024/2835",
        known_words,
        N_("Every coded value is one that the schema lists."),
        N_("Take a value from the list; codes from before July 2025 are dead."),
    ),
    Rule(
        "TD-104",
        Phase.S,
        "spoofing",
        clean_text,
        N_("Nothing in a handle or an address hides or turns what one reads."),
        N_("Copy it again from the platform."),
    ),
    Rule(
        "TD-201",
        Phase.C,
        "DSA 16(2)(b)",
        exact_location,
        N_(
            "Each item has the exact address of one message; with that of a whole channel or profile, words "
            "to find it there."
        ),
        N_("Open the message and copy its own link."),
    ),
    Rule(
        "TD-202",
        Phase.C,
        "DSA 16(2)(b)",
        own_host,
        N_("The address belongs to the platform and is no shortened link."),
        N_("Resolve it, and give the real address."),
    ),
    Rule(
        "TD-203",
        Phase.C,
        "DSA 16(2)(d)",
        excerpt,
        N_("The excerpt stands word for word in the captured text."),
        N_("Quote it word for word."),
        N_("that the excerpt stands in the captured text"),
    ),
    Rule(
        "TD-204",
        Phase.C,
        "Implementing Regulation (EU) 2024/2835",
        keywords_of_category,
        N_("Each keyword stands below the category or one of the further ones."),
        N_("Add the category of the keyword, or drop it."),
    ),
    Rule(
        "TD-205",
        Phase.C,
        "Implementing Regulation (EU) 2024/2835",
        category_of_case,
        N_("Category and keywords are those of the case; nothing is called terrorist without the law department."),
        N_("Take the category and a keyword of the case."),
    ),
    Rule(
        "TD-206",
        Phase.C,
        "DSA 16(2)(d)",
        firework_class,
        N_("It is stated how the class of a firework is known, and what is claimed or inferred is not put as a fact."),
        N_("State it, and say in the sentence who claims it."),
    ),
    Rule(
        "TD-207",
        Phase.C,
        "DSA 16(2)(d)",
        id_time,
        N_("The time of posting is within 5 minutes of the time in the message's id, where the id carries one."),
        N_("Correct the time, or say that it is unknown."),
    ),
    Rule(
        "TD-208",
        Phase.C,
        "DSA 16(3)",
        evidence,
        N_("Each item has evidence, captured before it was confirmed, whose hash still holds."),
        N_("Store a capture of the message."),
        N_("that the stored evidence still has that hash"),
    ),
    Rule(
        "TD-301",
        Phase.C,
        "DSA 16(2)(a); DSA 16(3)",
        explanation,
        N_("The explanation is long enough and finished, quotes the excerpt, and names a provision that prohibits."),
        N_("Say in at least 200 characters why it is illegal, with a quotation and the article."),
    ),
    Rule(
        "TD-302",
        Phase.C,
        "DSA 16(2)(a)",
        prohibition,
        N_("That provision holds in the territory for which action is asked, and its text was read within a year."),
        N_("Add a provision with the role prohibition, or read its text again."),
    ),
    Rule(
        "TD-303",
        Phase.A,
        "DSA 16(2)(c)",
        notifier,
        N_("The notifier has a name, and an address at which somebody reads."),
        N_("Give both; Article 16 asks for them."),
    ),
    Rule(
        "TD-304",
        Phase.A,
        "DSA 16(2)(d)",
        bona_fide,
        N_("A person who confirmed stated good faith after the last edit."),
        N_("Who confirmed states it again for what stands there now."),
        N_("that nothing was edited after the statement"),
    ),
    Rule(
        "TD-305",
        Phase.A,
        "DSA 22(1)",
        trusted_flagger,
        N_("Who files as a trusted flagger names the award, and files with an online platform."),
        N_("Name the award, or file an ordinary notice."),
        N_("that the award is active and covers the case"),
    ),
    Rule(
        "TD-306",
        Phase.A,
        "DSA 9; DSA 10",
        no_referral,
        N_("Nothing meant for an authority goes to a platform."),
        N_("Hand it to the authority; lont sends notices, never orders."),
    ),
    Rule(
        "TD-307",
        Phase.A,
        "DSA 16(1)",
        public_surface,
        N_("The content is public."),
        N_("Refer what is private to the police."),
    ),
    Rule(
        "TD-308",
        Phase.A,
        "DSA 11(3)",
        accepted_language,
        N_("The notice is in a language that the channel takes, or excerpts are translated."),
        N_("Write it in a language of the channel."),
        N_("which languages the channel takes"),
    ),
    Rule(
        "TD-309",
        Phase.A,
        "DSA 16; DSA 14",
        no_bare_terms_report,
        N_("What is said to be illegal is not filed as a mere breach of terms."),
        N_("File it as a notice under Article 16."),
    ),
    # The research notes have the leak filter at dispatch. What leaves is fixed on confirming, and a request that is
    # refused only after its approval could no longer be mended; so it runs from there on, dispatch included.
    Rule(
        "TD-310",
        Phase.C,
        "DSA 17(3)(b)",
        leaks,
        N_("Nothing internal, no phone number and no home address in what leaves."),
        N_("Take it out, or quote less."),
    ),
    Rule(
        "TD-401",
        Phase.C,
        "Wpg 7a; AVG 22; AI Act 14",
        original_seen,
        N_("A person saw the original."),
        N_("Open it, with its context, and confirm then."),
    ),
    Rule(
        "TD-401",
        Phase.A,
        "Wpg 7a; AVG 22; AI Act 14",
        second_person,
        N_("Another person approves."),
        N_("Ask another approver; there is no exception."),
    ),
    Rule(
        "TD-402",
        Phase.A,
        "AI Act 14; AI Act 26",
        people_only,
        N_("Only people confirm and approve."),
        N_("Have a person look and confirm."),
        N_("that their accounts are active"),
    ),
    Rule(
        "TD-501",
        Phase.C,
        "Sr 136; Sv 160",
        police_considered,
        N_("A person judged the threat to life; where there may be one, the police have to be told."),
        N_("Judge it, and tell the police where there may be one."),
    ),
    Rule(
        "TD-502",
        Phase.A,
        "Sr 136; Sv 160",
        police_first,
        N_("With an imminent one the police were told."),
        N_("Tell the police first, and record it."),
    ),
    Rule(
        "TD-503",
        Phase.A,
        "evidence; Sv 160",
        no_hold,
        N_("The police do not want it to stay; of a planned attack they were asked."),
        N_("Wait for their word, and note it."),
    ),
    Rule(
        "TD-601",
        Phase.D,
        "DSA 16(2)(d)",
        still_live,
        N_("Seen online within 60 minutes, P0 15."),
        N_("Look again; if it is gone, say so instead."),
    ),
    Rule(
        "TD-602",
        Phase.D,
        "DSA 23(2)",
        no_duplicate,
        N_("No other open request for the same address and case."),
        N_("Follow the open one."),
        N_("whether another request is open"),
    ),
    Rule(
        "TD-603",
        Phase.C,
        "DSA 16(1)",
        channel_known,
        N_("The registry has a delivery channel of the platform."),
        N_("Choose one, or add it to the registry."),
        N_("that the registry has the channel"),
    ),
    Rule(
        "TD-603",
        Phase.D,
        "DSA 16(1)",
        channel_usable,
        N_("The channel is open to the notifier, and was checked within 90 days where a day is noted."),
        N_("Choose another, or check it and note the day."),
        N_("whether the channel may be used now"),
    ),
    Rule(
        "TD-604",
        Phase.D,
        "evidence",
        sent_as_written,
        N_("What was sent is kept, and has the hash that was written down before."),
        N_("Stop, and have the store looked at."),
        N_("that what was sent has the hash on paper"),
    ),
    Rule(
        "TD-701",
        Phase.A,
        "Wpg 16-20; AVG 6",
        disclosure,
        N_("The legal basis for disclosing personal data is named; under the Wpg also article, source and purpose."),
        N_("Name what is missing."),
    ),
    Rule(
        "TD-702",
        Phase.S,
        "AVG 5(1)(e); Wpg 8, 14",
        kept_in_time,
        N_("It is deleted in time, unless a legal hold with a reference keeps it."),
        N_("Give an earlier day, or the reference of the hold."),
    ),
    Rule(
        "TD-703",
        Phase.A,
        "AVG 44-49; Wpg 17a",
        transfer,
        N_("Where the recipient is outside the EEA, the ground of the transfer is named."),
        N_("Name it in the basis of disclosure."),
    ),
)
"""In order of code; a code stands twice where it is asked at two phases. Later rules find their place by number."""

_ORDER = tuple(Phase)


def failures(judged: Judged, phase: Phase) -> list[Failure]:
    """Return everything that keeps a request from a phase, in order of code; empty when nothing does.

    The phases add up: what is asked on confirming is asked again on approving and before dispatch.
    """
    return [
        Failure(rule.code, pointer, detail, rule.legal_ref)
        for rule in rules_until(phase)
        for pointer, detail in rule.check(judged)
    ]


def rules_until(phase: Phase) -> tuple[Rule, ...]:
    """Return the rules that are asked up to a phase, in order of code."""
    reached = _ORDER[: _ORDER.index(phase) + 1]
    return tuple(rule for rule in RULES if rule.phase in reached)
