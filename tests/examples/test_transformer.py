"""The transformer example on a small block."""

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime", reason="needs onnxruntime: pip install 'tinynpu[onnx]'")

FOLDER = Path(__file__).parents[2] / "examples" / "transformer"


def test_block_equals_onnxruntime_within_one_step(monkeypatch, capsys, tmp_path):
    monkeypatch.syspath_prepend(FOLDER)
    monkeypatch.delitem(sys.modules, "encoder", raising=False)
    import encoder

    encoder.main(device="rtl", length=6, width=16, heads=2, hidden=24, save=tmp_path)
    output = capsys.readouterr().out
    assert "values that differ between rtl and golden model: 0 of 96" in output
    equal, off, more = (
        int(n.replace(",", ""))
        for n in re.search(
            r"beside onnxruntime: ([\d,]+) equal, ([\d,]+) one .*, ([\d,]+) more", output
        ).groups()
    )
    assert more == 0
    assert off <= 0.02 * equal
    hosted = re.search(r"on the host: (.*)", output).group(1)
    assert {op.strip("()") for op in re.findall(r"\(\w+\)", hosted)} == {
        "quantize", "softmax", "layer_norm", "dequantize",
    }  # fmt: skip
    assert (tmp_path / "encoder_int8.onnx").stat().st_size > 1000
