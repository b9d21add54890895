from __future__ import annotations

import json

import pytest

from service.logs import configure_logs, get_logger
from service.settings import Settings


def test_a_field_that_could_hold_a_text_is_cut_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(log_format="json"))
    get_logger("test").info("something_happened", text="wat iemand schreef", count=3)
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "something_happened"
    assert line["count"] == 3
    assert "wat iemand schreef" not in json.dumps(line)
