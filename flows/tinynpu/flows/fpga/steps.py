"""Commands that edalize makes, run here: neither make nor a shell is needed."""

import dataclasses
import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError

__all__ = ["Step", "plan", "run_step"]


@dataclasses.dataclass(frozen=True)
class Step:
    """A command, the files that it makes, and the files that it needs."""

    command: tuple[str, ...]
    targets: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def program(self) -> str:
        """Name of the program."""
        return self.command[0]


def plan(commands: Any, goal: str) -> list[Step]:
    """Steps to a file, in order.

    Parameters
    ----------
    commands
        ``edalize.utils.EdaCommands`` of a flow that is configured.
    goal
        The file.

    Raises
    ------
    FlowError
        No command makes it.
    """
    makers = {target: entry for entry in commands.commands for target in entry.targets}
    if goal not in makers:
        raise FlowError(f"The flow must make {goal}, and makes {', '.join(sorted(makers))}.")
    steps: list[Step] = []
    done: set[str] = set()

    def visit(target: str):
        if target in done or target not in makers:
            return
        done.add(target)
        entry = makers[target]
        for need in (*entry.depends, *entry.order_only_deps):
            visit(need)
        for command in entry.commands:
            if command:
                words = shlex.split(" ".join(str(word) for word in command))
                steps.append(Step(tuple(words), tuple(entry.targets), tuple(entry.depends)))

    visit(goal)
    return steps


def run_step(
    step: Step,
    folder: Path,
    environment: Mapping[str, str],
    *,
    extra: Sequence[str] = (),
    log: str = "",
) -> tuple[str, float]:
    """Run a step in a folder; what it prints goes to ``<log>.log`` there.

    Returns
    -------
    text : str
        What it printed.
    seconds : float
        How long it took.

    Raises
    ------
    FlowError
        It fails; with its last error and its log, and no target is left.
    """
    path = folder / f"{log or step.program}.log"
    begin = time.perf_counter()
    with path.open("w") as file:
        try:
            code = subprocess.run(
                [*step.command, *extra],
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        except OSError as error:
            raise FlowError(f"The program {step.program} must start ({error.strerror}).") from None
    text = path.read_text(errors="replace")
    if code:
        for target in step.targets:
            (folder / target).unlink(missing_ok=True)
        errors = [line for line in text.splitlines() if line.startswith("ERROR")]
        last = (errors or text.strip().splitlines() or ["it says nothing"])[-1]
        if not errors:
            last += f" (exit code {code})"
        raise FlowError(f"{step.program} must succeed, and fails: {last} (log: {path})")
    return text, time.perf_counter() - begin
