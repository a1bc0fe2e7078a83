"""Combinational networks in BLIF, and ABC's answer whether two of them are equal.

Source
------
Berkeley Logic Interchange Format, University of California, 1992.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.flows.asic.dft.cover import prime_implicants
from tinynpu.verify.formal.yosys import run_abc

__all__ = ["Verdict", "compare", "model_lines", "table_lines"]

_DIFFERENT = re.compile(r"Output (\S+?): Value in Network1")


class Verdict(enum.Enum):
    """Of a proof."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


def table_lines(inputs: Sequence[str], table: Sequence[bool], output: str) -> Iterator[str]:
    """A net as a function of others; input ``i`` is bit ``i`` of the place in the table."""
    yield f".names {' '.join((*inputs, output))}"
    for care, value in prime_implicants(tuple(table)):
        bits = ["-" if not care >> i & 1 else str(value >> i & 1) for i in range(len(inputs))]
        yield f"{''.join(bits)} 1".strip()


def model_lines(
    inputs: Iterable[str], outputs: Iterable[str], tables: Iterable[str]
) -> Iterator[str]:
    """A network."""
    yield ".model network"
    for kind, names in (("inputs", inputs), ("outputs", outputs)):
        yield from (f".{kind} {name}" for name in names)
    yield from tables
    yield ".end"


def compare(
    before: Iterable[str], after: Iterable[str], folder: Path, *, seconds: int
) -> tuple[Verdict, list[str]]:
    """Whether two networks with inputs and outputs of the same names are the same functions.

    Parameters
    ----------
    before, after
        Lines of `model_lines`.
    folder
        For files.
    seconds
        After which ABC gives up.

    Returns
    -------
    verdict : Verdict
        Answer.
    different : list of str
        Outputs that are found to differ.

    Raises
    ------
    FlowError
        ABC fails.
    """
    for name, lines in (("before", before), ("after", after)):
        (folder / f"{name}.blif").write_text("\n".join(lines) + "\n")
    # Inputs and outputs are paired by their names.
    try:
        text = run_abc(f"cec -T {seconds} before.blif after.blif", folder, timeout=2 * seconds)
    except FlowError as error:  # ABC does not look at its clock everywhere
        if "must end within" not in str(error):
            raise
        return Verdict.UNDECIDED, []
    if "non-driven" in text:  # it would take them for 0
        raise FlowError(f"All nets must be driven, and ABC finds some that are not: {text[:300]}")
    if "Networks are equivalent" in text:
        return Verdict.PROVED, []
    if "NOT EQUIVALENT" in text:
        return Verdict.REFUTED, _DIFFERENT.findall(text)
    if "UNDECIDED" in text:
        return Verdict.UNDECIDED, []
    raise FlowError(f"ABC must prove or refute, and says: {text.strip()[-200:]}")
