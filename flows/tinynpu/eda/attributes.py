"""Attributes of a design as commands of Tcl, as native Yosys has them."""

from collections.abc import Callable, Sequence
from typing import Any

from tinynpu.arch.errors import FlowError
from tinynpu.eda.session import Session

__all__ = ["attribute_commands"]

_NUMBERS = ("-int", "-sint", "-uint")


def attribute_commands(session: Session) -> dict[str, Callable[..., str]]:
    """The commands ``rtlil::has_attr``, ``get_attr`` and ``set_attr`` by their names.

    They take ``-mod MODULE ATTRIBUTE`` or ``MODULE OBJECT ATTRIBUTE``, behind a flag that says what the value
    is: ``-string``, ``-bool``, ``-sint``, ``-uint``, to read also ``-int``, to write also ``-true`` and
    ``-false``. Without one it is a text of bits.

    Parameters
    ----------
    session
        The design.

    Source
    ------
    Yosys, ``kernel/tclapi.cc``.
    """

    def has(*words: str) -> str:
        _, names, _ = _split(words, values=0)
        return str(int(_find(session, names).has_attribute(session.identifier(names[-1]))))

    def get(*words: str) -> str:
        kind, names, _ = _split(words, values=0)
        target, name = _find(session, names), session.identifier(names[-1])
        if kind == "-string":
            return target.get_string_attribute(name)
        if kind == "-bool":
            return str(int(target.get_bool_attribute(name)))
        if not target.has_attribute(name):
            raise FlowError(f"{names[-2]} must have the attribute {names[-1]}, and has not.")
        bits: str = target.attributes[name].as_string()
        if kind not in _NUMBERS:
            return bits
        negative = kind != "-uint" and _is_signed(kind, target.attributes[name]) and bits[0] == "1"
        return str(int(bits, 2) - (negative << len(bits)))

    def put(*words: str) -> str:
        kind, names, values = _split(words, values=1)
        *path, attribute = names
        _find(session, names)
        place = ["-mod"] if len(path) == 1 else []
        value = {"-true": "1", "-false": "0"}.get(kind) or values[0]
        if kind in ("-string", ""):
            value = f'"{value}"' if kind else f"{len(value)}'b{value}"
        session.call(["setattr", *place, "-set", attribute, value, "/".join(path)])
        return ""

    return {"rtlil::has_attr": has, "rtlil::get_attr": get, "rtlil::set_attr": put}


def _is_signed(kind: str, value: Any) -> bool:
    """Whether a constant is a signed number: told by the flag, or by itself."""
    return kind == "-sint" or bool(value.flags & 2)


def _split(words: Sequence[str], *, values: int) -> tuple[str, list[str], list[str]]:
    """Kind of the value, names of module, object if there is one, and attribute; and the value.

    Raises
    ------
    FlowError
        There are too few words, or too many.
    """
    flags = []
    rest = [str(word) for word in words]
    while rest and rest[0].startswith("-"):
        flags.append(rest.pop(0))
    kinds = [flag for flag in flags if flag != "-mod"]
    kind = kinds[0] if kinds else ""
    if kind in ("-true", "-false"):
        values = 0
    names = 2 if "-mod" in flags else 3
    if len(kinds) > 1 or len(rest) != names + values:
        raise FlowError(
            "An attribute must be asked for as [KIND] -mod MODULE ATTRIBUTE or "
            f"[KIND] MODULE OBJECT ATTRIBUTE, not as {' '.join(map(str, words))}."
        )
    return kind, rest[:names], rest[names:]


def _find(session: Session, names: Sequence[str]) -> Any:
    """A module, or a wire or cell in it.

    Raises
    ------
    FlowError
        It is not there.
    """
    module = session.module(names[0])
    found = module
    if module is not None and len(names) == 3:
        name = session.identifier(names[1])
        found = module.wire(name) or module.cell(name)
    if found is None:
        raise FlowError(f"{'/'.join(names[:-1])} must be in the design, and is not.")
    return found
