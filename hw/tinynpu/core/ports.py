"""Ports that every core has, whatever is inside."""

from amaranth.hdl import Module
from amaranth.lib.wiring import In, Out

from tinynpu.arch.config import Config
from tinynpu.arch.registers import CSR_ADDRESS_WIDTH
from tinynpu.bus.axi import AxiReadSignature, AxiWriteSignature
from tinynpu.bus.axi_lite import AxiLiteSignature

__all__ = ["TRACED_TOKEN", "core_members", "join_flat", "join_ports"]

_TRACED = ("load", "feed", "requantizer", "store")

TRACED_TOKEN = 15
"""``trace_activity`` while the array has nothing to stream and the next command waits for a token."""


def core_members(config: Config) -> dict:
    """Members of the signature, as `tinynpu.core.top.Core` describes them."""
    members = {"irq": Out(1), "trace_activity": Out(4)}
    for name, member in AxiLiteSignature(CSR_ADDRESS_WIDTH).members.items():
        members[f"s_axil_{name}"] = member.flip()
    for signature in (AxiReadSignature, AxiWriteSignature):
        for name, member in signature(config.bus_bytes).members.items():
            members[f"m_axi_{name}"] = member
    for channel in ("aw", "ar"):
        members |= {
            f"m_axi_{channel}id": Out(1),
            f"m_axi_{channel}size": Out(3),
            f"m_axi_{channel}burst": Out(2),
            f"m_axi_{channel}lock": Out(1),
            f"m_axi_{channel}cache": Out(4),
            f"m_axi_{channel}prot": Out(3),
            f"m_axi_{channel}qos": Out(4),
        }
    members |= {"m_axi_bid": In(1), "m_axi_rid": In(1)}
    for unit in _TRACED:
        members |= {f"trace_{unit}_busy": Out(1), f"trace_{unit}_index": Out(16)}
    return members


def join_flat(m: Module, core, prefix: str, port):
    """Join flat ports of a core, ``prefix_name``, to a port, of which they are the other side."""
    for name, member in port.signature.members.items():
        inner = getattr(port, name)
        outer = getattr(core, f"{prefix}_{name}")
        m.d.comb += outer.eq(inner) if member.flow == Out else inner.eq(outer)


def join_ports(m: Module, core, registers, reads, writes):
    """Join the flat ports of a core to its AXI4-Lite and AXI4 signatures, and drive what is constant."""
    size = core.config.bus_bytes.bit_length() - 1
    for prefix, port in (("s_axil", registers), ("m_axi", reads), ("m_axi", writes)):
        join_flat(m, core, prefix, port)
    for channel in ("aw", "ar"):
        m.d.comb += [
            getattr(core, f"m_axi_{channel}size").eq(size),
            getattr(core, f"m_axi_{channel}burst").eq(1),  # incrementing
            getattr(core, f"m_axi_{channel}cache").eq(3),  # normal, not cacheable, bufferable
        ]
