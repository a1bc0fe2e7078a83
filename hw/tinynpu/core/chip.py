"""Top of a core for silicon: the ports that a chip has."""

from collections.abc import Mapping
from typing import Any

from amaranth.hdl import Module
from amaranth.lib import wiring
from amaranth.lib.wiring import Out

from tinynpu.core.compact.core import CompactCore
from tinynpu.core.top import Core

__all__ = ["Chip", "chip_members"]


def chip_members(members: Mapping[str, Any]) -> dict[str, Any]:
    """Those members of a core's signature that a chip has: not those for simulators."""
    return {name: members[name] for name in members if not name.startswith("trace_")}


class Chip(wiring.Component):
    """A core without the ports for simulators.

    Parameters
    ----------
    core
        Core.

    Members
    -------
    s_axil_*, m_axi_*, irq
        As those of `tinynpu.core.top.Core`.
    """

    def __init__(self, core: Core | CompactCore):
        self.core = core
        super().__init__(chip_members(core.signature.members))

    def elaborate(self, platform):
        m = Module()
        m.submodules.core = self.core
        for name, member in self.signature.members.items():
            outer, inner = getattr(self, name), getattr(self.core, name)
            m.d.comb += outer.eq(inner) if member.flow == Out else inner.eq(outer)
        return m
