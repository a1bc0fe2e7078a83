"""Runs cocotb testbenches in a process of their own and reads what became of them."""

import dataclasses
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.cosim.build import build

__all__ = ["Outcome", "run"]


@dataclasses.dataclass(frozen=True)
class Outcome:
    """One cocotb test: ``failure`` is empty if it passed; ``nanoseconds`` were simulated."""

    name: str
    failure: str
    nanoseconds: float
    seconds: float


def run(
    bench: Path,
    source: str,
    top: str,
    *,
    simulator: str = "verilator",
    seed: int = 1,
    only: str = "",
    environment: dict[str, str] | None = None,
    timeout: float = 600,
) -> list[Outcome]:
    """Run all tests of a testbench.

    Parameters
    ----------
    bench
        Python file with the cocotb tests.
    source, top, simulator
        As for `tinynpu.cosim.build.build`.
    seed
        Of Python's ``random`` in the tests, as ``COCOTB_RANDOM_SEED``.
    only
        Regular expression: run the tests whose name it finds.
    environment
        Further variables for the tests.
    timeout
        Seconds after which a run that hangs is ended.

    Raises
    ------
    FlowError
        A tool is missing or failed, or the run ended without results.
    """
    import cocotb_tools.config

    design = build(source, top, simulator)
    with tempfile.TemporaryDirectory(prefix="tinynpu-cocotb-") as folder:
        results = Path(folder) / "results.xml"
        variables = {
            **os.environ,
            "COCOTB_TEST_MODULES": bench.stem,
            "COCOTB_TOPLEVEL": top,
            "COCOTB_RANDOM_SEED": str(seed),
            "COCOTB_RESULTS_FILE": str(results),
            "COCOTB_TEST_FILTER": only,
            "COCOTB_LOG_LEVEL": "WARNING",
            "GPI_LOG_LEVEL": "WARNING",
            "TOPLEVEL_LANG": "verilog",
            "PYTHONPATH": os.pathsep.join([str(bench.parent), *filter(None, sys.path)]),
            "PYTHONWARNINGS": "",
            "PYGPI_PYTHON_BIN": sys.executable,
            "GPI_USERS": cocotb_tools.config.pygpi_entry_point(),
            **(environment or {}),
        }
        if simulator == "verilator":
            # Inertial writes are Verilator's own.
            variables["COCOTB_TRUST_INERTIAL_WRITES"] = "1"
            command = [sys.executable, "-m", "tinynpu.cosim.host", str(design)]
        else:
            variables["GPI_USERS"] = _icarus_users()
            module = cocotb_tools.config.lib_entry("vpi", "icarus")
            command = ["vvp", "-m", module, str(design)]
        try:
            result = subprocess.run(
                command,
                capture_output=True,
                text=True,
                env=variables,
                cwd=folder,
                timeout=timeout,
                check=False,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise FlowError(f"The tests of {bench.name} must end within {timeout:g} s.") from None
        if not results.exists():
            last = "\n".join((result.stdout + result.stderr).strip().splitlines()[-20:])
            raise FlowError(f"cocotb ended without results for {bench.name}:\n{last}")
        return _read(results)


def _icarus_users() -> str:
    """Libraries for the process of vvp, which has no Python of its own."""
    import cocotb_tools.config
    from find_libpython import find_libpython

    library = find_libpython()
    if library is None:
        raise FlowError(
            "Icarus Verilog loads Python as a shared library (Debian: libpython3-dev), "
            "which this Python does not have."
        )
    return f"{library};{cocotb_tools.config.pygpi_entry_point()}"


def _read(results: Path) -> list[Outcome]:
    outcomes = []
    for case in ElementTree.parse(results).iter("testcase"):
        failure = "".join(
            (child.text or child.get("message") or "failed")
            for child in case
            if child.tag in ("failure", "error")
        )
        if any(child.tag == "skipped" for child in case):
            continue
        properties = {entry.get("name"): entry.get("value") for entry in case.iter("property")}
        outcomes.append(
            Outcome(
                case.get("name", ""),
                failure,
                float(properties.get("sim_time_duration") or 0),
                float(case.get("time") or 0),
            )
        )
    if not outcomes:
        raise FlowError("A testbench must have at least one test that matches; there is none.")
    return outcomes
