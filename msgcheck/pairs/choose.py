"""From the settings to a pair model. Nothing is loaded or sent before the first pair."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgcheck.config import PairSettings
from msgcheck.errors import SettingsError
from msgcheck.pairs.interface import PairModel
from msgcheck.pairs.labels import read_written_labels


def pair_model(
    settings: PairSettings, *, threads: int = 1, environ: Mapping[str, str] = os.environ
) -> PairModel | None:
    """Return the pair model the settings name, None for `none`.

    Args:
        settings: the group `pairs`.
        threads: processor threads; 0 takes one.
        environ: environment, for the key of a chat service.

    Raises:
        SettingsError: a setting that this kind needs is missing or does not fit.
        ModelUnavailable: the packaged model is not in this installation.
    """
    labels = read_written_labels(settings.labels)
    threads = max(threads, 1)
    match settings.kind:
        case "packaged":
            from msgcheck.pairs.onnx_model import packaged_model

            return packaged_model(threads=threads)
        case "onnx":
            from msgcheck.pairs.onnx_model import OnnxPairModel

            folder = Path(_needed(settings, "model")).expanduser()
            return OnnxPairModel(folder, sha256=settings.sha256, threads=threads, labels=labels)
        case "cross-encoder":
            from msgcheck.pairs.cross_encoder import CrossEncoderPairModel

            return CrossEncoderPairModel(
                _needed(settings, "model"),
                sha256=settings.sha256,
                labels=labels,
                threads=threads,
                offline=not settings.allow_remote,
            )
        case "chat":
            from msgcheck.pairs.chat_endpoint import API_KEY, ChatPairModel

            return ChatPairModel(
                _needed(settings, "model"),
                url=_needed(settings, "url"),
                allow_remote=settings.allow_remote,
                api_key=environ.get(API_KEY, ""),
                timeout_s=settings.timeout_s,
            )
        case "none":
            return None
        case unknown:
            raise SettingsError(
                f"'pairs.kind' cannot be '{unknown}'", hint="use packaged, onnx, cross-encoder, chat or none"
            )


def _needed(settings: PairSettings, name: str) -> str:
    value = str(getattr(settings, name)).strip()
    if not value:
        raise SettingsError(
            f"'pairs.{name}' is needed where pairs.kind is {settings.kind}", hint=f"set pairs.{name} in msgcheck.yaml"
        )
    return value
