"""What a dossier holds, what it leaves out, and what the log says of it."""

from __future__ import annotations

import hashlib
import io
import json
from uuid import uuid4

import pytest
from sqlalchemy import update

from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.disclosure import Disclosure, ReasonRefusedError
from service.domain.dossier_checking import check_dossier
from service.domain.dossier_files import LOG, MANIFEST
from service.domain.takedown.states import RequestState
from service.domain.tlp import Tlp
from service.factory import ProcessContext
from service.schema import Evidence
from service.services.evidence import EvidenceBrokenError
from service.services.items import ItemNotFoundError
from service.services.takedown.errors import RequestNotFoundError
from tests.support.dossiers import PNG, WHY, dossier_of_request, files_of
from tests.support.takedown import (
    AUDITOR,
    OFFER,
    attempts_of,
    brought_to,
    prepared,
    stored_item,
)


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    return prepared(context)


def _disclosed(context: ProcessContext) -> list[AuditEntry]:
    with context.reading() as factory:
        found = factory.audit_entries().search(AuditFilter(action=AuditAction.DISCLOSE), None, 10)
    return [each for each in found if isinstance(each, AuditEntry) and each.record.actor == AUDITOR.actor]


def test_a_dossier_holds_everything_and_proves_itself(desk: ProcessContext) -> None:
    dossier, request_id, item_id = dossier_of_request(desk)
    report = check_dossier(io.BytesIO(dossier))
    assert report.faults == ()
    files = files_of(dossier)
    manifest = json.loads(files[MANIFEST])
    assert manifest["subject"] == {"kind": "takedown_request", "id": f"tdr_{request_id}"}
    assert (manifest["tlp"], manifest["recipient"], manifest["made_by"]) == (
        "TLP:AMBER+STRICT",
        "Openbaar Ministerie",
        AUDITOR.actor,
    )
    assert files[f"items/{item_id}/text.txt"].decode() == OFFER
    assert PNG in files.values()
    told = {each["kind"]: each for each in manifest["files"] if each["kind"] == "evidence"}
    assert {"evidence_id", "item_id", "captured_at", "capture", "collected_by"} <= told["evidence"].keys()
    events = json.loads(files["notice/events.json"])
    assert (events[0]["event"], events[-1]["event"]) == ("create", "close")
    assert json.loads(files["notice/answers.json"])[0]["answer"] == "removed"
    assert json.loads(files[f"items/{item_id}/decisions.json"])[0]["labels"] == ["recruitment"]


def test_what_was_sent_is_there_byte_for_byte(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.SUBMITTED)
    files = files_of(desk.dossier_export().of_request(AUDITOR, request.id, WHY))
    (attempt,) = attempts_of(desk, request)
    assert files["sent/0001.txt"] == attempt.payload
    told = json.loads(files["sent/attempts.json"])[0]
    assert told["payload_sha256"] == hashlib.sha256(files["sent/0001.txt"]).hexdigest()
    assert (told["outcome"], told["address"]) == ("accepted", "https://telegram.org/dsa-report")


def test_the_log_in_it_tells_of_each_act_until_then(desk: ProcessContext) -> None:
    dossier, request_id, _ = dossier_of_request(desk)
    rows = [json.loads(line) for line in files_of(dossier)[LOG].splitlines()][1:-1]
    transitions = [each for each in rows if each["action"] == "transition"]
    assert {each["object_id"] for each in transitions} == {f"tdr_{request_id}"}
    assert {"collect", "decide", "transition"} <= {each["action"] for each in rows}
    assert "claim" not in {each["action"] for each in rows}


def test_scores_models_and_what_the_police_were_told_are_not_in_it(desk: ProcessContext) -> None:
    dossier, request_id, _ = dossier_of_request(desk)
    with desk.reading() as factory:
        request = factory.takedown_desk().requests.get(request_id)
    assert request is not None
    detection = request.content.detection
    assert detection.score is not None
    everything = b"\n".join(files_of(dossier).values()).decode("utf-8", "replace")
    for word in (repr(detection.score), str(detection.model_version), "threat_to_life", "police", "author_key"):
        assert word not in everything


def test_the_log_says_who_took_it_out_why_and_for_whom(desk: ProcessContext) -> None:
    dossier, request_id, item_id = dossier_of_request(desk, Disclosure(WHY.reason, " Politie Eenheid Oost ", Tlp.RED))
    found = {each.record.object_id: each.record for each in _disclosed(desk)}
    assert found.keys() == {f"tdr_{request_id}", str(item_id)}
    hash_ = check_dossier(io.BytesIO(dossier)).manifest_sha256
    for record in found.values():
        assert (record.justification, record.recipient) == (WHY.reason.text, "Politie Eenheid Oost")
        assert record.details["manifest_sha256"] == hash_
        assert (record.details["kind"], record.details["tlp"]) == ("authority", "red")


def test_an_item_has_a_dossier_without_a_request(desk: ProcessContext) -> None:
    item_id = stored_item(desk)
    files = files_of(desk.dossier_export().of_item(AUDITOR, item_id, WHY))
    assert not [name for name in files if name.startswith(("notice/", "sent/"))]
    assert [each.record.object_id for each in _disclosed(desk)] == [str(item_id)]


def test_evidence_that_somebody_changed_stops_the_dossier(desk: ProcessContext) -> None:
    request = brought_to(desk, RequestState.DRAFT)
    with desk.writing() as factory:
        item_id = factory.takedown_desk().requests.items(request.id)[0].item_id
        factory.evidence().add_screenshot(item_id, PNG, "usr_ann-0001")
    with desk.database.write() as session:
        session.execute(update(Evidence).values(content=PNG + b"!"))
    with pytest.raises(EvidenceBrokenError):
        desk.dossier_export().of_request(AUDITOR, request.id, WHY)
    assert _disclosed(desk) == []


def test_what_is_not_there_has_no_dossier_and_no_entry(desk: ProcessContext) -> None:
    with pytest.raises(RequestNotFoundError):
        desk.dossier_export().of_request(AUDITOR, uuid4(), WHY)
    with pytest.raises(ItemNotFoundError):
        desk.dossier_export().of_item(AUDITOR, uuid4(), WHY)
    assert _disclosed(desk) == []


@pytest.mark.parametrize("recipient", ["", " x ", "a" * 201])
def test_a_recipient_has_to_be_named(recipient: str) -> None:
    with pytest.raises(ReasonRefusedError):
        Disclosure(WHY.reason, recipient)
