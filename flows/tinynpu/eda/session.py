"""Yosys as a Python module: one design, one log."""

import functools
import importlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.eda.parts import is_local, parts_of, run_on_parts

__all__ = ["Session", "yosys_module", "yosys_version"]

# Frontend and backend by the end of a file's name, as Yosys chooses them.
_READ = {
    ".v": ["read_verilog"],
    ".sv": ["read_verilog", "-sv"],
    ".il": ["read_rtlil"],
    ".rtlil": ["read_rtlil"],
    ".json": ["read_json"],
    ".blif": ["read_blif"],
    ".eblif": ["read_blif"],
    ".lib": ["read_liberty"],
}
_WRITE = {
    ".v": ["write_verilog"],
    ".sv": ["write_verilog", "-sv"],
    ".il": ["write_rtlil"],
    ".rtlil": ["write_rtlil"],
    ".json": ["write_json"],
    ".blif": ["write_blif"],
    ".edif": ["write_edif"],
    ".smt2": ["write_smt2"],
}


def yosys_module() -> Any:
    """The module ``pyosys.libyosys``.

    Raises
    ------
    FlowError
        The package is missing.
    """
    try:
        return importlib.import_module("pyosys.libyosys")
    except ImportError:
        raise FlowError(
            "Synthesis needs Yosys: pip install pyosys, or a native yosys on PATH."
        ) from None


def yosys_version() -> str:
    """What ``yosys -V`` prints, of the module."""
    return yosys_module().yosys_maybe_version()


class Session:
    """A design of Yosys.

    An error of a pass ends the process: Yosys prints ``ERROR: …`` and exits with 1.

    With processors, passes that work on each module by itself are held back until one comes that does not, and
    then run on the parts of a large design side by side; see `tinynpu.eda.parts`.

    Parameters
    ----------
    log
        File that gets what the passes print; it is emptied first.
    quiet
        Print nothing to standard output.
    processors
        Number of parts that are worked on at a time; None: the design is left whole.

    Raises
    ------
    FlowError
        The package ``pyosys`` is missing, or the log cannot be written.
    """

    def __init__(
        self, log: Path | None = None, *, quiet: bool = False, processors: int | None = None
    ):
        self._yosys = yosys_module()
        self._design = self._yosys.yosys_get_design() or self._yosys.Design()
        self._log, self._quiet, self._processors = log, quiet, processors
        self._held: list[Sequence[str]] = []
        self._tee: list[str] = []
        if log is not None:
            try:
                log.write_text("")
            except OSError as error:
                raise FlowError(f"The log {log} must be writable ({error.strerror}).") from None
            self._tee = ["tee", "-a", str(log)]
        if quiet:
            self._tee = ["tee", "-q", *self._tee[1:]]

    def call(self, words: Sequence[str]):
        """Run a pass: its name and its arguments, each as it is.

        Raises
        ------
        FlowError
            Yosys stops without a message of its own.
        """
        if self._processors and is_local(words):
            self._held.append(words)
        else:
            self._release()
            self._pass([*self._tee, *words])

    def _pass(self, words: Sequence[str]):
        sys.stdout.flush()
        try:
            self._yosys.Pass.call(self._design, [*words])
        except (RuntimeError, LookupError) as error:
            raise FlowError(f"Yosys must run {' '.join(words)}, and stops: {error}.") from None

    def _release(self):
        """Run what was held back."""
        passes, self._held = self._held, []
        if passes and (parts := self._parts(passes)):
            self._yosys.log_flush()  # or the copies of this process would write it, too
            work = functools.partial(self._work_on, passes)
            run_on_parts(work, self._take, self._tell, parts, self._processors or 1)
        else:
            for words in passes:
                self._pass([*self._tee, *words])

    def _parts(self, passes: Sequence[Sequence[str]]) -> list[list[str]]:
        """Modules that are no black boxes; nothing if only some things of the design are selected."""
        if not self._design.full_selection():
            return []
        modules = self._design.selected_unboxed_modules()
        return parts_of(passes, {str(module.name): len(module.cells_) for module in modules})

    def _work_on(self, passes: Sequence[Sequence[str]], modules: Sequence[str], result: Path):
        """Run passes on some modules, and write these."""
        selection = self._yosys.Selection.EmptySelection(self._design)
        names = selection.selected_modules
        for name in modules:
            names.add(self._yosys.IdString(name))
        selection.selected_modules = names  # it was a copy
        self._design.push_selection(selection)
        for words in passes:
            self._pass(words)
        self._pass(["tee", "-q", "write_rtlil", "-selected", str(result)])
        self._yosys.log_flush()

    def _take(self, modules: Path):
        """Replace modules by those of a file."""
        self._pass(["tee", "-q", "read_rtlil", "-overwrite", str(modules)])

    def _tell(self, text: str):
        """Print what passes have printed elsewhere."""
        if not self._quiet:
            print(text, end="", flush=True)
        if self._log is not None:
            with self._log.open("a") as file:
                file.write(text)

    def run(self, command: str):
        """Run a line as in a script of Yosys: several passes, quotes and comments."""
        if is_local([command]):
            self.call([command])
            return
        sys.stdout.flush()
        with tempfile.NamedTemporaryFile("w", suffix=".ys", delete=False) as file:
            file.write(command + "\n")
        try:
            self.call(["script", file.name])
        finally:
            Path(file.name).unlink(missing_ok=True)

    def read(self, path: Path):
        """Read a file with the frontend that its name asks for.

        Raises
        ------
        FlowError
            There is none for such a name.
        """
        self.call([*_by_name(_READ, path, "read"), str(path)])

    def write(self, path: Path):
        """Write the design with the backend that the file's name asks for.

        Raises
        ------
        FlowError
            There is none for such a name.
        """
        self.call([*_by_name(_WRITE, path, "written"), str(path)])

    def result(self) -> str:
        """What the pass before left for a script (``tee -s result.string``); it is taken."""
        text = self._design.scratchpad_get_string("result.string", "")
        self._design.scratchpad_unset("result.string")
        return text

    def identifier(self, name: str) -> Any:
        """A name as Yosys has it: its own begin with $, those of the source with a backslash."""
        return self._yosys.IdString(name if name[:1] in ("$", "\\") else f"\\{name}")

    def module(self, name: str) -> Any:
        """A module of the design; None if there is none of that name."""
        self._release()
        return self._design.module(self.identifier(name))

    def passes(self) -> list[str]:
        """Names of all passes."""
        return list(self._yosys.Globals.pass_register)

    def flush(self):
        """Run what was held back, and write out what the passes have printed."""
        self._release()
        self._yosys.log_flush()


def _by_name(table: dict[str, list[str]], path: Path, verb: str) -> list[str]:
    if path.suffix not in table:
        raise FlowError(
            f"A file to be {verb} must end in one of {', '.join(table)}, and {path} does not."
        )
    return table[path.suffix]
