"""Rules that several benches share: handshakes, and limits of command fields."""

from typing import Any

from amaranth.hdl import Cat, Value

from tinynpu.verify.formal.harness import Harness

__all__ = ["hold", "implies", "stays", "sticky"]


def implies(condition: Any, consequence: Any) -> Value:
    """``condition`` → ``consequence``, of single bits."""
    return ~Value.cast(condition).bool() | Value.cast(consequence).bool()


def _held(h: Harness, valid: Any, ready: Any, payload: tuple[Any, ...]) -> Value:
    """What was offered and not taken in the cycle before is still offered."""
    values = Cat(Value.cast(part) for part in payload)
    waited = h.past(valid & ~ready)
    return implies(waited, valid & (values == h.past(values)))


def stays(h: Harness, valid: Any, ready: Any, *payload: Any) -> None:
    """Assume that the other side keeps ``valid`` and its payload until the transfer."""
    h.assume(_held(h, valid, ready, payload))


def hold(h: Harness, name: str, statement: str, valid: Any, ready: Any, *payload: Any) -> None:
    """Claim that the block keeps ``valid`` and its payload until the transfer."""
    h.prove(name, statement, _held(h, valid, ready, payload))


def sticky(h: Harness, value: Any) -> None:
    """Assume that a free bit stays 1 once it is."""
    h.assume(implies(h.past(value), value))
