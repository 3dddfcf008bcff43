"""Models that are known by their checksums, and whether a folder holds one of them.

Checksums are of the publishers' files at the named revision: a folder that passes holds exactly them. A folder of
another name is the admin's own and is used as it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from relay_bot.recognition.engines import SpeechName

State = Literal["good", "missing", "partial", "different"]


@dataclass(frozen=True)
class ModelFile:
    """`written`: a file so small that we write it ourselves."""

    name: str
    size: int
    sha256: str
    written: str = ""


@dataclass(frozen=True)
class Model:
    """`name` is the folder's too. `path`: repository and revision on the hub."""

    name: str
    speech: SpeechName
    languages: str
    path: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


_WHISPER_WORDS = (
    ModelFile("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
    ModelFile("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
)
_GIGAAM = "istupakov/gigaam-v3-onnx/resolve/322c3b29492673eb7d0b434bfa9dfb8653e34d02"
_GIGAAM_SAYS = '{"version": "v3", "features_size": 64, "subsampling_factor": 4}\n'
_GIGAAM_CONFIG = ModelFile(
    "config.json", len(_GIGAAM_SAYS), hashlib.sha256(_GIGAAM_SAYS.encode()).hexdigest(), _GIGAAM_SAYS
)

MODELS = (
    Model(
        "faster-whisper-base",
        "faster-whisper",
        "ru, en",
        "Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        (
            ModelFile("model.bin", 145_217_532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
            ModelFile("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            *_WHISPER_WORDS,
        ),
    ),
    Model(
        "faster-whisper-small",
        "faster-whisper",
        "ru, en",
        "Systran/faster-whisper-small/resolve/536b0662742c02347bc0e980a01041f333bce120",
        (
            ModelFile("model.bin", 483_546_902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
            ModelFile("config.json", 2_370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
            *_WHISPER_WORDS,
        ),
    ),
    Model(
        "faster-whisper-large-v3-turbo",
        "faster-whisper",
        "ru, en",
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo/resolve/0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
        (
            ModelFile("model.bin", 1_617_884_929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
            ModelFile("config.json", 2_263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
            ModelFile(
                "preprocessor_config.json", 340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"
            ),
            ModelFile("tokenizer.json", 2_710_337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd"),
            ModelFile("vocabulary.json", 1_068_114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"),
        ),
    ),
    Model(
        "gigaam-v3-ctc",
        "onnx-asr",
        "ru",
        _GIGAAM,
        (
            ModelFile(
                "v3_ctc.int8.onnx", 224_721_181, "ceb61454e2e1a2dec5872cbac1de0fe0a4271d1148f6b26b5bda53ff30a12acd"
            ),
            ModelFile("v3_vocab.txt", 198, "a9143c30844d3c0bee3e9e927e4084774eb1b9eeaafc473b2c4521e4911a7c07"),
            _GIGAAM_CONFIG,
        ),
    ),
    Model(
        "gigaam-v3-e2e-ctc",
        "onnx-asr",
        "ru",
        _GIGAAM,
        (
            ModelFile(
                "v3_e2e_ctc.int8.onnx", 224_893_347, "2e3fcb7a7b66030336fd10c2fcfb033bd1dc7e1bf238fe5cfd83b1d0cfc9d28e"
            ),
            ModelFile(
                "v3_e2e_ctc_vocab.txt", 2_007, "142de7570b3de5b3035ce111a89c228e80e6085273731d944093ddf24fa539cd"
            ),
            _GIGAAM_CONFIG,
        ),
    ),
)


def known(name: str) -> Model | None:
    return next((model for model in MODELS if model.name == name), None)


def state(file: ModelFile, folder: Path) -> State:
    """Reads the whole file only if its size is right."""
    path = folder / file.name
    if not path.is_file():
        return "partial" if part_of(path).is_file() else "missing"
    if path.stat().st_size != file.size or sha256_of(path) != file.sha256:
        return "different"
    return "good"


def part_of(path: Path) -> Path:
    """Where a file is kept until it is whole."""
    return path.with_name(f"{path.name}.part")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
