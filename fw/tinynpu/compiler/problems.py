"""What a model has that is not supported: all of it at once, by name."""

import dataclasses
from collections.abc import Sequence

from tinynpu.arch.errors import CompileError

__all__ = ["Problem", "Unsupported"]


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing that is not supported.

    Members
    -------
    node
        Name or number of the node; empty for the model as a whole.
    operator
        The node's operator.
    attribute
        What it is about: "the stride", "the type of input 1".
    found, supported
        What the model has, and what it could have.
    suggestion
        What to do about it.
    """

    node: str
    operator: str
    attribute: str
    found: str
    supported: str
    suggestion: str

    def __str__(self) -> str:
        place = f"Node {self.node} ({self.operator})" if self.node else "The model"
        return (
            f"{place}: {self.attribute} must be {self.supported}, not {self.found}; "
            f"{self.suggestion}."
        )


class Unsupported(CompileError):  # noqa: N818
    """A model has something that is not supported; ``problems`` lists all of it."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        message = str(self.problems[0])
        if len(self.problems) > 1:
            message += f" (and {len(self.problems) - 1} more: tinynpu compile --report)"
        super().__init__(message)
