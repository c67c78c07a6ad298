"""Builds a checker from the settings: which segmenter, which embedder, which judge, which cache."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import platformdirs

from msgcheck.audience import AudienceBook, load_accounts
from msgcheck.candidates import CandidateFinder
from msgcheck.config import Settings, Thresholds, for_all_documents, load_settings
from msgcheck.embed.cache import Cache
from msgcheck.embed.interface import Embedder
from msgcheck.embed.model_files import PACKAGED_MODEL
from msgcheck.errors import InputError, StoreError
from msgcheck.judge.calibration import (
    IDENTITY,
    Calibration,
    Models,
    RecalibratedJudge,
    load_calibration,
    packaged_calibration,
    weights_and_calibration,
)
from msgcheck.judge.combine import packaged_judge
from msgcheck.judge.interface import DocumentRule, Judge
from msgcheck.judge.rules import document_rules
from msgcheck.pairs.cached import CachedPairModel
from msgcheck.pairs.choose import pair_model
from msgcheck.pairs.interface import PairModel
from msgcheck.pipeline import Checker
from msgcheck.plugins import RULES, load_plugins
from msgcheck.records import Messaging
from msgcheck.segment.interface import Segmenter
from msgcheck.settings_file import find_settings_file

if TYPE_CHECKING:
    from msgcheck.history.sql_store import SqlStore

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What checkers of several messagings may share, because it does not depend on the messaging."""

    segmenter: Segmenter
    embedder: Embedder
    pair_model: PairModel | None
    cache: Cache | None


def settings_for(
    paths: Sequence[Path],
    *,
    cwd: Path,
    environ: Mapping[str, str],
    overrides: Mapping[str, object],
    audience: Mapping[str, str | None],
    config: Path | None = None,
) -> Settings:
    """Return the settings that hold for these paths.

    Args:
        paths: what is to be checked; where no settings file is found from `cwd` up, the nearest to the first counts.
        cwd: the current folder.
        environ: the environment.
        overrides: values from the command line by dotted name; None values are left out.
        audience: persona, segment, region, ... from the command line, for every document.
        config: settings file to use instead of searching.

    Raises:
        SettingsError: a settings file holds mistakes.
    """
    if config is None and find_settings_file(cwd) is None and paths and paths[0].exists():
        nearest = paths[0].resolve()
        config = find_settings_file(nearest if nearest.is_dir() else nearest.parent)
    return for_all_documents(load_settings(cwd, environ, overrides, config=config), audience)


def build_stages(settings: Settings, *, use_cache: bool = True) -> Stages:
    """Return the stages the settings name; no model is loaded yet."""
    cache = _cache(settings) if use_cache else None
    return Stages(
        segmenter=_segmenter(),
        embedder=_embedder(settings),
        pair_model=_pair_model(settings, cache),
        cache=cache,
    )


def build_checker(
    messaging: Messaging,
    settings: Settings,
    stages: Stages,
    *,
    today: date,
    as_of: date | None = None,
    judge: Judge | None = None,
    finder: CandidateFinder | None = None,
) -> Checker:
    """Return a checker for one messaging.

    Args:
        messaging: what is approved.
        settings: whose thresholds and accounts hold.
        stages: the models.
        today: the day whose messaging holds.
        as_of: judge sent mail, too, by this day's messaging.
        judge: stands in for the one the settings name.
        finder: finds candidates in this messaging; checkers of several days may share one. None makes one.
    """
    if judge is None:
        judge, calibration = calibration_in_use(settings, stages)
        thresholds = calibration.thresholds_for(models_in_use(judge, stages))
    else:
        thresholds = Thresholds()
    book = AudienceBook(
        settings=settings,
        company_domains=messaging.company.domains,
        accounts=load_accounts(settings.accounts) if settings.accounts else (),
    )
    return Checker(
        messaging,
        segmenter=stages.segmenter,
        embedder=stages.embedder,
        judge=judge,
        document_rules=(*document_rules(), *cast("tuple[DocumentRule, ...]", load_plugins(RULES))),
        thresholds=settings.thresholds.applied_to(thresholds),
        audience_of=book.audience_of,
        account_of=book.account_of,
        today=today,
        as_of=as_of,
        cache=stages.cache,
        finder=finder,
    )


def models_in_use(judge: Judge, stages: Stages) -> Models:
    """Return what a calibration has to belong to."""
    reader = judge.pair_model
    return Models(
        judge=judge.name, embedder=stages.embedder.model, pair_model=reader.model if reader is not None else ""
    )


def calibration_in_use(settings: Settings, stages: Stages) -> tuple[Judge, Calibration]:
    """Return the judge, its probabilities read as the first calibration says that belongs to the models in use.

    The calibration that was named, or lies beside the settings, goes before the one that came with the judge, which is
    returned where neither belongs to these models: then nothing is known of them.
    """
    weights, own = _weights_and_own_calibration(settings)
    named = load_calibration(settings.calibration) if settings.calibration else None
    for calibration in (named, own) if named else (own,):
        raise_at = calibration.recalibration.unread(calibration.raise_at)
        judge: Judge = packaged_judge(raise_at=raise_at, weights=weights, pair_model=stages.pair_model)
        models = models_in_use(judge, stages)
        if calibration.models == models and calibration.recalibration != IDENTITY:
            return RecalibratedJudge(judge, calibration.recalibration), calibration
        if calibration.models == models:
            return judge, calibration
        if calibration is named:
            _log.warning(
                "%s is left out: it belongs to %s, not to %s; run msgcheck calibrate again",
                settings.calibration,
                calibration.models,
                models,
            )
    return judge, own


def checker_maker(settings: Settings, stages: Stages, *, today: date) -> Callable[[Messaging], Checker]:
    """Return what makes a checker for any messaging with the same stages."""
    return lambda messaging: build_checker(messaging, settings, stages, today=today)


def own_files(settings: Settings, messaging: Messaging) -> frozenset[Path]:
    """Return the files that belong to msgcheck itself, which are no documents though they lie among them."""
    known = (settings.source, settings.accounts, settings.silences, settings.baseline, settings.calibration)
    return frozenset(path.resolve() for path in (*known, *map(Path, messaging.paths)) if path is not None)


def open_store_for(settings: Settings) -> SqlStore:
    """Return the store the settings name, begun if it is not there; close it, or use it with `with`.

    Raises:
        StoreError: it cannot be opened; the hint says what to do.
    """
    # The database packages are not for commands that keep nothing.
    from msgcheck.history.sql_store import open_store

    return open_store(settings.store, keep_text=settings.keep_text)


def cache_folder(settings: Settings) -> Path:
    """Return where remembered vectors lie."""
    return settings.cache or Path(platformdirs.user_cache_dir("msgcheck"))


def _weights_and_own_calibration(settings: Settings) -> tuple[Path | None, Calibration]:
    """Return where the judge the settings name has its weights, None for the packaged ones, and its calibration."""
    if settings.judge == "default":
        return None, packaged_calibration()
    weights, beside = weights_and_calibration(Path(settings.judge))
    return weights, load_calibration(beside) if beside else packaged_calibration()


def _segmenter() -> Segmenter:
    """Return the segmenter on spaCy; its model is loaded with the first text."""
    from msgcheck.segment.spacy_segmenter import SpacySegmenter

    return SpacySegmenter()


def _embedder(settings: Settings) -> Embedder:
    """Return the embedder the settings name."""
    chosen = settings.embedder
    if chosen.kind == "hashing":
        from msgcheck.embed.hashing import HashingEmbedder

        return HashingEmbedder()
    model, threads = chosen.model or PACKAGED_MODEL, settings.threads or 1
    if chosen.kind == "onnx":
        from msgcheck.embed.onnx_embedder import OnnxEmbedder

        kept = cache_folder(settings)
        return OnnxEmbedder(
            model,
            folder=chosen.folder or kept / "models",
            hashes=kept / "model-hashes.json",
            sha256=chosen.sha256,
            threads=threads,
        )
    if chosen.kind == "sentence-transformers":
        from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(model, sha256=chosen.sha256, threads=threads)
    raise InputError(f'there is no embedder "{chosen.kind}"', hint="use onnx, sentence-transformers or hashing")


def _pair_model(settings: Settings, cache: Cache | None) -> PairModel | None:
    """Return the pair model the settings name, with its memory."""
    chosen = pair_model(settings.pairs, threads=settings.threads or 1)
    return CachedPairModel(chosen, cache) if chosen is not None and cache is not None else chosen


def _cache(settings: Settings) -> Cache | None:
    """Return the cache, None where it cannot be opened: a check goes on without it."""
    try:
        return Cache(cache_folder(settings))
    except StoreError as err:
        _log.warning("%s", err)
        return None
