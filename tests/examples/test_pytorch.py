"""The PyTorch example; it needs torch, which is large and in an extra of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs torch: pip install 'tinynpu[pytorch]'")
pytest.importorskip("onnxscript", reason="needs onnxscript: pip install 'tinynpu[pytorch]'")

SCRIPT = Path(__file__).parents[2] / "examples" / "pytorch" / "export.py"


def test_accuracy_on_the_npu_is_that_of_torch():
    result = subprocess.run(
        [sys.executable, SCRIPT, "--device", "iss", "--images", "50", "--epochs", "8"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    exact, ours = map(
        float, re.search(r"torch ([\d.]+)%, NPU \(iss\) ([\d.]+)%", result.stdout).groups()
    )
    assert exact > 85
    assert ours > exact - 5
