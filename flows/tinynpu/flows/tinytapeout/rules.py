"""What a rule is, and what came of it."""

import dataclasses
import enum
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tinynpu.arch.errors import FlowError

if TYPE_CHECKING:
    from tinynpu.flows.tinytapeout.folder import Folder

__all__ = ["Outcome", "Rule", "Status", "UncheckedError", "UnreadableError", "apply_rule"]


class UncheckedError(FlowError):
    """A rule cannot be checked here; the sentence says why."""


class UnreadableError(UncheckedError):
    """A file of the project is there and cannot be read; what needs it cannot be checked, and one rule fails."""


class Status(enum.Enum):
    """Of a rule."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclasses.dataclass(frozen=True)
class Rule:
    """Something that must hold.

    Members
    -------
    name
        ``<group>.<rule>``.
    holds
        What must hold, as a sentence.
    remedy
        What to do if it does not.
    check
        Gives a sentence for each violation; raises `UncheckedError`.
    broken
        Status if there is one: a failure, or a warning.
    """

    name: str
    holds: str
    remedy: str
    check: Callable[["Folder"], Iterable[str]]
    broken: Status = Status.FAILED


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What came of a rule, with sentences about its violations or why it was not checked."""

    rule: Rule
    status: Status
    details: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""
        wrong = self.status in (Status.FAILED, Status.WARNING)
        return {
            "rule": self.rule.name,
            "status": self.status.value,
            "holds": self.rule.holds,
            "details": list(self.details),
            "remedy": self.rule.remedy if wrong else None,
        }


def apply_rule(rule: Rule, folder: "Folder") -> Outcome:
    """Check a rule."""
    try:
        details = tuple(rule.check(folder))
    except UncheckedError as reason:
        return Outcome(rule, Status.SKIPPED, (str(reason),))
    return Outcome(rule, rule.broken if details else Status.OK, details)
