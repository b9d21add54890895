"""An OpenID Connect provider on this machine: signs real tokens, and lies in one thing where a test asks for it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from joserfc import jws, jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.responses import RedirectResponse

from tests.support.serving import served

__all__ = ["CLIENT", "OTHER_KEY", "SECRET", "FakeProvider", "provider_served"]

CLIENT, SECRET = "lont-desk", "a secret of the provider's client"
_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
"""Says that it is the provider's, and is not."""
_Client = Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]


@dataclass(slots=True)
class FakeProvider:
    """What the provider says next; `reset` makes it honest again."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    """Claims of whoever signs in."""
    lies: dict[str, Any] = field(default_factory=dict)
    """Claims of the token that are not as they should be; ``None`` leaves one out."""
    algorithm: str = "RS256"
    key: RSAKey | OctKey = field(default_factory=lambda: _KEY)
    is_down: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    """The parameters of the last question."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """The question of each code that was not used yet."""

    def reset(self, **person: Any) -> None:  # noqa: ANN401  # claims
        """Be honest, and sign this person in."""
        self.person, self.lies, self.codes = person, {}, {}
        self.algorithm, self.key, self.is_down = "RS256", _KEY, False

    def token(self, nonce: str) -> str:
        """Return a signed token."""
        now = int(time.time())
        honest = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in (honest | self.person | self.lies).items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        registry = jws.JWSRegistry(algorithms=[self.algorithm])
        return jwt.encode(header, claims, self.key, registry=registry)


def _app(provider: FakeProvider) -> FastAPI:
    app = FastAPI()

    @app.get("/.well-known/openid-configuration")
    def describe() -> dict[str, str]:
        if provider.is_down:
            raise HTTPException(503)
        names = {"authorization_endpoint": "in", "token_endpoint": "token", "jwks_uri": "keys"}
        found = {name: f"{provider.issuer}/{path}" for name, path in names.items()}
        return found | {"issuer": provider.issuer, "end_session_endpoint": f"{provider.issuer}/out"}

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [_KEY.as_dict(private=False)]}

    @app.get("/in")
    def sign_in(request: Request) -> RedirectResponse:
        provider.asked = asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code" or asked["code_challenge_method"] != "S256":
            raise HTTPException(400)
        code = secrets.token_urlsafe(16)
        provider.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    @app.post("/token")
    def token(
        client: _Client,
        code: Annotated[str, Form()],
        redirect_uri: Annotated[str, Form()],
        code_verifier: Annotated[str, Form()],
    ) -> dict[str, Any]:
        asked = provider.codes.pop(code, None)
        if (client.username, client.password) != (CLIENT, SECRET) or asked is None:
            raise HTTPException(400, "invalid_grant")
        if (
            redirect_uri != asked["redirect_uri"]
            or create_s256_code_challenge(code_verifier) != asked["code_challenge"]
        ):
            raise HTTPException(400, "invalid_grant")
        return {"access_token": "unused", "token_type": "Bearer", "id_token": provider.token(asked["nonce"])}

    return app


@contextmanager
def provider_served() -> Iterator[FakeProvider]:
    """Serve a provider over HTTP."""
    provider = FakeProvider()
    with served(_app(provider)) as address:
        provider.issuer = address
        yield provider
