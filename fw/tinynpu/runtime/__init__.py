"""Runtime: one interface to everything that runs a program."""

from tinynpu.runtime.device import DEVICES, Device, Inference, open_device

__all__ = ["DEVICES", "Device", "Inference", "open_device"]
