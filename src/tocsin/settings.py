"""The settings: built once at the edge, frozen, passed down. This module alone reads the environment and files.

The order is: the flag, the environment, `tocsin.toml` in the current folder, the default. Everything that is
wrong is reported in one go.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from tocsin.cap import NO_NAME, STATUSES, Status
from tocsin.errors import SettingsError
from tocsin.logs import LOGS, Log
from tocsin.secret import Secret
from tocsin.tlp import TLPS, Tlp

FILE = "tocsin.toml"
LLM_KEY = "TOCSIN_LLM_KEY"  # a secret: in the environment or a file of its own, and in no list of settings
BUILT_IN = "built-in"

Color = Literal["auto", "always", "never"]
COLORS: tuple[Color, ...] = ("auto", "always", "never")
Depth = Literal["gated", "full"]
DEPTHS: tuple[Depth, ...] = ("gated", "full")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in the file, the variable of the environment, the default, and what it is for."""

    key: str
    variable: str
    default: str | int
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "database",
        "TOCSIN_DATABASE",
        "sqlite:///tocsin.db",
        "where the ledger is: the path of an SQLite file, or a URL: sqlite:///path, or postgresql://user@host/database",
    ),
    Setting("reader", "TOCSIN_READER", "rules", "the reader that `read` and `add` use"),
    Setting(
        "depth",
        "TOCSIN_DEPTH",
        "gated",
        "how far documents are read: gated (those whose words are about other things no further) or full",
    ),
    Setting(
        "gazetteer",
        "TOCSIN_GAZETTEER",
        BUILT_IN,
        "where places are looked up: built-in, or the path of a file that `tocsin gazetteer build` wrote",
    ),
    Setting(
        "register",
        "TOCSIN_REGISTER",
        BUILT_IN,
        "where actors are looked up: built-in, or the path of a file that `tocsin register import` wrote",
    ),
    Setting(
        "neural_model",
        "TOCSIN_NEURAL_MODEL",
        BUILT_IN,
        "the network of the readers neural and both: built-in, or the path of a folder that `tocsin train` wrote",
    ),
    Setting("watches", "TOCSIN_WATCHES", "watch.toml", "the file of watches and of the channels that alerts go to"),
    Setting("policies", "TOCSIN_POLICIES", "policies", "the folder of the policies of partners, one file each"),
    Setting("tlp", "TOCSIN_TLP", "red", "how far what is shared may go, where nothing else is said: a TLP 2.0 level"),
    Setting(
        "producer",
        "TOCSIN_PRODUCER",
        "A user of Tocsin",
        "whose record it is, as those are told with whom it is shared",
    ),
    Setting(
        "cap_status",
        "TOCSIN_CAP_STATUS",
        "Draft",
        "what CAP messages are: Draft, Exercise, Test, System, or Actual, which others relay to the public",
    ),
    Setting(
        "cap_sender", "TOCSIN_CAP_SENDER", "", "who sends CAP messages: a name of yours that is unique in the world"
    ),
    Setting("log", "TOCSIN_LOG", "off", "what is told of the work, on standard error: off, text, or json"),
    Setting("color", "TOCSIN_COLOR", "auto", "colour in text: auto (on a terminal only), always or never"),
    Setting("analyst", "TOCSIN_ANALYST", "", "the name under which you decide about incidents"),
    Setting(
        "contact",
        "TOCSIN_CONTACT",
        "",
        "who fetches, as hosts are told: an address of the web or of mail; none by default",
    ),
    Setting(
        "allowed_hosts",
        "TOCSIN_ALLOWED_HOSTS",
        "",
        "hosts that may lie at private addresses, by name, with commas between; all others are refused there",
    ),
    Setting("max_bytes", "TOCSIN_MAX_BYTES", 20_000_000, "the largest document that is read, in bytes"),
    Setting(
        "llm_url", "TOCSIN_LLM_URL", "", "where the language model of the reader llm is asked, mostly ending in /v1"
    ),
    Setting("llm_model", "TOCSIN_LLM_MODEL", "", "the name of the model, as its service knows it"),
    Setting("llm_provider", "TOCSIN_LLM_PROVIDER", "openai", "the protocol that the service of the model speaks"),
    Setting(
        "llm_key_file",
        "TOCSIN_LLM_KEY_FILE",
        "",
        "a file that holds the key of the service; the key itself is set as TOCSIN_LLM_KEY, or not at all",
    ),
    Setting("llm_budget", "TOCSIN_LLM_BUDGET", 0, "the most tokens that one run may use, in and out; 0 for any number"),
    Setting(
        "llm_answer", "TOCSIN_LLM_ANSWER", 8_000, "the most tokens of one answer; a longer one is asked for in halves"
    ),
    Setting("llm_at_once", "TOCSIN_LLM_AT_ONCE", 4, "how many documents are put to the model at once"),
    Setting("llm_per_minute", "TOCSIN_LLM_PER_MINUTE", 0, "the most requests in a minute; 0 for any number"),
    Setting("llm_seconds", "TOCSIN_LLM_SECONDS", 300, "how long one answer may take, in seconds"),
    Setting(
        "llm_prices",
        "TOCSIN_LLM_PRICES",
        "",
        "what a million tokens cost, in and out, as 0.15/0.60; with it, the cost of a run is told",
    ),
    Setting(
        "llm_cache",
        "TOCSIN_LLM_CACHE",
        "~/.cache/tocsin/llm",
        "the folder of the model's answers, from which a run goes on where it stopped; off for none",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program runs under. `origins` says for each key where its value came from."""

    database: str
    reader: str
    depth: Depth
    gazetteer: str
    register: str
    neural_model: str
    watches: str
    policies: str
    tlp: Tlp
    producer: str
    cap_status: Status
    cap_sender: str
    log: Log
    color: Color
    analyst: str
    contact: str
    allowed_hosts: str
    max_bytes: int
    llm_url: str
    llm_model: str
    llm_provider: str
    llm_key_file: str
    llm_budget: int
    llm_answer: int
    llm_at_once: int
    llm_per_minute: int
    llm_seconds: int
    llm_prices: str
    llm_cache: str
    llm_key: Secret
    origins: Mapping[str, str]


class ManySettingsErrors(SettingsError):
    """Several settings have values that cannot be; each is named."""

    def __init__(self, problems: list[SettingsError]) -> None:
        first = problems[0]
        super().__init__(first.key, first.value, "")
        self.args = ("; ".join(str(problem) for problem in problems),)
        self.problems = tuple(problems)


def load_settings(
    *, flags: Mapping[str, str | int | None], environment: Mapping[str, str], folder: Path = Path()
) -> Settings:
    """The settings, from flags, environment, `tocsin.toml` in `folder`, and defaults.

    Raises `SettingsError` naming every value that cannot be.
    """
    problems: list[SettingsError] = []
    in_file = _load_file(folder / FILE, problems)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        raw, origins[setting.key] = _find(setting, flags, environment, in_file)
        try:
            values[setting.key] = _parse(setting, raw)
        except SettingsError as problem:
            problems.append(problem)
    if problems:
        raise problems[0] if len(problems) == 1 else ManySettingsErrors(problems)
    key = Secret(environment.get(LLM_KEY, "").strip())
    return Settings(**values, llm_key=key, origins=MappingProxyType(origins))


def _load_file(path: Path, problems: list[SettingsError]) -> dict[str, Any]:
    """The content of the file, empty where there is none; unknown keys and broken TOML are problems."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(SettingsError(FILE, str(path), f"cannot be read: {error}"))
        return {}
    known = [setting.key for setting in SETTINGS]
    for key, value in content.items():
        if key not in known:
            problems.append(SettingsError(key, str(value), f"{FILE} knows only {', '.join(known)}"))
    return content


def _find(
    setting: Setting, flags: Mapping[str, str | int | None], environment: Mapping[str, str], in_file: Mapping[str, Any]
) -> tuple[Any, str]:
    """The raw value of a setting and where it came from."""
    if flags.get(setting.key) is not None:
        return flags[setting.key], "flag"
    if environment.get(setting.variable):
        return environment[setting.variable], setting.variable
    if setting.key == "color" and environment.get("NO_COLOR"):
        return "never", "NO_COLOR"
    if setting.key in in_file:
        return in_file[setting.key], FILE
    return setting.default, "default"


def _parse(setting: Setting, raw: Any) -> str | int:
    """The value of a setting. Raises `SettingsError`."""
    match setting.key:
        case "database":
            return database_url(_word(setting, raw))
        case "log":
            if raw not in LOGS:
                raise SettingsError(setting.key, str(raw), f"expected one of {', '.join(LOGS)}")
            return str(raw)
        case "color":
            if raw not in COLORS:
                raise SettingsError(setting.key, str(raw), f"expected one of {', '.join(COLORS)}")
            return str(raw)
        case "tlp":
            if raw not in TLPS:
                raise SettingsError(setting.key, str(raw), f"expected one of {', '.join(TLPS)}")
            return str(raw)
        case "cap_status":
            if str(raw).capitalize() not in STATUSES:
                raise SettingsError(setting.key, str(raw), f"expected one of {', '.join(STATUSES)}")
            return str(raw).capitalize()
        case "cap_sender":
            if not NO_NAME.isdisjoint(str(raw)):
                raise SettingsError(setting.key, str(raw), "expected a name without spaces, commas, < and &")
            return str(raw)
        case "depth":
            if raw not in DEPTHS:
                raise SettingsError(setting.key, str(raw), f"expected one of {', '.join(DEPTHS)}")
            return str(raw)
        case "analyst" | "contact" | "allowed_hosts" | "llm_url" | "llm_model" | "llm_key_file":
            return " ".join(str(raw).split())
        case "llm_prices":
            prices_of(str(raw))
            return str(raw).strip()
        case "max_bytes" | "llm_answer" | "llm_at_once" | "llm_seconds":
            return _positive(setting, raw)
        case "llm_budget" | "llm_per_minute":
            return 0 if raw in (0, "0") and not isinstance(raw, bool) else _positive(setting, raw)
        case _:
            return _word(setting, raw)


def _word(setting: Setting, raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise SettingsError(setting.key, str(raw), "expected some words")
    return raw.strip()


def _positive(setting: Setting, raw: Any) -> int:
    try:
        number = int(str(raw).replace("_", ""))
    except ValueError:
        number = 0
    if isinstance(raw, bool) or number <= 0:
        raise SettingsError(setting.key, str(raw), "expected a whole number above 0")
    return number


def prices_of(words: str) -> tuple[float, float] | None:
    """What a million tokens cost, in and out; None where nothing is said. Raises `SettingsError`."""
    if not words.strip():
        return None
    inward, slash, outward = words.partition("/")
    try:
        prices = (float(inward), float(outward if slash else inward))
    except ValueError:
        prices = (-1.0, -1.0)
    if not all(0 <= price < 1e9 for price in prices):
        raise SettingsError("llm_prices", words, "expected two prices with a slash between, such as 0.15/0.60")
    return prices


def llm_key(settings: Settings) -> Secret:
    """The key of the model's service: of the environment, else the first line of the key file; empty for none.

    Raises `SettingsError` where the file cannot be read.
    """
    if settings.llm_key or not settings.llm_key_file:
        return settings.llm_key
    try:
        lines = Path(settings.llm_key_file).expanduser().read_text("utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("llm_key_file", settings.llm_key_file, "cannot be read; it holds the key alone") from error
    return Secret(lines[0] if lines else "")


def database_url(words: str) -> str:
    """An SQLAlchemy URL from one, or from the path of an SQLite file."""
    return words if "://" in words or words.startswith("sqlite:") else f"sqlite:///{words}"


def without_password(url: str) -> str:
    """The URL fit to be shown: a password in it is three stars."""
    scheme, mark, rest = url.partition("://")
    user, at, place = rest.rpartition("@")
    name, colon, _ = user.partition(":")
    return f"{scheme}{mark}{name}{colon}***{at}{place}" if at and colon else url
