"""Settings: every limit and threshold in one place, resolved once, then frozen.

Defaults give way to the settings file (`msgcheck.yaml` or `[tool.msgcheck]`), that to the environment
(`MSGCHECK_*`), and that to the command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgcheck.settings_binding import bind, keyed_fields, resolved
from msgcheck.settings_file import FILE_NAME, Setting, find_settings_file, read_settings_file

ENVIRONMENT_PREFIX = "MSGCHECK_"
SEVERITIES = ("high", "medium", "low")
CALIBRATION_FILE = "msgcheck-calibration.json"
"""What `msgcheck calibrate` writes beside the settings, and what is taken from there where nothing else is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """How much of a hostile file is read before it is given up."""

    max_bytes: int = 200_000_000
    """Size of one file."""
    max_unpacked_bytes: int = 1_000_000_000
    """All parts of a zip container together."""
    max_ratio: int = 200
    """Unpacked to packed size of one part above 10 MB."""
    max_part_bytes: int = 100_000_000
    """One part that is parsed; parsed it takes several times as much memory."""
    max_sheet_bytes: int = 25_000_000
    """The sheets of one workbook together, unpacked: half a million cells and 15 s or so."""
    max_text_bytes: int = 10_000_000
    """One plain, Markdown, HTML or rich text, its pictures left out: 10 s or so."""
    max_parts: int = 20_000
    """Parts of a zip container or a mail, mails of a mailbox."""
    max_depth: int = 6
    """Mail in mail, attachment in mail, group in group counts elsewhere."""
    max_blocks: int = 200_000
    """Pieces of text of one document."""
    timeout_s: float = 15.0
    """For one file read by a foreign program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Probabilities from which a judgement gets a lane; they belong to one judge with one embedding model."""

    ask: float = 0.9
    """Together with high severity: asks before sending."""
    suggest: float = 0.6
    """Listed by default."""
    note: float = 0.4
    """Listed with `--all`."""
    calibrated: bool = False
    """False runs everything in the note lane and says "not calibrated"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdSettings:
    """Thresholds someone set by hand; what is left out stays with the judge's own."""

    ask: float | None = None
    """Probability from which a high finding asks before sending."""
    suggest: float | None = None
    """Probability from which a finding is listed."""
    note: float | None = None
    """Probability from which a finding is listed with `--all`."""

    def applied_to(self, thresholds: Thresholds) -> Thresholds:
        """Return a judge's thresholds with the ones set by hand in their place."""
        return replace(
            thresholds,
            ask=thresholds.ask if self.ask is None else self.ask,
            suggest=thresholds.suggest if self.suggest is None else self.suggest,
            note=thresholds.note if self.note is None else self.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderSettings:
    """Which model turns texts into vectors."""

    kind: str = field(default="onnx", metadata={"choices": ("onnx", "sentence-transformers", "hashing")})
    """`onnx` runs the model in ONNX Runtime, prepared once; `hashing` needs none and knows no meaning: for a try."""
    model: str = ""
    """Folder or name of a model; empty for the packaged one."""
    sha256: str = ""
    """Expected sha256 of its weights; empty for the packaged model's own, or no check."""
    folder: Path | None = None
    """Folder of prepared models, which may be shared; empty for `models` in the cache folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSettings:
    """Which model reads approved wording and statement together."""

    kind: str = field(default="packaged", metadata={"choices": ("packaged", "onnx", "cross-encoder", "chat", "none")})
    """`packaged` comes with msgcheck, `none` does without; the others are named below."""
    model: str = ""
    """Folder of an `onnx` model; folder or name of a Hugging Face `cross-encoder`; the name a `chat` service knows."""
    sha256: str = ""
    """Expected sha256 of the weights of an `onnx` model or a `cross-encoder`; empty for no check."""
    labels: str = ""
    """What its labels count as, `entailment=consistent, neutral=unrelated`; empty where its labels are usual ones."""
    url: str = ""
    """`chat` only: address of the service, `http://127.0.0.1:11434`."""
    allow_remote: bool = False
    """Let text go to a `chat` service on another machine, or let a `cross-encoder` be downloaded by name."""
    timeout_s: float = 60.0
    """`chat` only: how long one answer may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """For whom and how some documents are used. The last one that matches wins, key by key."""

    match: str = ""
    """Pattern of paths, `decks/retail/**`; a pattern without a slash matches the file name in any folder."""
    sender: str = field(default="", metadata={"key": "from"})
    """Mail only: pattern of the sender's address, `*@acme.example`, or a domain."""
    recipient: str = field(default="", metadata={"key": "to"})
    """Mail only: pattern that some recipient's address matches, or a domain."""
    persona: str = ""
    """Whom they speak to, in the words of the messaging."""
    segment: str = ""
    """Kind of customer, in the words of the messaging."""
    region: str = ""
    """Where they are used, in the words of the messaging."""
    team: str = ""
    """Where they come from."""
    stage: str = ""
    """When in the sale they are used."""
    audience: str = field(default="", metadata={"choices": ("inside", "outside", "partner")})
    """Who sees them; unknown counts as outside."""
    owner: str = field(default="", metadata={"choices": ("marketing", "field")})
    """Who keeps them."""
    we: str = field(default="", metadata={"choices": ("us", "partner")})
    """Who "we" is in them; us where it is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSettings:
    """How much has to come together before the field's wording is put to marketing as a proposal."""

    sources: int = 3
    """Independent sources, at least; one document is never a proposal."""
    days: int = 14
    """Days between the first and the last document, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, resolved."""

    messaging: Path = Path("messaging")
    """File or folder of the approved messaging."""
    embedder: EmbedderSettings = EmbedderSettings()
    pairs: PairSettings = PairSettings()
    judge: str = "default"
    """Name of the judge, or path of a fitted one: a folder as `msgcheck calibrate --set` writes it, or its weights."""
    calibration: Path | None = None
    """Thresholds fixed on your own labelled statements; `msgcheck-calibration.json` beside the settings where it is."""
    thresholds: ThresholdSettings = ThresholdSettings()
    threads: int = 0
    """CPU threads of the models; 0 takes one, and two where somebody waits for a mail to be sent."""
    reading: ReadingLimits = ReadingLimits()
    documents: tuple[DocumentSettings, ...] = ()
    accounts: Path | None = None
    """CSV with the columns account, domains, region, segment, stage."""
    cache: Path | None = None
    """Folder of remembered vectors; empty for the platform's own."""
    store: str = ""
    """What scans leave for later: a path, or for a team `postgresql+psycopg://user@host/database`; empty for
    `msgcheck.sqlite3` in the platform's data folder, or in the folder `MSGCHECK_STATE_DIR` names. The key of a file
    lies beside it, that of a database in that folder."""
    keep_text: str = field(default="documents", metadata={"choices": ("documents", "all", "none")})
    """Whose sentences the store keeps: those of findings in decks and documents, those of mail too, or none."""
    baseline: Path | None = None
    """Findings already known."""
    silences: Path = Path("msgcheck-silences.yaml")
    """Findings silenced with a reason."""
    fail_on: str = field(default="high", metadata={"choices": (*SEVERITIES, "none")})
    """Severity from which a scan ends with exit code 1."""
    proposals: ProposalSettings = ProposalSettings()
    soon_days: int = 30
    """Lint says so when a message expires within this many days."""
    source: Path | None = field(default=None, metadata={"derived": True})
    """The settings file that was read; None where there is none."""


def load_settings(
    cwd: Path,
    environ: Mapping[str, str],
    overrides: Mapping[str, object] | None = None,
    *,
    config: Path | None = None,
) -> Settings:
    """Return the settings that hold in a folder.

    Args:
        cwd: where the search for a settings file begins; it goes upwards from there.
        environ: environment; `MSGCHECK_MESSAGING`, `MSGCHECK_EMBEDDER_KIND`, `MSGCHECK_CONFIG`, ...
        overrides: values from the command line by dotted name, `embedder.kind`; None values are left out.
        config: settings file to use instead of searching for one.

    Raises:
        SettingsError: a file cannot be read, a key is unknown or a value does not fit.
    """
    given = {**_from_environment(environ, cwd), **_from_command(overrides or {}, cwd)}
    path = config or _settings_path(cwd, environ, given)
    tree = read_settings_file(path) if path else Setting(value={}, where="", folder=cwd)
    for name, setting in given.items():
        tree = _with(tree, name.split("."), setting)
    settings = bind(Settings, tree)
    folder = path.parent if path else cwd
    set_by_hand = tree.value if isinstance(tree.value, Mapping) else {}
    return replace(
        settings,
        messaging=settings.messaging if "messaging" in set_by_hand else _default_messaging(folder),
        silences=settings.silences if "silences" in set_by_hand else resolved(str(settings.silences), folder),
        calibration=settings.calibration if "calibration" in set_by_hand else _default_calibration(folder),
        store=_store_beside(tree, settings.store),
        source=path,
    )


def for_all_documents(settings: Settings, values: Mapping[str, str | None]) -> Settings:
    """Return settings in which every document is for this audience, whatever the file says.

    Args:
        settings: as loaded.
        values: persona, segment, region, team, stage, audience, owner or we from the command line.
    """
    given = {name: value for name, value in values.items() if value}
    if not given:
        return settings
    return replace(settings, documents=(*settings.documents, DocumentSettings(match="**", **given)))


def _settings_path(cwd: Path, environ: Mapping[str, str], given: Mapping[str, Setting]) -> Path | None:
    """Return the settings file: as named, else the nearest above, else the one beside the messaging."""
    if environ.get("MSGCHECK_CONFIG"):
        return resolved(environ["MSGCHECK_CONFIG"], cwd)
    found = find_settings_file(cwd)
    if found is not None:
        return resolved(found.name, found.parent)
    messaging = resolved(str(given["messaging"].value) if "messaging" in given else "messaging", cwd)
    beside = (messaging if messaging.is_dir() else messaging.parent) / FILE_NAME
    return beside if beside.is_file() else None


def _store_beside(tree: Setting, store: str) -> str:
    """Return the store with a path in a settings file made relative to that file; a URL is left as it is."""
    written = tree.value.get("store") if isinstance(tree.value, Mapping) else None
    return store if written is None or not store or "://" in store else str(resolved(store, written.folder))


def _default_messaging(folder: Path) -> Path:
    """Return the folder `messaging` beside the settings, or their own folder where they lie in the messaging."""
    inside = folder / "messaging"
    settings_within = (folder / FILE_NAME).is_file() and not inside.exists()
    if settings_within and any(path.name != FILE_NAME for path in folder.glob("*.yaml")):
        return resolved(".", folder)
    return resolved("messaging", folder)


def _default_calibration(folder: Path) -> Path | None:
    """Return the calibration beside the settings, None where there is none."""
    beside = resolved(CALIBRATION_FILE, folder)
    return beside if beside.is_file() else None


def _from_environment(environ: Mapping[str, str], cwd: Path) -> dict[str, Setting]:
    """Return the settings of the environment by dotted name; other variables are left alone."""
    names = {ENVIRONMENT_PREFIX + name.replace(".", "_").upper(): name for name in _dotted_names()}
    return {
        name: Setting(value=environ[variable], where=variable, folder=cwd)
        for variable, name in names.items()
        if environ.get(variable)
    }


def _from_command(overrides: Mapping[str, object], cwd: Path) -> dict[str, Setting]:
    return {
        name: Setting(value=str(value), where="--" + name.replace(".", "-").replace("_", "-"), folder=cwd)
        for name, value in overrides.items()
        if value is not None
    }


def _dotted_names() -> Sequence[str]:
    """Return the names of all settings that are one value: `messaging`, `embedder.kind`."""
    groups: dict[str, type] = {
        "embedder": EmbedderSettings,
        "pairs": PairSettings,
        "thresholds": ThresholdSettings,
        "reading": ReadingLimits,
        "proposals": ProposalSettings,
    }
    names: list[str] = []
    for setting in keyed_fields(Settings):
        if setting.name in groups:
            names.extend(f"{setting.name}.{inner.name}" for inner in keyed_fields(groups[setting.name]))
        elif setting.name != "documents":
            names.append(setting.name)
    return names


def _with(tree: Setting, names: Sequence[str], setting: Setting) -> Setting:
    """Return the tree with one value put in the place of another."""
    if not names:
        return setting
    inside = tree.value if isinstance(tree.value, Mapping) else {}
    child = inside.get(names[0], Setting(value={}, where=setting.where, folder=setting.folder))
    return replace(tree, value={**inside, names[0]: _with(child, names[1:], setting)})
