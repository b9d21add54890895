"""`POST /v1/items`."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.access import Scope
from service.domain.items import ItemState
from tests.support.api import PROVENANCE, Api, item


def _post(api: Api, *items: Any, **headers: str) -> Any:  # noqa: ANN401  # a response
    return api.client.post("/v1/items", json={"items": list(items)}, headers=api.headers | headers)


def test_items_are_stored_known_or_changed(api_on_each: Api) -> None:
    api = api_on_each
    first = api.hand_in(item(1), item(2, "cobra 6 op voorraad"))
    assert [each["outcome"] for each in first] == ["stored", "stored"]
    second = api.hand_in(item(1), item(2, "cobra 8 op voorraad", edited_at="2026-11-02T10:00:00Z"), item(3))
    assert [each["outcome"] for each in second] == ["known", "changed", "stored"]
    assert [each["id"] for each in second[:2]] == [each["id"] for each in first]
    assert api.stored() == 3


def test_items_without_ids_are_not_stored_twice(api_on_each: Api) -> None:
    nameless = {**item(1), "id": None}
    assert api_on_each.hand_in(nameless)[0]["outcome"] == "stored"
    assert api_on_each.hand_in(nameless)[0]["outcome"] == "known"


def test_items_of_several_channels_are_answered_in_their_order(api_on_each: Api) -> None:
    channels = [{"id": f"c{number % 3}", "name": f"Naam {number}"} for number in range(9)]
    taken = api_on_each.hand_in(*(item(number, channel=channel) for number, channel in enumerate(channels)))
    for number, each in enumerate(taken):
        read = api_on_each.client.get(f"/v1/items/{each['id']}", headers=api_on_each.headers).json()
        assert read["source_id"] == str(number)


def test_what_is_handed_in_waits_for_the_workers(api_on_each: Api) -> None:
    taken = api_on_each.hand_in(item(1, "wie gaat er mee"), item(2, ""))
    with api_on_each.context.reading() as factory:
        assert factory.outbox().waiting() == 1
        states = {each["id"]: factory.items().get(UUID(each["id"]))[0].state for each in taken}
    assert list(states.values()) == [ItemState.PENDING, ItemState.UNSCORED]


def test_a_known_channel_needs_no_provenance(api: Api) -> None:
    api.hand_in(item(1))
    assert api.hand_in({**item(2), "provenance": None})[0]["outcome"] == "stored"


def test_every_item_of_a_new_channel_without_provenance_is_told(api: Api) -> None:
    bare: dict[str, Any] = {"provenance": None}
    stated, other = {"id": "c2", "name": "B"}, {"id": "c3", "name": "C"}
    items = [
        item(1, **bare),
        item(2, channel=stated),
        item(3, **bare, channel={"id": "c2", "name": "B2"}),
        item(4, **bare, channel=other),
        item(5, **bare),
    ]
    answer = _post(api, *items)
    assert (answer.status_code, answer.json()["code"]) == (422, "provenance_missing")
    assert [fault["where"] for fault in answer.json()["faults"]] == [
        f"body.items.{number}.provenance" for number in (0, 3, 4)
    ]
    assert api.stored() == 0


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("platform", "postduif", "enum"),
        ("text", "a\x00b", "nul_character"),
        ("text", None, "string_type"),
        ("text", "a" * 50_001, "string_too_long"),
        ("author", "a\x00", "nul_character"),
        ("author", " ", "blank"),
        ("id", "", "string_too_short"),
        ("id", 5, "string_type"),
        ("id", "a" * 201, "string_too_long"),
        ("sent_at", "2026-11-01T10:00:00", "time_zone_missing"),
        ("sent_at", "gisteren", "time_unreadable"),
        ("sent_at", 1_793_000_000, "time_type"),
        ("sent_at", "1970-01-01T00:00:00Z", "time_implausible"),
        ("sent_at", "2999-01-01T00:00:00Z", "time_implausible"),
        ("sent_at", "0001-01-01T00:00:00+23:00", "time_out_of_range"),
        ("edited_at", "2026-11-01", "time_zone_missing"),
        ("locator", "javascript:alert(1)", "address_invalid"),
        ("locator", "https://", "address_invalid"),
        ("locator", "http://[::1", "address_invalid"),
        ("locator", "https://a.example/\x00", "address_invalid"),
        ("locator", "https://a.example/a b", "address_invalid"),
        ("locator", "https://a.example/" + "a" * 2000, "string_too_long"),
        ("channel.id", "\x00", "nul_character"),
        ("channel.name", "", "string_too_short"),
        ("provenance.timezone", "Europe/Nergens", "time_zone_unknown"),
        ("provenance.timezone", "../../etc/passwd", "time_zone_unknown"),
        ("provenance.timezone", "Europe", "time_zone_unknown"),
        ("provenance.visibility", "half", "enum"),
        ("provenance.lawful_basis", "ja", "string_too_short"),
        ("provenance.public_address", "ftp://a.example", "address_invalid"),
        ("sentat", "2026-11-01T10:00:00Z", "extra_forbidden"),
    ],
)
def test_a_fault_is_named_by_its_place_and_nothing_is_taken(api: Api, field: str, value: object, code: str) -> None:
    faulty: dict[str, Any] = item(2, channel={"id": "c1", "name": "B"}, provenance=dict(PROVENANCE))
    *outer, last = field.split(".")
    (faulty[outer[0]] if outer else faulty)[last] = value
    answer = _post(api, item(1), faulty)
    assert answer.status_code == 422
    assert [(fault["where"], fault["code"]) for fault in answer.json()["faults"]] == [(f"body.items.1.{field}", code)]
    assert api.stored() == 0


def test_all_faults_of_all_items_are_told(api: Api) -> None:
    faulty = [item(number, "zeebonk\x00", sent_at="zeebonk") for number in range(600)]
    answer = _post(api, *faulty)
    assert "1,200 faults" in answer.json()["detail"]
    assert len(answer.json()["faults"]) == 1_000
    assert "zeebonk" not in answer.text


@pytest.mark.parametrize(("count", "status"), [(0, 422), (1_000, 202), (1_001, 422)])
def test_one_to_1000_items_are_taken(api: Api, count: int, status: int) -> None:
    assert _post(api, *(item(number) for number in range(count))).status_code == status


def test_a_handle_is_not_to_be_found_in_what_is_read(api: Api) -> None:
    (taken,) = api.hand_in(item(1, author="zeebonk_77"))
    read = api.client.get(f"/v1/items/{taken['id']}", headers=api.headers)
    assert len(read.json()["author_key"]) == 32
    assert "zeebonk" not in read.text


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["telegram", "public"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from([*item(), "locator", "reply_to", "edited_at"]), _anything, max_size=4))
def test_whatever_an_item_holds_is_taken_or_told(api: Api, changes: dict[str, Any]) -> None:
    body = json.dumps({"items": [item() | changes]}).encode("utf-8", "surrogatepass")
    headers = api.headers | {"Content-Type": "application/json"}
    assert api.client.post("/v1/items", content=body, headers=headers).status_code in {202, 400, 422}


class TestIdempotency:
    """The header `Idempotency-Key`."""

    def test_the_same_request_gets_the_same_answer_again(self, api_on_each: Api) -> None:
        first = _post(api_on_each, item(1), **{"Idempotency-Key": "k1"})
        again = _post(api_on_each, item(1), **{"Idempotency-Key": "k1"})
        assert (again.status_code, again.json()) == (202, first.json())
        assert "idempotency-replayed" not in first.headers
        assert again.headers["idempotency-replayed"] == "true"

    def test_another_body_conflicts_and_is_not_taken(self, api_on_each: Api) -> None:
        _post(api_on_each, item(1), **{"Idempotency-Key": "k1"})
        answer = _post(api_on_each, item(2), **{"Idempotency-Key": "k1"})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
        assert api_on_each.stored() == 1

    def test_a_refused_request_leaves_its_key_free(self, api_on_each: Api) -> None:
        bare = {**item(1), "provenance": None}
        assert _post(api_on_each, bare, **{"Idempotency-Key": "k1"}).status_code == 422
        assert _post(api_on_each, item(1), **{"Idempotency-Key": "k1"}).status_code == 202

    def test_keys_of_two_callers_are_apart(self, api_on_each: Api) -> None:
        _post(api_on_each, item(1), **{"Idempotency-Key": "k1"})
        other = api_on_each.key(Scope.INGEST)
        body = {"items": [item(2)]}
        answer = api_on_each.client.post("/v1/items", json=body, headers=other | {"Idempotency-Key": "k1"})
        assert answer.status_code == 202

    def test_requests_at_the_same_time_all_get_one_answer(self, api_on_each: Api) -> None:
        items = [item(number) for number in range(50)]
        headers = api_on_each.headers | {"Idempotency-Key": "k1"}

        def send(_: int) -> dict[str, Any]:
            answer = api_on_each.client.post("/v1/items", json={"items": items}, headers=headers)
            assert answer.status_code == 202, answer.text
            body: dict[str, Any] = answer.json()
            return body

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(16)))
        assert all(answer == answers[0] for answer in answers)
        assert {each["outcome"] for each in answers[0]["items"]} == {"stored"}
        assert api_on_each.stored() == 50

    @pytest.mark.parametrize("key", ["", "a b", "x" * 201, "é".encode("latin-1")])
    def test_an_odd_key_is_refused(self, api: Api, key: str | bytes) -> None:
        headers: dict[str, Any] = api.headers | {"Idempotency-Key": key}
        answer = api.client.post("/v1/items", json={"items": [item(1)]}, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["faults"][0]["where"] == "header.Idempotency-Key"
