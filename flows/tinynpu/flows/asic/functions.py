"""Boolean expressions of Liberty, and the probability that they are true."""

import re
from collections.abc import Sequence

import numpy as np

from tinynpu.arch.errors import FlowError

__all__ = ["names_in", "probability", "sensitivity", "truth_table"]

_TOKEN = re.compile(r"\s*([A-Za-z_][\w\[\]]*|[01!'^&*|+()])")


def names_in(expression: str) -> list[str]:
    """Pins that an expression names, each once, in order."""
    return list(dict.fromkeys(re.findall(r"[A-Za-z_][\w\[\]]*", expression)))


def truth_table(expression: str, pins: Sequence[str]) -> np.ndarray:
    """Value of an expression for every state of its pins.

    Parameters
    ----------
    expression
        With ``!x`` and ``x'``, ``x^y``, ``x&y``, ``x*y`` and ``x y``, ``x|y`` and ``x+y``; the first binds closest.
    pins
        Names; pin ``i`` is bit ``i`` of the state.

    Returns
    -------
    ndarray
        bool [2 ** len(pins)].

    Raises
    ------
    FlowError
        It is no such expression, or names another pin.

    Source
    ------
    Liberty User Guide, "function" attribute of a pin.
    """
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s+", "", expression):
        raise FlowError(
            f'A Liberty function must be made of pins and operators, not "{expression}".'
        )
    states = np.arange(1 << len(pins))
    values = {pin: (states >> i & 1).astype(bool) for i, pin in enumerate(pins)}
    values |= {"0": states < 0, "1": states >= 0}
    place = 0

    def peek() -> str:
        return tokens[place] if place < len(tokens) else ""

    def take() -> str:
        nonlocal place
        place += 1
        return tokens[place - 1] if place <= len(tokens) else ""

    def atom() -> np.ndarray:
        token = take()
        if token == "!":
            return ~atom()
        if token == "(":
            value = either()
            if take() != ")":
                raise FlowError(
                    f'A Liberty function must close its parentheses, not "{expression}".'
                )
        elif token in values:
            value = values[token]
        else:
            raise FlowError(
                f'The Liberty function "{expression}" must be of {", ".join(pins)}, '
                f'and has "{token}".'
            )
        while peek() == "'":
            take()
            value = ~value
        return value

    def differ() -> np.ndarray:
        value = atom()
        while peek() == "^":
            take()
            value = value ^ atom()
        return value

    def both() -> np.ndarray:
        value = differ()
        while peek() and peek() not in "|+)":
            if peek() in "&*":
                take()
            value = value & differ()
        return value

    def either() -> np.ndarray:
        value = both()
        while peek() and peek() in "|+":
            take()
            value = value | both()
        return value

    result = either()
    if peek():
        raise FlowError(f'A Liberty function must end with its last pin, not "{expression}".')
    return result


def probability(table: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Chance that a function is true: Σ over its true states of Π P(pin), as if pins were independent.

    Parameters
    ----------
    table
        Of `truth_table`.
    high
        Chance of each pin to be 1, float [n, pins], for n cells.

    Returns
    -------
    ndarray
        float [n].
    """
    return _states(high) @ table


def sensitivity(table: np.ndarray, pin: int, high: np.ndarray) -> np.ndarray:
    """Chance that a function changes with one pin: of its Boolean difference ∂f/∂x.

    Parameters and returned value are those of `probability`.

    Source
    ------
    F. Najm, "Transition density: a new measure of activity in digital circuits", IEEE Trans. CAD 12(2), 1993.
    """
    flipped = table[np.arange(len(table)) ^ (1 << pin)]
    return probability(table ^ flipped, high)


def _states(high: np.ndarray) -> np.ndarray:
    """Chance of every state, float [n, 2 ** pins]."""
    found = np.ones((len(high), 1))
    for column in high.T:
        found = np.concatenate((found * (1 - column)[:, None], found * column[:, None]), axis=1)
    return found
