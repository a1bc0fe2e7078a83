"""Scan chains as the part of DEF that tools for placement read, to change the order in a chain."""

from collections.abc import Iterator, Sequence

from tinynpu.flows.asic.dft.stitch import Chain

__all__ = ["scandef"]


def scandef(top: str, chains: Sequence[Chain]) -> str:
    """Text of the chains: begin, flip-flops in any order, end.

    Source
    ------
    LEF/DEF 5.8 Language Reference, "Scan Chains".
    """
    return "\n".join(_lines(top, chains)) + "\n"


def _lines(top: str, chains: Sequence[Chain]) -> Iterator[str]:
    yield "VERSION 5.8 ;"
    yield 'DIVIDERCHAR "/" ;'
    yield 'BUSBITCHARS "[]" ;'
    yield f"DESIGN {top} ;"
    yield f"SCANCHAINS {len(chains)} ;"
    for number, chain in enumerate(chains):
        yield f"- chain_{number}"
        yield f"  + START PIN {chain.scan_in}"
        yield "  + FLOATING"
        for element in chain.elements:
            # Brackets in the name of an instance are no bits of a bus.
            name = element.instance.translate({ord(mark): f"\\{mark}" for mark in "\\[]"})
            yield f"    {name} ( IN {element.data} ) ( OUT {element.out} )"
        yield f"  + STOP PIN {chain.scan_out}"
        yield "  ;"
    yield "END SCANCHAINS"
    yield "END DESIGN"
