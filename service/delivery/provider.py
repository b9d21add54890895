"""Speaks OpenID Connect with the organisation's own provider: code flow with PKCE, state and nonce (Authlib)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from service.errors import LontError

__all__ = ["Provider", "ProviderRefusedError", "Question"]

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a key that only the provider has; neither ``none`` nor one with the client's secret."""
_LEEWAY = 60
"""Seconds by which the clocks may differ."""
_PATIENCE = 10.0


class ProviderRefusedError(LontError):
    """The provider did not let the person in, cannot be reached, or what it said does not hold."""

    code = "provider_refused"
    status = 403
    title = "The provider let nobody in"


@dataclass(frozen=True, slots=True)
class Question:
    """What one sign-in asks, kept by the browser until the answer comes."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """One provider; asks for its description and keys each time, so that new keys count at once.

    Parameters
    ----------
    issuer
        Its address.
    client_id, client_secret
        What it knows lont by.
    scopes
        What it is asked to tell, with blanks between; ``openid`` is one of them.
    """

    def __init__(self, issuer: str, client_id: str, client_secret: str, scopes: str = "openid profile") -> None:
        self.issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._scopes = scopes

    def address(self, question: Question, back: str) -> str:
        """Return where the browser goes to sign in; `back` is where the answer comes. Raises ProviderRefusedError."""
        described = self._described()
        with self._client(back) as client:
            url, _ = client.create_authorization_url(
                _named(described, "authorization_endpoint"),
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
            )
        return str(url)

    def sign_out_address(self, after: str) -> str | None:
        """Return where the browser ends its session with the provider; ``None`` if that cannot be done there."""
        described = self._described().get("end_session_endpoint")
        if not isinstance(described, str):
            return None
        joint = "&" if "?" in described else "?"
        return f"{described}{joint}{urlencode({'client_id': self._client_id, 'post_logout_redirect_uri': after})}"

    def claims(self, question: Question, code: str, back: str) -> Mapping[str, Any]:
        """Return what the provider says of the person, once its signature and every claim of the token hold.

        Raises
        ------
        ProviderRefusedError
            For whatever does not.
        """
        described = self._described()
        try:
            with self._client(back) as client:
                given = client.fetch_token(
                    _named(described, "token_endpoint"), code=code, code_verifier=question.verifier
                )
            keys = KeySet.import_key_set(cast("KeySetSerialization", _fetched(_named(described, "jwks_uri"))))
            signed = jwt.decode(str(given.get("id_token")), keys, algorithms=_ALGORITHMS)
            said = self._said(question, signed, given.get("access_token"))
            said.validate(leeway=_LEEWAY)
        except (OAuthError, JoseError, httpx2.HTTPError, ValueError, TypeError, KeyError) as error:
            raise _refused() from error
        return dict(said)

    def _said(self, question: Question, signed: jwt.Token, access_token: object) -> CodeIDToken:
        """Return the claims with what they have to be: from this issuer, for lont, and for this one question."""
        return CodeIDToken(
            signed.claims,
            signed.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self._client_id},
            },
            params={"nonce": question.nonce, "client_id": self._client_id, "access_token": access_token},
        )

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            scope=self._scopes,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_PATIENCE,
        )

    def _described(self) -> Mapping[str, Any]:
        described = _fetched(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if described.get("issuer") != self.issuer:
            raise _refused()
        return described


def _named(described: Mapping[str, Any], name: str) -> str:
    found = described.get(name)
    if not isinstance(found, str):
        raise _refused()
    return found


def _fetched(address: str) -> Mapping[str, Any]:
    try:
        answer = httpx2.get(address, timeout=_PATIENCE)
        answer.raise_for_status()
        found = answer.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise _refused() from error
    if not isinstance(found, dict):
        raise _refused()
    return found


def _refused() -> ProviderRefusedError:
    return ProviderRefusedError(
        "The provider of your organisation let nobody in, or its answer does not hold.",
        "Try again; if it stays so, tell an administrator.",
    )
