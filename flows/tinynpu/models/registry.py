"""The models that have a name. The project ships none of them."""

import dataclasses

__all__ = ["MODELS", "Model"]

_MLPERF_TINY = (
    "https://raw.githubusercontent.com/mlcommons/tiny/"
    "1afd2c9820f795965a6134facd0b4dfae41ef23f/benchmark/training"
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Model:
    """One file of a public model.

    Parameters
    ----------
    name
        What the command line calls it.
    task
        What it does.
    url
        Where the file is published; the last part is the name of the file.
    size
        In bytes.
    sha256
        Checksum of the file, in hexadecimal.
    licence
        SPDX identifier.
    """

    name: str
    task: str
    url: str
    size: int
    sha256: str
    licence: str = "Apache-2.0"

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.url.rpartition("/")[2]


_ALL = (
    Model(
        name="resnet8",
        task="image classification",
        url=f"{_MLPERF_TINY}/image_classification/trained_models/pretrainedResnet_quant.tflite",
        size=98_496,
        sha256="3c002613d1b2475eb51dd78dfb85a546c8ae658dee71cf6ade43b022fe205415",
    ),
    Model(
        name="ds-cnn",
        task="keyword spotting",
        url=f"{_MLPERF_TINY}/keyword_spotting/trained_models/kws_ref_model.tflite",
        size=53_936,
        sha256="aeea436800704fce17b17292e4412630ad856e9d777c044c64ef748a880bd0ae",
    ),
    Model(
        name="mobilenet",
        task="person detection",
        url=f"{_MLPERF_TINY}/visual_wake_words/trained_models/vww_96_int8.tflite",
        size=333_288,
        sha256="597a384c8c2c8a1276f04702f25013b7838f2f814f1ca7c174d295b73e3d6b7b",
    ),
    Model(
        name="autoencoder",
        task="anomaly detection",
        url=f"{_MLPERF_TINY}/anomaly_detection/trained_models/ad01_int8.tflite",
        size=276_976,
        sha256="87cf24194ef93d1d9b11a591d805526b98008e351655d29883c825c9c106ba24",
    ),
)

MODELS: dict[str, Model] = {model.name: model for model in _ALL}
"""The int8 reference models of MLPerf Tiny, by name.

Source: https://github.com/mlcommons/tiny, directory benchmark/training.
"""
