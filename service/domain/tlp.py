"""Traffic Light Protocol 2.0: how far what leaves may be passed on."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Tlp"]


class Tlp(StrEnum):
    """A marking of TLP 2.0 (FIRST, August 2022), strictest first; ``.value`` is the code of the calls."""

    RED = "red"
    """For the persons who receive it, and nobody else."""
    AMBER_STRICT = "amber+strict"
    """Within the receiving organisation, as far as needed."""
    AMBER = "amber"
    """Within the receiving organisation and its clients, as far as needed."""
    GREEN = "green"
    """Within the community."""
    CLEAR = "clear"
    """For everybody."""

    @property
    def label(self) -> str:
        """Return the marking as TLP 2.0 writes it, such as ``TLP:AMBER+STRICT``."""
        return f"TLP:{self.value.upper()}"
