"""Every error that tinynpu raises on purpose.

One base class and one subclass per layer. The message is one sentence that says what must hold and
what was given. Wrong Python types raise ``TypeError`` instead.
"""

__all__ = [
    "CompileError",
    "ConfigurationError",
    "DeviceError",
    "FlowError",
    "TinyNPUError",
]


class TinyNPUError(Exception):
    """Base of all errors below; the command line prints it as one sentence."""


class ConfigurationError(TinyNPUError):
    """A configuration value is out of its documented range."""


class CompileError(TinyNPUError):
    """A model cannot be read, is not supported, or does not fit."""


class DeviceError(TinyNPUError):
    """A device refused a program, reported an error code, or did not answer."""


class FlowError(TinyNPUError):
    """An external tool is missing or failed."""
