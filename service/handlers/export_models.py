"""What the calls that take something out have to say: in which format, why, for whom, and how far it may go on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.domain.disclosure import Disclosure, DisclosureKind, DisclosureReason
from service.domain.tlp import Tlp
from service.handlers.wire import Words

__all__ = ["ExportFormat", "ExportQuery", "ItemExportFormat", "ItemExportQuery", "WhyQuery"]


class ExportFormat(StrEnum):
    """As what a takedown request is taken out."""

    DOSSIER = "dossier"
    """Everything, as a ZIP that proves itself."""
    MISP = "misp"
    STIX = "stix"
    CSV = "csv"
    JSON = "json"


class ItemExportFormat(StrEnum):
    """As what an item is taken out."""

    DOSSIER = "dossier"


class WhyQuery(BaseModel):
    """Why something leaves and for whom; it is written into the log."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Words(10, 500)] = Field(description="Why, in words; only the log gets it.")
    purpose: DisclosureKind = Field(default=DisclosureKind.CASE, description="What for.")
    recipient: Annotated[str, Words(2, 200)] = Field(description="The organisation that gets it.")
    tlp: Tlp = Field(default=Tlp.AMBER_STRICT, description="Marking of TLP 2.0: how far it may be passed on.")

    def as_disclosure(self) -> Disclosure:
        """Return it as the service takes it; raises as `Disclosure` does."""
        return Disclosure(DisclosureReason(self.purpose, self.reason), self.recipient, self.tlp)


class ExportQuery(WhyQuery):
    """How a takedown request is taken out."""

    format: ExportFormat = Field(
        description="`dossier`: everything, as a ZIP that proves itself; the others: what may be shared."
    )


class ItemExportQuery(WhyQuery):
    """How an item is taken out."""

    format: ItemExportFormat = Field(default=ItemExportFormat.DOSSIER, description="A ZIP.")
