"""The command ``yosys``, with Tcl, on the Python module of Yosys.

The options that build scripts use, with the meaning that Yosys gives them. Files are read first,
then the script runs, then the commands of ``-p``, and the output is written last.
"""

import getopt
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tinynpu.arch.errors import FlowError
from tinynpu.eda.session import Session, yosys_version
from tinynpu.eda.side_by_side import THREAD_LIMIT, processors
from tinynpu.eda.tcl import run_tcl

__all__ = ["main"]

_USAGE = """\
yosys [options] [FILE …]

  -p COMMANDS   run these commands; may be given more than once
  -c SCRIPT     run a Tcl script; what follows the files after -- is its argv
  -s SCRIPT     run a script of Yosys
  -o FILE       write the design at the end, in the format of the file's name
  -l LOG        write what is printed to this file, too
  -q            print nothing
  -r MODULE     the top module of the files
  -D NAME[=V]   define a macro for the files
  -V            print the version
  -Q -T -t      accepted without effect: no banner, no footer, no time stamps
  -h            print this
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0, 1 if something failed, 2 for a wrong use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    script_arguments: list[str] = []
    if "--" in words:
        place = words.index("--")
        words, script_arguments = words[:place], words[place + 1 :]
    try:
        options, files = getopt.gnu_getopt(words, "p:c:s:o:l:r:D:qVQTth", ["version", "help"])
    except getopt.GetoptError as error:
        print(f"ERROR: yosys takes the options of yosys -h: {error}.", file=sys.stderr)
        return 2
    flags = {name for name, _ in options}
    try:
        if flags & {"-h", "--help"}:
            print(_USAGE, end="")
        elif flags & {"-V", "--version"}:
            print(yosys_version())
        elif not files and not flags & {"-p", "-c", "-s"}:
            print("ERROR: yosys must get a file, -p, -c or -s; there is no prompt here.", file=sys.stderr)  # fmt: skip
            return 2
        else:
            return _apart(options, files, script_arguments)
    except FlowError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 1
    return 0


def _apart(options: list[tuple[str, str]], files: list[str], script_arguments: list[str]) -> int:
    """Run in a process of its own, which an error of a pass ends; tell that error in any case."""
    chosen = dict(options)
    with tempfile.TemporaryDirectory() as folder:
        quiet = "-q" in chosen
        log = Path(chosen.get("-l", Path(folder) / "log"))
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                parts = processors()
                # Parts take all processors; and with threads, names depend on which ABC is done first.
                os.environ[THREAD_LIMIT] = "1"
                session = Session(
                    log if quiet or "-l" in chosen else None, quiet=quiet, processors=parts
                )
                _run(session, options, files, script_arguments)
                session.flush()
                code = 0
            except FlowError as error:
                print(f"ERROR: {error}", file=sys.stderr)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code and quiet and log.exists():
            for line in log.read_text(errors="replace").splitlines():
                if line.startswith("ERROR:"):
                    print(line, file=sys.stderr)
    if code < 0:
        print(f"ERROR: Yosys must end by itself, and signal {-code} ended it.", file=sys.stderr)
    return code if code >= 0 else 1


def _run(
    session: Session, options: list[tuple[str, str]], files: list[str], script_arguments: list[str]
):
    chosen = dict(options)
    for name, value in options:
        if name == "-D":
            session.call(["verilog_defines", f"-D{value}"])
    for file in files:
        session.read(Path(file))
    if "-r" in chosen:
        session.call(["hierarchy", "-top", chosen["-r"]])
    if "-s" in chosen:
        session.call(["script", chosen["-s"]])
    if "-c" in chosen:
        run_tcl(session, Path(chosen["-c"]), script_arguments)
    for name, value in options:
        if name == "-p":
            _run_command(session, value)
    if "-o" in chosen:
        session.write(Path(chosen["-o"]))


def _run_command(session: Session, command: str):
    """Run what follows ``-p``; the module has no pass ``tcl``."""
    words = command.split()
    if words[:1] == ["tcl"] and len(words) > 1:
        run_tcl(session, Path(words[1]), words[2:])
    else:
        session.run(command)


if __name__ == "__main__":
    sys.exit(main())
