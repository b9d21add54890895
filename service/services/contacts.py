"""Notes which contacts items name as they are scored, and answers what else names the same ones.

Contacts link campaigns and items. Nothing is scored, and the order is that of time: no contact comes first for being
named often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from uuid import UUID

from service.domain.contacts import Contact, LinkKind, Mention, NamedContact, contacts_said
from service.domain.items import ScoreRow
from service.locale.wording import worded
from service.services.campaigns import CampaignNotFoundError
from service.services.items import ItemNotFoundError
from service.services.pseudonyms import Pseudonymiser
from service.storage.campaign_queries import CampaignQueryStore
from service.storage.contact_queries import ContactQueryStore, Naming, Whose
from service.storage.contacts import ContactStore, SaidEntities
from service.storage.item_queries import ItemQueryStore

__all__ = ["MOST_CONTACTS", "MOST_LINKS", "MOST_LOOKED_AT", "ContactFill", "ContactNotes", "ContactService", "Links"]

MOST_CONTACTS = 50
MOST_LINKS = 50
"""For each contact."""
MOST_LOOKED_AT = 2_000
"""Other items that name a contact and are looked at, the latest ones; a contact may be in a million."""
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Links:
    """The contacts of a campaign or an item, with what else names them."""

    contacts: list[NamedContact]
    """Seen last first, at most `MOST_CONTACTS`."""
    more_contacts: int
    """How many there are besides."""

    @property
    def shown_items(self) -> list[UUID]:
        """Items out of whose texts the contacts are told."""
        return list(dict.fromkeys(each.item_id for each in self.contacts))


class ContactNotes:
    """Works inside the transaction that writes the scores."""

    def __init__(self, store: ContactStore, pseudonymiser: Pseudonymiser) -> None:
        self._store = store
        self._pseudonymiser = pseudonymiser

    def note(self, written: Sequence[ScoreRow]) -> None:
        """Let items whose scores were just written name the contacts of their present text, and no others."""
        item_ids = [row.item_id for row in written]
        naming = [row for row in written if any(each["type"] == "contact" for each in row.entities)]
        platforms = self._store.platforms([row.item_id for row in naming]) if naming else {}
        said = [
            SaidEntities(row.item_id, row.item_version, platforms[row.item_id], row.lang, row.entities)
            for row in naming
        ]
        self._store.replace(item_ids, self._mentions(said))

    def note_stored(self, after: UUID | None) -> tuple[int, UUID | None]:
        """Do the same for the next stored items; return how many mentions there are, and where to go on."""
        said = self._store.said_after(after, _BATCH)
        mentions = self._mentions(said)
        self._store.replace([each.item_id for each in said], mentions)
        return len(mentions), said[-1].item_id if said else None

    def _mentions(self, said: Sequence[SaidEntities]) -> list[Mention]:
        found = {
            (each.item_id, key): Mention(each.item_id, key, contact.kind, each.item_version)
            for each in said
            for contact, _ in contacts_said(each.entities, each.platform, each.lang)
            for key in [self._pseudonymiser.contact_key(contact)]
        }
        return list(found.values())


class ContactFill:
    """Notes the contacts of items that were scored before they were noted; doing it twice changes nothing.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[ContactNotes]]) -> None:
        self._begin = begin

    def fill(self) -> int:
        """Walk all items in batches of a thousand; return how many mentions there are."""
        total, after = 0, None
        while True:
            with self._begin() as notes:
                count, after = notes.note_stored(after)
            total += count
            if after is None:
                return total


@dataclass(frozen=True, slots=True)
class ContactService:
    """Reads inside the caller's transaction."""

    queries: ContactQueryStore
    said: ContactStore
    campaigns: CampaignQueryStore
    items: ItemQueryStore
    pseudonymiser: Pseudonymiser

    def of_campaign(self, campaign_id: UUID) -> Links:
        """Return the contacts that the items of a campaign name, also by the id of one that became part of it.

        Raises
        ------
        CampaignNotFoundError
        """
        root_id = self.campaigns.root_of(campaign_id)
        if root_id is None or self.campaigns.get(root_id) is None:
            raise CampaignNotFoundError(
                worded("There is no campaign {id} that has items.", id=campaign_id),
                "Take the id from the list of campaigns.",
            )
        return self._links(Whose(root_id))

    def of_item(self, item_id: UUID) -> Links:
        """Return the contacts that an item names; other items of its own campaign are no links.

        Raises
        ------
        ItemNotFoundError
        """
        if self.items.get(item_id) is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the list of items.")
        return self._links(Whose(self.campaigns.of_item(item_id), item_id))

    def _links(self, whose: Whose) -> Links:
        named, total = self.queries.named(whose, MOST_CONTACTS)
        spelt = self._spelt(named)
        found = [self._contact(each, *spelt[each.contact_key], whose) for each in named if each.contact_key in spelt]
        single = {link.id for each in found for link in each.links if link.kind == LinkKind.ITEM}
        names = self.queries.channel_names(single)
        contacts = [
            replace(each, links=[replace(link, name=names.get(link.id)) for link in each.links]) for each in found
        ]
        return Links(contacts, total - len(named))

    def _spelt(self, named: Sequence[Naming]) -> dict[bytes, tuple[Contact, str]]:
        """Return contacts by key as the latest items spell them; the database keeps that with those items only."""
        return {
            key: (contact, text)
            for each in self.said.said({each.item_id for each in named})
            for contact, text in contacts_said(each.entities, each.platform, each.lang)
            for key in [self.pseudonymiser.contact_key(contact)]
        }

    def _contact(self, naming: Naming, contact: Contact, text: str, whose: Whose) -> NamedContact:
        elsewhere = self.queries.elsewhere(naming.contact_key, whose, MOST_LOOKED_AT + 1, MOST_LINKS)
        return NamedContact(
            kind=contact.kind,
            platform=contact.platform,
            text=text,
            item_id=naming.item_id,
            items=naming.items,
            channels=naming.channels,
            first_seen=naming.first_seen,
            last_seen=naming.last_seen,
            links=elsewhere.links,
            more_links=elsewhere.total - len(elsewhere.links),
            complete=elsewhere.items <= MOST_LOOKED_AT,
        )
