"""The 8×8 digits of scikit-learn's bundled data set, split for training and for showing."""

from pathlib import Path

import numpy as np

from tinynpu.arch.program import TensorInfo

__all__ = ["HELD_OUT", "MODEL", "held_out_inputs", "load_digits_split"]

MODEL = Path(__file__).with_name("digits.tflite")
"""The model that ``examples/digits/train.py`` wrote."""

HELD_OUT = 597
"""Images that no training sees."""


def load_digits_split() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Training images and labels, held-out images and labels.

    Returns
    -------
    images
        float32 [n, 8, 8, 1] from 0 to 1.
    labels
        int64 [n].

    Source
    ------
    scikit-learn ``load_digits``: 1797 images of the test set of the UCI data set "Optical
    Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, 1998).
    """
    from sklearn.datasets import load_digits

    pixels, labels = load_digits(return_X_y=True)
    images = (np.asarray(pixels).reshape(-1, 8, 8, 1) / 16).astype(np.float32)
    labels = np.asarray(labels).astype(np.int64)
    order = np.random.default_rng(2026).permutation(len(images))
    train, held_out = order[HELD_OUT:], order[:HELD_OUT]
    return images[train], labels[train], images[held_out], labels[held_out]


def held_out_inputs(tensor: TensorInfo, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first held-out images, the same as int8 for the model's input, and their labels."""
    *_, pictures, labels = load_digits_split()
    pictures, labels = pictures[:count], labels[:count]
    inputs = np.clip(np.round(pictures / tensor.scale) + tensor.zero_point, -128, 127)
    return pictures, inputs.astype(np.int8), labels
