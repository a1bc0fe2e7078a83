"""Modules of the Verilog: equal ones become one, and synthesis keeps the blocks of the core."""

import re
from collections import Counter

__all__ = ["keep_blocks", "merge_modules"]

_MODULE = re.compile(r"^module (\S+) ?\((.*?)\);\n(.*?)^endmodule\n", re.MULTILINE | re.DOTALL)
_IDENTIFIER = re.compile(r"\\\S+|[A-Za-z_$][\w$]*")
_INSTANCE = re.compile(r"^  (\\\S+)  (\S+) \((.*?)^  \);\n", re.MULTILINE | re.DOTALL)
_BLOCK_DEPTH = 3
"""Of the units in the core (2), and of those in its compute unit (3)."""
_CONNECTION = re.compile(r"^    \.(\S+?)( ?)\(", re.MULTILINE)


def keep_blocks(verilog: str, top: str) -> str:
    """Verilog in which the modules that stay modules in the netlist have the attribute ``keep_hierarchy``.

    They are the blocks that reports speak of, three levels down from the top, and below them what
    there is more than once, so that synthesis works on it only once. All others are dissolved in
    these.

    Parameters
    ----------
    verilog
        Text of `merge_modules`.
    top
        Name of the top module.
    """
    modules = _modules_of(verilog)
    uses = Counter(match[1] for text in modules.values() for match in _INSTANCE.finditer(text))
    kept: set[str] = set()

    def visit(name: str, depth: int):
        for child in {match[1] for match in _INSTANCE.finditer(modules[name])} & set(modules):
            if depth < _BLOCK_DEPTH or uses[child] > 1:
                kept.add(child)
            visit(child, depth + 1)

    visit(top, 0)
    return _MODULE.sub(
        lambda match: ("(* keep_hierarchy *)\n" if match[1] in kept else "") + match[0], verilog
    )


def merge_modules(verilog: str) -> str:
    """Verilog in which no two modules differ in nothing but the numbers in their names.

    Amaranth writes a module for every instance, and numbers in the names that it makes up. Modules
    with the same text, when such names are counted from the first that appears, are the same
    circuit: the first stays, and the instances of the others become instances of it. This starts
    with modules that have no others in them, and goes on until nothing changes.

    Parameters
    ----------
    verilog
        Text that `amaranth.back.verilog` wrote, without attributes before modules.
    """
    modules = _modules_of(verilog)
    while True:
        first: dict[str, str] = {}
        kept: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        for name, text in modules.items():
            counted, names[name] = _count_names(text, modules)
            kept[name] = first.setdefault(counted, name)
        if all(name == other for name, other in kept.items()):
            return _text_of(modules)
        ports = {
            name: dict(zip(names[name], names[other], strict=True)) for name, other in kept.items()
        }
        modules = {
            name: _replace_instances(modules[name], kept, ports)
            for name in dict.fromkeys(kept.values())
        }


def _modules_of(verilog: str) -> dict[str, str]:
    """Ports and body of each module by its name."""
    return {match[1]: f"({match[2]});\n{match[3]}" for match in _MODULE.finditer(verilog)}


def _text_of(modules: dict[str, str]) -> str:
    return "\n".join(f"module {name} {text}endmodule\n" for name, text in modules.items())


def _count_names(text: str, modules: dict[str, str]) -> tuple[str, list[str]]:
    """A module's text with its numbered names counted, and these names in their order."""
    numbers: dict[str, int] = {}

    def replace(match: re.Match[str]) -> str:
        name = match[0]
        if "$" not in name or name in modules:
            return name
        return f"\\{numbers.setdefault(name, len(numbers))} "

    return _IDENTIFIER.sub(replace, text), list(numbers)


def _replace_instances(text: str, kept: dict[str, str], ports: dict[str, dict[str, str]]) -> str:
    """A module's text with instances of the modules that are kept, under the names of their ports."""

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        if kept.get(name, name) == name:
            return match[0]

        def rename(connection: re.Match[str]) -> str:
            port = ports[name].get(connection[1], connection[1])
            space = " " if port.startswith("\\") else ""
            return f"    .{port}{space}("

        return f"  {kept[name]}  {match[2]} ({_CONNECTION.sub(rename, match[3])}  );\n"

    return _INSTANCE.sub(replace, text)
