"""The service must run where neither torch nor transformers, neither training/ nor labeling/ is installed."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import importlib, importlib.abc, pkgutil, sys
FORBIDDEN = {"torch", "transformers", "training", "labeling"}
asked = set()

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in FORBIDDEN:
            asked.add(name)
        return None

sys.meta_path.insert(0, Watch())
import service
count = 0
for module in pkgutil.walk_packages(service.__path__, "service."):
    if ".migrations" in module.name:
        continue
    importlib.import_module(module.name)
    count += 1
print(count, sorted(asked))
"""


def test_importing_all_of_service_asks_for_neither_torch_nor_transformers_nor_training() -> None:
    result = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    count, _, asked = result.stdout.strip().partition(" ")
    assert int(count) > 40
    assert asked == "[]"
