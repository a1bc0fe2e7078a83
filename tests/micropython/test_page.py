"""What `docs/bringup.md` tells to type, on the simulated board."""

import re
from pathlib import Path

from tinynpu.flows.tinytapeout.kit import write_kit

from .conftest import SUMS

PAGE = Path(__file__).parents[2] / "docs" / "bringup.md"


def test_the_first_steps(boot, tmp_path, monkeypatch, capsys):
    kit = write_kit(SUMS, tmp_path / "kit", images=0)
    monkeypatch.chdir(kit.folder)
    boot(SUMS)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    names: dict = {}
    exec(blocks[0], names)
    exec(blocks[1], names)
    said = re.findall(r"print\(.*# ([\d ]+)", blocks[1])
    # What the comments of the page say, up to their words.
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        text.split() for text in said
    ]
    assert said[0].split() == ["2", "0"]
    names["tile"].identify()
    names["tile"].reset()
    assert names["tile"].self_test() == int.from_bytes(kit.signature, "little")
    exec(blocks[2], names)
    assert capsys.readouterr().out.endswith(f"{kit.vectors} of {kit.vectors} vectors are right\n")
