"""The scratchpad as the units around it see it: an agent for their read and write ports."""

from collections.abc import Callable, Iterator, Mapping

import cocotb
import numpy as np

from tinynpu.core.shapes import READ_LATENCY
from tinynpu.cosim.agents import Bench

__all__ = ["ScratchpadModel"]


class ScratchpadModel:
    """Grants accesses at random moments and answers as `tinynpu.core.shapes.ReadPort` says: the word
    is there `READ_LATENCY` cycles later, in that cycle only, else there is garbage.

    A word that is read while it is written gives garbage, too. Checks that an access once asked for
    stays until it is granted, and that no address is beyond the words.

    Parameters
    ----------
    bench
        The unit's bench.
    words
        Content, (words, bytes of a word), as int8 values; writes change it.
    readers, writers
        Ports by name, with the cycles in which nothing is granted.
    may_withdraw
        Called in a cycle in which a request has gone or changed; whether this is allowed now.

    Members
    -------
    granted
        Grants of each port.
    observe
        Called with the port's name and the address of each access that is granted.
    """

    def __init__(
        self,
        bench: Bench,
        words: np.ndarray,
        readers: Mapping[str, Iterator[bool]],
        writers: Mapping[str, Iterator[bool]] | None = None,
        may_withdraw: Callable[[], bool] = lambda: False,
    ):
        self.bench = bench
        self.words = words
        self.readers = dict(readers)
        self.writers = dict(writers or {})
        self.may_withdraw = may_withdraw
        self.granted = dict.fromkeys((*self.readers, *self.writers), 0)
        self.observe: Callable[[str, int], None] = lambda port, address: None
        self._ready: dict[str, bool | None] = dict.fromkeys(self.granted)
        self._ports = (*self.readers.items(), *self.writers.items())
        self._asked: dict[str, int | None] = dict.fromkeys(self.granted)
        self.task = cocotb.start_soon(self._run())

    async def _run(self):
        bench = self.bench
        answered = list(self.readers)  # ports that show a word, or what was there before
        coming: list[dict[str, int]] = [{} for _ in range(READ_LATENCY - 1)]
        while True:
            for port, pauses in self._ports:
                ready = not next(pauses)
                if ready != self._ready[port]:
                    bench.set(f"{port}__ready", int(ready))
                self._ready[port] = ready
            await bench.edge()
            reads = {port: self._request(port) for port in self.readers}
            writes = {port: self._request(port) for port in self.writers}
            for port in answered:
                bench.scramble(f"{port}__data")
            coming.append(
                {
                    port: int.from_bytes(self._bytes(address), "little")
                    for port, address in reads.items()
                    if address is not None and address not in writes.values()
                }
            )
            words = coming.pop(0)
            for port, word in words.items():
                bench.set(f"{port}__data", word)
            answered = list(words)
            for port, address in writes.items():
                if address is not None:
                    self._write(port, address)

    def _request(self, port: str) -> int | None:
        """Address of the access that is granted in this cycle."""
        bench = self.bench
        valid = bench.bits(f"{port}__valid")
        address = bench.bits(f"{port}__address") if valid else None
        asked = self._asked[port]
        if asked is not None and asked != address and not self.may_withdraw():
            raise AssertionError(
                f"{port}: address {asked} must stay until it is granted, {address} came"
            )
        self._asked[port] = address
        if address is None:
            return None
        if not self._ready[port]:
            return None
        if address >= len(self.words):
            if port in self.writers:
                raise AssertionError(f"{port}: {address} must be below {len(self.words)}")
            return None  # no bank has it: it is never granted
        self._asked[port] = None
        self.granted[port] += 1
        self.observe(port, address)
        return address

    def _bytes(self, address: int) -> bytes:
        return self.words[address].astype(np.int8).tobytes()

    def _write(self, port: str, address: int):
        width = self.words.shape[1]
        raw = self.bench.bits(f"{port}__data").to_bytes(width, "little")
        mask = self.bench.bits(f"{port}__mask")
        chosen = [byte for byte in range(width) if mask >> byte & 1]
        self.words[address, chosen] = np.frombuffer(raw, np.int8)[chosen]
