from __future__ import annotations

import subprocess
import sys

_WITHOUT = """
import sys
sys.modules["krippendorff"] = None
from service.cli import main
sys.argv = ["lont", *{arguments}]
main()
"""


def _without_a_library(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = _WITHOUT.format(arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_a_lont_without_the_libraries_of_labelling_runs_and_says_what_it_lacks() -> None:
    shown = _without_a_library("--help")
    assert shown.returncode == 0, shown.stderr
    assert "Not installed: needs krippendorff." in shown.stdout
    told = _without_a_library("label", "check", "--anything")
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert "[part_missing]" in told.stderr
    assert "krippendorff" in told.stderr


def test_the_other_commands_work_without_them() -> None:
    result = _without_a_library("score", "--help")
    assert result.returncode == 0, result.stderr
