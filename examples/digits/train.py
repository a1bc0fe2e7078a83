"""Trains the demo's digit classifier, quantizes it and writes the model file.

``python examples/digits/train.py [-o FILE] [--epochs N]``; NumPy only, about half a minute.
"""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from tinynpu.compiler.graph import Graph
from tinynpu.compiler.quantizer import FloatLayer, FloatNetwork, quantize
from tinynpu.compiler.tflite_writer import write_tflite
from tinynpu.demo.digits import MODEL, load_digits_split
from tinynpu.runtime.golden import evaluate

SEED = 2026


def initial_network(rng: np.random.Generator) -> FloatNetwork:
    """Convolution, two depthwise separable blocks, pooling, classifier; He initialization."""

    def weights(*shape: int, fan_in: int) -> np.ndarray:
        return (rng.standard_normal(shape) * np.sqrt(2 / fan_in)).astype(np.float32)

    def layer(op: str, *shape: int, fan_in: int, **options) -> FloatLayer:
        channels = shape[-1] if op == "depthwise_conv2d" else shape[0]
        bias = np.zeros(channels, np.float32)
        return FloatLayer(op, weights(*shape, fan_in=fan_in), bias, **options)

    return FloatNetwork(
        (8, 8, 1),
        (
            layer("conv2d", 8, 3, 3, 1, fan_in=9, same=True, relu=True),
            layer("depthwise_conv2d", 1, 3, 3, 8, fan_in=9, same=True, stride=(2, 2), relu=True),
            layer("conv2d", 16, 1, 1, 8, fan_in=8, relu=True),
            layer("depthwise_conv2d", 1, 3, 3, 16, fan_in=9, same=True, relu=True),
            layer("conv2d", 32, 1, 1, 16, fan_in=16, relu=True),
            FloatLayer("average_pool2d", kernel=(2, 2), stride=(2, 2)),
            layer("fully_connected", 10, 128, fan_in=128),
        ),
    )


def gradients(
    network: FloatNetwork, x: np.ndarray, labels: np.ndarray
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """Cross entropy, and its gradient for weights and bias of each layer that has them."""
    values = network.activations(x)
    logits = values[-1] - values[-1].max(axis=1, keepdims=True)
    probabilities = np.exp(logits)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    picked = probabilities[np.arange(len(x)), labels]
    delta = probabilities
    delta[np.arange(len(x)), labels] -= 1
    delta /= len(x)
    result = []
    for layer, source, out in zip(
        reversed(network.layers), reversed(values[:-1]), reversed(values[1:]), strict=True
    ):
        if layer.relu:
            delta = delta * (out > 0)
        delta, own = _backward(layer, source, delta)
        if own is not None:
            result.append(own)
    return float(-np.log(np.maximum(picked, 1e-9)).mean()), result[::-1]


def _backward(layer: FloatLayer, x: np.ndarray, delta: np.ndarray):
    """Gradient of a layer's input, and of its weights and bias."""
    w = layer.weights
    if layer.op == "fully_connected":
        assert w is not None
        flat = x.reshape(len(x), -1)
        return (delta @ w).reshape(x.shape), (delta.T @ flat, delta.sum(axis=0))
    top, bottom, left, right = layer.padding(x.shape[1:3])
    padded = np.zeros((len(x), x.shape[1] + top + bottom, x.shape[2] + left + right, x.shape[3]))
    own = None if w is None else np.zeros_like(w)
    rows, columns = delta.shape[1:3]
    for ky, kx, part in layer.taps(x):
        if layer.op == "conv2d":
            assert w is not None
            assert own is not None
            own[:, ky, kx] = np.tensordot(delta, part, ((0, 1, 2), (0, 1, 2)))
            back = delta @ w[:, ky, kx]
        elif layer.op == "depthwise_conv2d":
            assert w is not None
            assert own is not None
            own[0, ky, kx] = (delta * part).sum(axis=(0, 1, 2))
            back = delta * w[0, ky, kx]
        else:
            back = delta / np.prod(layer.window)
        padded[
            :,
            ky : ky + rows * layer.stride[0] : layer.stride[0],
            kx : kx + columns * layer.stride[1] : layer.stride[1],
        ] += back
    inner = padded[:, top : padded.shape[1] - bottom, left : padded.shape[2] - right]
    return inner, None if own is None else (own, delta.sum(axis=(0, 1, 2)))


def train(
    images: np.ndarray, labels: np.ndarray, *, epochs: int = 200, seed: int = SEED
) -> FloatNetwork:
    """Train with Adam, shifting images by up to a pixel; the learning rate falls to 0."""
    rng = np.random.default_rng(seed)
    network = initial_network(rng)
    parameters = [p for layer in network.layers if layer.weights is not None for p in (layer.weights, layer.bias)]  # fmt: skip
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
    batch, step = 64, 0
    total = epochs * (len(images) // batch)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for start in range(0, len(images) - batch + 1, batch):
            chosen = order[start : start + batch]
            x = images[chosen]
            # Two thirds of the batches shifted by up to a pixel.
            dy, dx = rng.integers(-1, 2, 2) if rng.integers(3) else (0, 0)
            padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
            x = padded[:, 1 + dy : 9 + dy, 1 + dx : 9 + dx]
            _, grads = gradients(network, x, labels[chosen])
            flat = [g for pair in grads for g in pair]
            step += 1
            rate = 4e-3 * (1 - step / total)
            for parameter, gradient, (m, v) in zip(parameters, flat, moments, strict=True):
                m += 0.1 * (gradient - m)
                v += 0.001 * (gradient**2 - v)
                corrected = m / (1 - 0.9**step), v / (1 - 0.999**step)
                parameter -= (rate * corrected[0] / (np.sqrt(corrected[1]) + 1e-8)).astype(
                    np.float32
                )
    return network


def quantize_inputs(graph: Graph, images: np.ndarray) -> np.ndarray:
    """Images as int8 in the quantization of the graph's input."""
    tensor = graph.tensors[graph.inputs[0]]
    return np.clip(np.round(images / tensor.scale[0]) + tensor.zero_point, -128, 127).astype(
        np.int8
    )


def accuracies(
    network: FloatNetwork, graph: Graph, images: np.ndarray, labels: np.ndarray
) -> tuple[float, float]:
    """Share of right answers of the float network and of the int8 graph (golden)."""
    float_right = (network.activations(images)[-1].argmax(axis=1) == labels).mean()
    right = 0
    for image, label in zip(quantize_inputs(graph, images), labels, strict=True):
        right += int(evaluate(graph, [image[None]])[graph.outputs[0]].argmax() == label)
    return float(float_right), right / len(labels)


def main(output: Annotated[Path, typer.Option("-o")] = MODEL, epochs: int = 200):
    """Train, quantize, print both accuracies, write the model."""
    images, labels, test_images, test_labels = load_digits_split()
    network = train(images, labels, epochs=epochs)
    graph = quantize(network, images[:200])
    before, after = accuracies(network, graph, test_images, test_labels)
    print(f"held-out images {len(test_labels)}, accuracy float {before:.2%}, int8 {after:.2%}")
    data = write_tflite(graph)
    output.write_bytes(data)
    print(f"wrote {output}, {len(data)} bytes")


if __name__ == "__main__":
    typer.run(main)
