from __future__ import annotations

from pathlib import Path

from training.bench.machine import read_machine


def test_processor_and_instruction_sets_are_read_from_linux(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(
        "processor\t: 0\nmodel name\t: Some Xeon\nflags\t\t: fpu avx2 avx512_vnni amx_int8 amx_tile\n", encoding="utf-8"
    )
    machine = read_machine(cpuinfo)
    assert machine.processor == "Some Xeon"
    assert machine.instructions == ("avx2", "avx512_vnni", "amx_int8")
    assert machine.cores >= 1
    assert {"lont", "onnxruntime", "torch", "transformers", "python"} <= machine.versions.keys()


def test_where_linux_does_not_tell_the_machine_is_named_all_the_same(tmp_path: Path) -> None:
    machine = read_machine(tmp_path / "none")
    assert machine.processor
    assert machine.instructions == ()
