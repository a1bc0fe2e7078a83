"""Cycles that Arm's Vela estimates for a model on an Ethos-U55."""

import csv
import dataclasses
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.arch.program import write_file
from tinynpu.tools.cache import cache_directory, locked

__all__ = ["VELA_MACS", "VELA_OPTIONS", "VelaEstimate", "VelaLayer", "vela_estimate"]

VELA_MACS = (32, 64, 128, 256)
"""Multiplications a cycle of the Ethos-U55 in its variants."""

VELA_OPTIONS = (
    "--config", "Arm/vela.ini",
    "--system-config", "Ethos_U55_High_End_Embedded",
    "--memory-mode", "Shared_Sram",
    "--optimise", "Performance",
    "--verbose-performance",
)  # fmt: skip
"""Options of every run: 500 MHz, weights in flash, a shared SRAM."""

_TIMEOUT_SECONDS = 600


@dataclasses.dataclass(frozen=True, kw_only=True)
class VelaLayer:
    """One operation as Vela schedules it; one of the model may be several.

    ``cycles`` is the longest of what the NPU and the memories need; ``on_npu`` is False for what
    Vela leaves to the processor, at no cycles.
    """

    name: str
    operator: str
    cycles: int
    npu_cycles: int
    macs: int
    on_npu: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class VelaEstimate:
    """Figures of one inference.

    Members
    -------
    version
        Of Vela.
    total_cycles
        With everything that waits for the SRAM or the flash.
    npu_cycles
        Of the NPU alone.
    macs
        Multiply-accumulates.
    sram_bytes, flash_bytes
        Memory for activations and for weights.
    clock_hz
        Clock frequency of the system configuration.
    layers
        In order of execution; empty if Vela did not write them.
    log
        What Vela printed, in the work folder.
    """

    version: str
    total_cycles: int
    npu_cycles: int
    macs: int
    sram_bytes: int
    flash_bytes: int
    clock_hz: int
    layers: tuple[VelaLayer, ...]
    log: Path

    @property
    def cpu_operators(self) -> int:
        """Operations that are not in the cycles, because the processor would run them."""
        return sum(not layer.on_npu for layer in self.layers)


def vela_estimate(model: Path, work: Path, macs: int = 64) -> VelaEstimate | None:
    """Run Vela on a .tflite file, or take the result of an earlier run; None if it is not installed.

    Vela is the package ``ethos-u-vela`` of this environment, or the executable that
    ``$TINYNPU_VELA`` names. Its tables and its log are written into ``work``.

    Parameters
    ----------
    model, work
        The file, and the folder.
    macs
        Multiplications a cycle, one of `VELA_MACS`.

    Raises
    ------
    FlowError
        Vela refuses the model, or does not end.
    """
    options = ("--accelerator-config", f"ethos-u55-{macs}", *VELA_OPTIONS)
    command = _command()
    if command is None:
        return None
    try:
        data = model.read_bytes()
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FlowError(f"{error.filename} must be accessible ({error.strerror}).") from None
    version = _run([*command, "--version"], work)[1].strip()
    key = hashlib.sha256(json.dumps([version, options]).encode() + data).hexdigest()
    folder = cache_directory() / "vela"
    folder.mkdir(exist_ok=True)
    kept = folder / f"{key}.json"
    with locked(folder / f"{key}.lock"):
        files = _kept(kept)
        if files is None:
            files = _estimate(command, options, model.name, data, work)
            write_file(kept, json.dumps(files).encode())
    for name, text in files.items():
        (work / name).write_text(text)
    return _read(files, version, work / "vela.log")


def _command() -> list[str] | None:
    named = os.environ.get("TINYNPU_VELA")
    if named:
        path = shutil.which(named)
        if path is None:
            raise FlowError(f"TINYNPU_VELA must name an executable, and {named} is none.")
        return [str(Path(path).absolute())]
    try:
        importlib.metadata.version("ethos-u-vela")
    except importlib.metadata.PackageNotFoundError:
        return None
    return [sys.executable, "-m", "ethosu.vela"]


def _run(command: list[str], work: Path) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    try:
        result = subprocess.run(
            command,
            cwd=work,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FlowError(f"Vela must end within {_TIMEOUT_SECONDS} s; it did not.") from None
    except OSError as error:
        raise FlowError(f"Vela must be executable ({error.strerror}).") from None
    return result.returncode, result.stdout


def _kept(path: Path) -> dict[str, str] | None:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def _estimate(
    command: list[str], options: tuple[str, ...], name: str, data: bytes, work: Path
) -> dict[str, str]:
    """Text of the tables and the log, by the name of their file."""
    (work / "model.tflite").write_bytes(data)
    out = work / "vela"
    shutil.rmtree(out, ignore_errors=True)
    code, log = _run([*command, "model.tflite", *options, "--output-dir", "vela"], work)
    (work / "vela.log").write_text(log)
    summary = sorted(out.glob("*_summary_*.csv"))
    if code or len(summary) != 1:
        last = (log.strip().splitlines() or ["no output"])[-1]
        raise FlowError(f"Vela must accept the model {name} ({last}); its log: {work / 'vela.log'}.")  # fmt: skip
    files = {"vela.log": log, "summary.csv": summary[0].read_text()}
    for path in out.glob("*_per-layer.csv"):
        files["layers.csv"] = path.read_text()
    return files


def _read(files: dict[str, str], version: str, log: Path) -> VelaEstimate:
    try:
        row = next(csv.DictReader(io.StringIO(files["summary.csv"])))
        layers = tuple(
            VelaLayer(
                name=line["Name"].strip(),
                operator=line["NNG Operator"].strip(),
                cycles=int(float(line["Op Cycles"])),
                npu_cycles=int(float(line["NPU"])),
                macs=int(float(line["MAC Count"])),
                on_npu=line["Target"].strip() == "NPU",
            )
            for line in csv.DictReader(io.StringIO(files.get("layers.csv", "")))
        )
        return VelaEstimate(
            version=version,
            total_cycles=int(float(row["cycles_total"])),
            npu_cycles=int(float(row["cycles_npu"])),
            macs=int(float(row["nn_macs"])),
            sram_bytes=round(float(row["sram_memory_used"]) * 1024),
            flash_bytes=round(float(row["off_chip_flash_memory_used"]) * 1024),
            clock_hz=round(float(row["core_clock"])),
            layers=layers,
            log=log,
        )
    except (KeyError, StopIteration, TypeError, ValueError) as error:
        raise FlowError(
            f"The tables of Vela {version} must be of the known form ({error!r}); see {log.parent}."
        ) from None
