"""Builds a checker from the settings: which segmenter, which embedder, which judge, which cache."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import platformdirs

from msgcheck.audience import AudienceBook, load_accounts
from msgcheck.config import Settings, Thresholds, for_all_documents, load_settings
from msgcheck.embed.cache import Cache
from msgcheck.embed.interface import Embedder
from msgcheck.errors import InputError, StoreError
from msgcheck.judge.calibration import packaged_calibration
from msgcheck.judge.combine import packaged_judge
from msgcheck.judge.interface import DocumentRule, Judge
from msgcheck.judge.rules import document_rules
from msgcheck.pipeline import Checker
from msgcheck.plugins import RULES, load_plugins
from msgcheck.records import Messaging
from msgcheck.segment.interface import Segmenter
from msgcheck.settings_file import find_settings_file

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What checkers of several messagings may share, because it does not depend on the messaging."""

    segmenter: Segmenter
    embedder: Embedder
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
    return Stages(
        segmenter=_segmenter(),
        embedder=_embedder(settings),
        cache=_cache(settings) if use_cache else None,
    )


def build_checker(
    messaging: Messaging,
    settings: Settings,
    stages: Stages,
    *,
    today: date,
    as_of: date | None = None,
    judge: Judge | None = None,
) -> Checker:
    """Return a checker for one messaging; `judge` stands in for the one the settings name."""
    if judge is None:
        calibration = packaged_calibration()
        weights = None if settings.judge == "default" else Path(settings.judge)
        judge = packaged_judge(raise_at=calibration.raise_at, weights=weights)
        thresholds = calibration.thresholds_for(judge=judge.name, embedder=stages.embedder.model)
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
        today=today,
        as_of=as_of,
        cache=stages.cache,
    )


def checker_maker(settings: Settings, stages: Stages, *, today: date) -> Callable[[Messaging], Checker]:
    """Return what makes a checker for any messaging with the same stages."""
    return lambda messaging: build_checker(messaging, settings, stages, today=today)


def own_files(settings: Settings, messaging: Messaging) -> frozenset[Path]:
    """Return the files that belong to msgcheck itself, which are no documents though they lie among them."""
    known = (settings.source, settings.accounts, settings.silences, settings.baseline)
    return frozenset(path.resolve() for path in (*known, *map(Path, messaging.paths)) if path is not None)


def cache_folder(settings: Settings) -> Path:
    """Return where remembered vectors lie."""
    return settings.cache or Path(platformdirs.user_cache_dir("msgcheck"))


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
    if chosen.kind != "sentence-transformers":
        raise InputError(f'there is no embedder "{chosen.kind}"', hint="use sentence-transformers or hashing")
    from msgcheck.embed.sentence_transformer import PACKAGED_MODEL, SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(
        chosen.model or PACKAGED_MODEL, sha256=chosen.sha256, threads=settings.threads or 1
    )


def _cache(settings: Settings) -> Cache | None:
    """Return the cache, None where it cannot be opened: a check goes on without it."""
    try:
        return Cache(cache_folder(settings))
    except StoreError as err:
        _log.warning("%s", err)
        return None
