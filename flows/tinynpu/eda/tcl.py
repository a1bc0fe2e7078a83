"""Python's own Tcl interpreter in front of Yosys: every pass is a Tcl command."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.eda.attributes import attribute_commands
from tinynpu.eda.session import Session

__all__ = ["has_tcl", "run_tcl"]

# Where a pass has the name of a Tcl command; Yosys itself does it so.
_RENAMED = {"proc": "procs", "rename": "renames"}


def has_tcl() -> bool:
    """Whether this Python was built with Tcl."""
    try:
        import _tkinter  # noqa: F401
    except ImportError:
        return False
    return True


def run_tcl(session: Session, path: Path, arguments: Sequence[str] = ()):
    """Run a Tcl script as ``yosys -c`` does.

    The command ``yosys PASS …`` runs a pass; ``yosys -import`` makes a command of each pass whose
    name is free (``proc`` becomes ``procs``, ``rename`` becomes ``renames``). ``tcl FILE …`` runs
    another script in an interpreter of its own. The value of a command is what ``tee -s result.string``
    left; ``rtlil::has_attr``, ``rtlil::get_attr`` and ``rtlil::set_attr`` read and write attributes.

    Parameters
    ----------
    session
        The design.
    path
        The script.
    arguments
        Its ``argv``.

    Raises
    ------
    FlowError
        This Python has no Tcl, or the script fails.
    """
    if not has_tcl():
        raise FlowError(
            "A Tcl script for Yosys needs a Python with Tcl; Debian: apt install python3-tk, "
            "or put a native yosys with Tcl on PATH."
        )
    import tkinter

    tcl = tkinter.Tcl()
    failure: list[FlowError] = []

    def guarded(function: Callable[..., str]) -> Callable[..., str]:
        """The function; what stops it is kept, for Tcl forgets it."""

        def call(*words: object) -> str:
            try:
                return function(*(str(word) for word in words))
            except FlowError as error:
                failure.append(error)
                raise

        return call

    def command(*words: str) -> str:
        if words == ("-import",):
            for name in session.passes():
                target = _RENAMED.get(name, name)
                if not tcl.call("info", "commands", f"::{target}"):
                    tcl.call("proc", target, "args", f"::yosys {name} {{*}}$args")
        elif words[:1] == ("tcl",):
            run_tcl(session, Path(words[1]), words[2:])
        elif len(words) == 1:
            session.run(words[0])
        elif words:
            session.call(words)
        return session.result()

    tcl.createcommand("::yosys", guarded(command))
    tcl.eval("namespace eval ::rtlil {}")
    for name, function in attribute_commands(session).items():
        tcl.createcommand(f"::{name}", guarded(function))
    tcl.setvar("argv0", str(path))
    tcl.setvar("argc", str(len(arguments)))
    tcl.setvar("argv", tcl.call("list", *arguments))
    try:
        tcl.call("source", str(path))
    except tkinter.TclError as error:
        if failure:
            raise failure[-1] from None
        trace = str(tcl.getvar("errorInfo")).strip().replace("\n", "\n  ")
        raise FlowError(f"The Tcl script {path} must run, and stops: {error}\n  {trace}") from None
