"""The tile's parallel port pin by pin through the SDK: slow, simple, and it sees every cycle."""

from tinynpu_tt import READY, STROBE, VALID, TileError


class BitBangPort:
    """Parallel port on the SDK's functions: some hundred microseconds for each byte.

    Parameters
    ----------
    tt
        ``DemoBoard`` with the project selected.
    patience
        Cycles to wait for ``ready`` or ``valid``.
    """

    def __init__(self, tt, patience=20000):
        self.tt = tt
        self.patience = patience

    def clock(self, cycles):
        """Let so many cycles pass, without a strobe."""
        for _ in range(cycles):
            self.tt.clock_project_once()

    def reset(self):
        """Reset the tile."""
        self.tt.uio_in.value = 0
        self.tt.reset_project(True)
        self.clock(4)
        self.tt.reset_project(False)
        self.clock(4)

    def _wait(self, flag, what):
        """Let cycles pass until ``uio`` shows the flag."""
        for _ in range(self.patience):
            if int(self.tt.uio_out.value) & flag:
                return
            self.tt.uio_in.value = 0
            self.tt.clock_project_once()
        raise TileError(f"The tile was not {what} in {self.patience} cycles.")

    def exchange(self, stream, wanted):
        """Give a stream to the tile, then take so many bytes."""
        tt = self.tt
        for i in range(0, len(stream), 2):
            if stream[i + 1] & STROBE:
                self._wait(READY, "ready")
            tt.ui_in.value = stream[i]
            tt.uio_in.value = stream[i + 1]
            tt.clock_project_once()
        tt.uio_in.value = 0
        data = bytearray(wanted)
        for i in range(wanted):
            self._wait(VALID, "valid")
            data[i] = int(tt.uo_out.value)
            tt.uio_in.value = STROBE
            tt.clock_project_once()
            tt.uio_in.value = 0
        return bytes(data)

    def close(self):
        """Nothing is held."""
