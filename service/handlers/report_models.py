"""What the calls and pages of reports take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.domain.messages import Platform
from service.domain.reports import Basis, Quarter, Report, Span, Zone
from service.handlers.moments import Day
from service.services.phenomenon import period_of
from service.services.takedown.annual_report import year_of
from service.services.work_figures import span_until
from service.storage.work_figures import WorkFilter

__all__ = ["PhenomenonForm", "PhenomenonQuery", "ReportAnswer", "WorkForm", "WorkQuery", "YearForm", "YearQuery"]


class _Form(BaseModel):
    """What a form of a page sends; a field that is left empty is not asked for."""

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value


class _ReportQuery(BaseModel):
    """What a report is asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    def address(self, path: str) -> str:
        """Return the address of the same question under another path."""
        asked = urlencode(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))
        return f"{path}?{asked}" if asked else path


class WorkQuery(_ReportQuery):
    """Which days, and of which items."""

    first: Day | None = Field(default=None, alias="from", description="First day; by default 30 days in all.")
    last: Day | None = Field(default=None, alias="until", description="Last day, counted as well; by default today.")
    zone: Zone = Field(default=Zone.AMSTERDAM, description="Whose days.")
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$", description="Language, such as `nl`.")

    def span(self, now: datetime) -> Span:
        """Return the days that are meant.

        Raises
        ------
        SpanError
            When they cannot be counted.
        """
        return span_until(self.first, self.last, self.zone, now)

    def which(self) -> WorkFilter:
        """Return the filter as the service takes it."""
        return WorkFilter(self.platform, self.lang)


class WorkForm(_Form, WorkQuery):
    """The same as the form of the page sends it."""


class PhenomenonQuery(_ReportQuery):
    """Which label, which items, which quarter."""

    label: Literal["recruitment", "f4_sale"] = "recruitment"
    basis: Basis = Field(default=Basis.CONFIRMED, description="Confirmed by people, or raised and undecided.")
    period: str | None = Field(
        default=None,
        pattern=r"^[0-9]{4}-Q[1-4]$",
        description="A quarter of thirteen ISO weeks, such as `2026-Q4`; by default the running one.",
    )

    def quarter(self, now: datetime) -> Quarter:
        """Return the quarter that is meant.

        Raises
        ------
        PeriodError
        """
        return period_of(self.period, now)


class PhenomenonForm(_Form, PhenomenonQuery):
    """The same as the form of the page sends it."""


class YearQuery(_ReportQuery):
    """Which year."""

    year: int | None = Field(default=None, ge=1, le=9999, description="A calendar year; by default the running one.")

    def span(self, now: datetime) -> Span:
        """Return the days that are meant.

        Raises
        ------
        PeriodError
        """
        return year_of(self.year, now)


class YearForm(_Form, YearQuery):
    """The same as the form of the page sends it."""


class ReportAnswer(BaseModel):
    """Tables with what one has to know to read them."""

    about: dict[str, str] = Field(description="Period, unit, suppression, filters, and when it was made.")
    model_versions: list[str] = Field(description="Bundles whose scores are in it.")
    cannot_say: list[str] = Field(description="What must not be read out of it.")
    tables: dict[str, list[dict[str, str | int | float | None]]] = Field(
        description="Rows by table. `campaigns` or another count is a word where it is hidden: `<5`, or `withheld`."
    )

    @classmethod
    def of(cls, report: Report) -> ReportAnswer:
        """Return the answer for a report."""
        return cls(
            about=dict(report.about),
            model_versions=list(report.model_versions),
            cannot_say=list(report.cannot_say),
            tables={name: table.records() for name, table in report.tables.items()},
        )
