"""A PyTorch model to the NPU: torch.export, ONNX, int8, program.

    python examples/pytorch/export.py [--preset base] [--device rtl]

Trains a small network with residual and depthwise layers on scikit-learn's digits, exports it, quantizes it
with training images, compiles it, and runs held-out images on the NPU. Needs torch, onnxscript and
scikit-learn beside ``tinynpu[sim,onnx]``.
"""

import contextlib
import io
import warnings
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from torch import nn

from tinynpu.arch.presets import preset as named_preset
from tinynpu.compiler import compile_model
from tinynpu.compiler.quantize_onnx import quantize_onnx
from tinynpu.demo.digits import load_digits_split
from tinynpu.runtime import open_device


class Network(nn.Module):
    """Images [n, 1, 8, 8] to ten scores."""

    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU())
        self.depthwise = nn.Sequential(
            nn.Conv2d(16, 16, 3, padding=1, groups=16), nn.BatchNorm2d(16), nn.Hardswish()
        )
        self.pointwise = nn.Sequential(nn.Conv2d(16, 16, 1), nn.BatchNorm2d(16))
        self.last = nn.Sequential(nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.SiLU())
        self.classifier = nn.Linear(32, 10)

    def forward(self, x):
        """Scores."""
        x = self.first(x)
        x = torch.relu(x + self.pointwise(self.depthwise(x)))
        return self.classifier(self.last(x).mean(dim=(2, 3)))


def trained(images: np.ndarray, labels: np.ndarray, epochs: int) -> Network:
    """The network after some epochs, the same in every run."""
    torch.manual_seed(1)
    network = Network()
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    x, y = torch.from_numpy(np.ascontiguousarray(images)), torch.from_numpy(labels)
    for _ in range(epochs):
        for part in torch.randperm(len(x)).split(100):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(x[part]), y[part]).backward()
            optimizer.step()
    return network.eval()


def exported(network: Network) -> bytes:
    """ONNX file of the network for one image."""
    example = (torch.zeros(1, 1, 8, 8),)
    program = torch.export.export(network, example)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        made = torch.onnx.export(program, example, dynamo=True)
    assert made is not None
    return made.model_proto.SerializeToString()


def main(
    preset: str = "base",
    device: Annotated[str, typer.Option(help="rtl or iss.")] = "rtl",
    epochs: int = 15,
    images: int = 100,
    save: Annotated[Path | None, typer.Option(help="File of the int8 ONNX model.")] = None,
):
    """Train, export, quantize, compile, run."""
    config = named_preset(preset)
    (x, y), (held_x, held_y) = _digits()
    network = trained(x, y, epochs)
    quantized = quantize_onnx(exported(network), {"x": x[:200]})
    if save is not None:
        save.write_bytes(quantized.model)
    program = compile_model(quantized.model, config)
    with torch.no_grad():
        exact = network(torch.from_numpy(held_x[:images])).numpy()
    with contextlib.closing(open_device(device, config)) as machine:
        found = [machine.run(program, [image[None]]) for image in held_x[:images]]
    scores = np.concatenate([inference.outputs[0] for inference in found])
    right = [(part.argmax(axis=1) == held_y[:images]).mean() for part in (exact, scores)]
    print(
        f"accuracy on {images} held-out images: torch {right[0]:.1%}, NPU ({device}) {right[1]:.1%}"
    )
    print(f"same class as torch: {(exact.argmax(axis=1) == scores.argmax(axis=1)).mean():.1%}")
    if found[0].result is not None and found[0].result.counters:
        print(f"cycles per image: {found[0].result.counters['cycles']:,}, {program.macs:,} MACs")


def _digits():
    """Images as float32 in 0..1, and labels: to train with, and held out."""
    images, labels, held_images, held_labels = load_digits_split()
    return (
        (images.transpose(0, 3, 1, 2), labels),
        (np.ascontiguousarray(held_images.transpose(0, 3, 1, 2)), held_labels),
    )


if __name__ == "__main__":
    typer.run(main)
