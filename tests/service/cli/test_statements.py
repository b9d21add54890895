from __future__ import annotations

from pathlib import Path

import pytest

from service.cli.statements import Stated, StatementDesk, StatementError, read_channels_file, zone
from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef, Platform

REF = ChannelRef(Platform.TELEGRAM, "1", "Ruilhoek", public=None)
WHOLE = Stated("Europe/Amsterdam", "private", "seized with a warrant", "team A")


def test_a_statement_on_one_channel_wins_over_the_options() -> None:
    desk = StatementDesk(WHOLE, {"Ruilhoek": Stated(visibility="public")}, interactive=False)
    assert desk(REF, None) == Provenance("Europe/Amsterdam", Visibility.PUBLIC, "seized with a warrant", "team A")


def test_what_was_stated_earlier_fills_the_gaps() -> None:
    earlier = Provenance("Europe/Amsterdam", Visibility.PRIVATE, "seized with a warrant", "team A")
    assert StatementDesk(Stated(obtained_by="team B"), {}, interactive=False)(REF, earlier).obtained_by == "team B"


def test_a_file_that_tells_its_visibility_need_not_be_told() -> None:
    public = ChannelRef(Platform.TELEGRAM, "1", "Ruilhoek", public=True)
    stated = Stated("Europe/Amsterdam", None, "public channel", "team A")
    assert StatementDesk(stated, {}, interactive=False)(public, None).visibility is Visibility.PUBLIC


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(StatementError) as caught:
        StatementDesk(Stated(), {}, interactive=False)(REF, None)
    for option in ("--timezone", "--visibility", "--lawful-basis", "--obtained-by"):
        assert option in str(caught.value)


@pytest.mark.parametrize(
    "stated",
    [
        Stated("Mars/Olympus", "public", "basis", "team"),
        Stated("../etc/passwd", "public", "basis", "team"),
        Stated("Europe/Amsterdam", "open", "basis", "team"),
        Stated("Europe/Amsterdam", "public", "basis", "team", "ftp://example.org"),
    ],
)
def test_a_statement_that_makes_no_sense_is_refused(stated: Stated) -> None:
    with pytest.raises(StatementError):
        StatementDesk(stated, {}, interactive=False)(REF, None)


@pytest.mark.parametrize(
    "content", ["[[channel]]\nname = 1\nvisibilty = 'public'", "no toml", "channel = 3", "[[channel]]"]
)
def test_a_channels_file_with_a_fault_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "channels.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementError):
        read_channels_file(path)


def test_a_channels_file_states_channel_by_channel(tmp_path: Path) -> None:
    path = tmp_path / "channels.toml"
    path.write_text('[[channel]]\nname = "Ruilhoek"\nvisibility = "public"\n', encoding="utf-8")
    assert read_channels_file(path) == {"Ruilhoek": Stated(visibility="public")}


def test_no_name_is_no_zone() -> None:
    assert zone(None) is None
