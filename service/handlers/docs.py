"""`/openapi.json`, and `/docs`: the same as a page of our own, which needs no script and nothing from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse

from service.handlers.docs_content import calls_of, schemas_of
from service.handlers.templating import render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi_document(request: Request) -> JSONResponse:
    """Return the OpenAPI document."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def docs_page(request: Request) -> HTMLResponse:
    """Show how to call the API."""
    document = request.app.openapi()
    base = str(request.base_url).rstrip("/")
    return render(
        "docs.html",
        info=document["info"],
        tags=document["tags"],
        calls=calls_of(document, base),
        schemas=schemas_of(document),
    )
