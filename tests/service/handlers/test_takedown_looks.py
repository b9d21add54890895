"""`POST …/looks`: lont is asked to look, and says why it does not where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.domain.access import AccessRole
from service.domain.takedown.records import public_id
from service.domain.takedown.states import RequestState
from tests.support.api import Api, sqlite_context
from tests.support.sandboxes import looking_at
from tests.support.takedown import brought_to, prepared


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path) as context:
        yield Api(prepared(context))


def test_a_look_is_asked_for_and_waits_for_its_turn(desk: Api) -> None:
    looking_at(desk.context)
    request = brought_to(desk.context, RequestState.ACTIONED)
    path, key = f"/v1/takedown-requests/{public_id(request.id)}/looks", desk.person_key(AccessRole.ANALYST)
    answers = [desk.client.post(path, headers=key) for _ in range(2)]
    assert [each.status_code for each in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["asked"] is True
    looking_at(desk.context, allowed="false")
    refused = desk.client.post(path, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "look_not_possible")
    assert desk.client.post(path, headers=desk.person_key(AccessRole.AUDITOR)).status_code == 403
    unknown = desk.client.post(path.replace("tdr_", "tdr_x"), headers=key)
    assert unknown.status_code in {404, 422}
