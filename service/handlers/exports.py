"""`…/export`: what leaves lont as a file, for a reason that is logged before it leaves."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.changes import RequestId
from service.dependencies.edge import Edge, EdgeDep
from service.domain.access import Caller, Scope
from service.domain.disclosure import Disclosure, ReasonRefusedError
from service.domain.takedown.records import public_id
from service.handlers.export_models import ExportFormat, ExportQuery, ItemExportQuery
from service.handlers.openapi import KEY_ERRORS, problems
from service.request_errors import RequestInvalidError
from service.services.evidence import EvidenceBrokenError
from service.services.items import ItemNotFoundError
from service.services.sharing import LeakError, ShareFormat
from service.services.takedown.errors import RequestNotFoundError

__all__ = ["exported", "file_answer", "router"]

router = APIRouter(prefix="/v1", tags=["Takedown"])

_Person = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]
_ZIP: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}, "example": "PK\x03\x04…"}

_SHARED: dict[str, Any] = {
    "application/json": {"schema": {"type": "object"}, "example": {"format": "lont-shared-1"}},
    "application/stix+json;version=2.1": {"schema": {"type": "object"}, "example": {"type": "bundle"}},
    "text/csv": {"schema": {"type": "string"}, "example": "tlp,request_id,case_category"},
}
_REFUSED = (ReasonRefusedError, EvidenceBrokenError)
_FILES = {
    ShareFormat.MISP: ("application/json", "misp.json"),
    ShareFormat.STIX: ("application/stix+json;version=2.1", "stix.json"),
    ShareFormat.CSV: ("text/csv; charset=utf-8", "csv"),
    ShareFormat.JSON: ("application/json", "json"),
}


@router.get(
    "/takedown-requests/{request_id}/export",
    operation_id="exportTakedownRequest",
    summary="Take a takedown request out as a file",
    response_class=Response,
    responses={
        200: {"description": "The file.", "content": {"application/zip": _ZIP, **_SHARED}},
        **problems(*KEY_ERRORS, RequestNotFoundError, RequestInvalidError, *_REFUSED, LeakError),
    },
)
def export_request(
    caller: _Person, edge: EdgeDep, request_id: RequestId, query: Annotated[ExportQuery, Query()]
) -> Response:
    """Give a request with everything that belongs to it; why and to whom it goes is in the log before it leaves."""
    return exported(edge, caller, request_id, query.format, query.as_disclosure())


@router.get(
    "/items/{item_id}/export",
    operation_id="exportItem",
    summary="Take an item out as a file",
    response_class=Response,
    responses={
        200: {"description": "The file.", "content": {"application/zip": _ZIP}},
        **problems(*KEY_ERRORS, ItemNotFoundError, RequestInvalidError, *_REFUSED),
    },
)
def export_item(caller: _Person, edge: EdgeDep, item_id: UUID, query: Annotated[ItemExportQuery, Query()]) -> Response:
    """Give an item with its evidence and decisions; why and to whom it goes is in the log before it leaves."""
    content = edge.context.dossier_export().of_item(caller, item_id, query.as_disclosure())
    return file_answer(content, "application/zip", f"item-{item_id}.zip")


def exported(edge: Edge, caller: Caller, request_id: UUID, wanted: ExportFormat, why: Disclosure) -> Response:
    """Return a request as the file that is wanted, once that is in the log."""
    name = public_id(request_id)
    if wanted is ExportFormat.DOSSIER:
        content = edge.context.dossier_export().of_request(caller, request_id, why)
        return file_answer(content, "application/zip", f"{name}.zip")
    form = ShareFormat(wanted)
    with edge.context.writing() as factory:
        shared = factory.sharing().share(caller, request_id, form, why)
    media_type, ending = _FILES[form]
    return file_answer(shared.encode("utf-8", "backslashreplace"), media_type, f"{name}.{ending}")


def file_answer(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to be saved, which no browser shows."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
