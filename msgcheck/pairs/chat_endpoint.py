"""A chat model behind an OpenAI-compatible address as a pair model: off unless the settings name it.

This is the one file of msgcheck from which text leaves the process, and it says so on every run. An address on
another machine is refused unless the settings allow it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np

from msgcheck.errors import ModelUnavailable, SettingsError
from msgcheck.pairs.chat_prompt import SYSTEM_PROMPT, question, read_answer
from msgcheck.pairs.interface import PAIR_LABELS, Floats2d, Pair
from msgcheck.pairs.probabilities import as_rows, is_even

if TYPE_CHECKING:
    import httpx

API_KEY = "MSGCHECK_PAIRS_API_KEY"
"""Environment variable with the key of the service; a key in a settings file would end up in version control."""

_PATH = "/chat/completions"
_PARALLEL = 4
_ATTEMPTS = 4
_CONNECT_TIMEOUT_S = 5.0
_LONGEST_WAIT_S = 30.0
_ALWAYS = {"temperature": 0, "stream": False}
_WHERE_KNOWN = {"seed": 1, "max_tokens": 1024, "response_format": {"type": "json_object"}}
"""What not every service knows; one that refuses it is asked without."""

_log = logging.getLogger(__name__)


class ChatPairModel:
    """Asks a chat service about each pair.

    Args:
        model_name: the name the service knows the model by.
        url: address of the service, with or without `/v1`.
        allow_remote: whether it may be on another machine.
        api_key: sent as bearer token; empty for none.
        timeout_s: how long one answer may take.
        wait: what waits before another attempt; tests need not.

    Raises:
        SettingsError: the address cannot be used, or is on another machine and that was not allowed.
    """

    def __init__(
        self,
        model_name: str,
        *,
        url: str,
        allow_remote: bool = False,
        api_key: str = "",
        timeout_s: float = 60.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.model_name = model_name
        self.timeout_s = timeout_s
        self._url = _endpoint(url)
        self._is_local = _is_loopback(self._url.host)
        self._api_key = _key(api_key)
        self._wait = wait
        self._warned = False
        self._extras: Mapping[str, Any] = _WHERE_KNOWN
        if not self._is_local and not allow_remote:
            raise SettingsError(
                f"{self.address} is on another machine: approved wording and statements would be sent there",
                where="pairs.url",
                hint="set pairs.allow_remote to true if that is meant",
            )

    @property
    def address(self) -> str:
        """Return scheme, host and port of the service."""
        host = f"[{self._url.host}]" if ":" in self._url.host else self._url.host
        port = self._url.port or (443 if self._url.scheme == "https" else 80)
        return f"{self._url.scheme}://{host}:{port}"

    @property
    def model(self) -> str:
        """Return the model's name and 8 hex digits of a sha256 of address, name and what it is asked."""
        asked = "\0".join((str(self._url), self.model_name, SYSTEM_PROMPT))
        return f"{self.model_name}@{hashlib.sha256(asked.encode()).hexdigest()[:8]}"

    @property
    def notice(self) -> str:
        """Return what people have to know before this model is used."""
        sent = f"approved wording and statements are sent to {self.address}"
        if self._is_local:
            return f"{sent}, a service on this machine; what it does with them msgcheck cannot see"
        lock = "" if self._url.scheme == "https" else ", unencrypted"
        return f"{sent}, on another machine{lock}"

    def read(self, pairs: Sequence[Pair]) -> Floats2d:
        """Return log-probabilities, float32 of shape (n, 7), in the order of `pairs`.

        A pair whose answer cannot be read gets the same probability for every label; how many they are is logged.

        Raises:
            ModelUnavailable: the service does not answer, not in time, or not as a chat service.
        """
        if not pairs:
            return np.zeros((0, len(PAIR_LABELS)), dtype=np.float32)
        if not self._warned:
            _log.warning("%s", self.notice)
            self._warned = True
        nothing = np.full(len(PAIR_LABELS), np.nan)
        answers = self._answers(pairs)
        rows = as_rows(np.stack([nothing if (logs := read_answer(answer)) is None else logs for answer in answers]))
        unread = sum(is_even(row) for row in rows)
        if unread:
            _log.warning(
                "%d of %d answers of %s cannot be read; they count as undecided", unread, len(rows), self.model_name
            )
        return rows

    def _answers(self, pairs: Sequence[Pair]) -> list[str]:
        """Return the answer about each pair; the first failure ends them all."""
        import httpx

        # A proxy from the environment would carry text for this machine to another one.
        client = httpx.Client(
            timeout=httpx.Timeout(self.timeout_s, connect=min(self.timeout_s, _CONNECT_TIMEOUT_S)),
            headers={"Authorization": f"Bearer {self._api_key}"} if self._api_key else {},
            trust_env=not self._is_local,
            follow_redirects=False,
        )
        failed = Event()

        def answer(pair: Pair) -> str:
            if failed.is_set():
                return ""
            try:
                return self._answer(client, pair)
            except ModelUnavailable:
                failed.set()
                raise

        pool = ThreadPoolExecutor(_PARALLEL, thread_name_prefix="pairs")
        with closing(client):
            try:
                return list(pool.map(answer, pairs))
            finally:
                pool.shutdown(cancel_futures=True)

    def _answer(self, client: httpx.Client, pair: Pair) -> str:
        """Return what the service says about one pair, asked again where it is busy or fails for a moment."""
        said = [{"role": "system", "content": SYSTEM_PROMPT}, {"role": "user", "content": question(pair)}]
        problem = ""
        for attempt in range(_ATTEMPTS):
            extras = self._extras
            response = self._posted(client, {"model": self.model_name, "messages": said, **_ALWAYS, **extras})
            if response is None:
                problem = "the connection broke off"
            elif response.status_code == 200:
                return self._content(response)
            else:
                problem = f"status {response.status_code}"
                if response.status_code in {400, 422} and extras:
                    self._extras = {}
                    continue
                if response.status_code != 429 and response.status_code < 500:
                    raise self._unavailable(f"answers with {problem}", _hint(response.status_code))
            if attempt + 1 < _ATTEMPTS:
                self._wait(_seconds_to_wait(response, attempt))
        raise self._unavailable(f"failed {_ATTEMPTS} times, the last time with: {problem}", "try again later")

    def _posted(self, client: httpx.Client, body: Mapping[str, Any]) -> httpx.Response | None:
        """Return the response, None where the connection broke off after it stood."""
        import httpx

        try:
            return client.post(self._url, json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout) as err:
            raise self._unavailable("cannot be reached", "start the service, or mend pairs.url") from err
        except httpx.TimeoutException as err:
            raise self._unavailable(
                f"gave no answer within {self.timeout_s:g} s", "take a smaller model, or set pairs.timeout_s higher"
            ) from err
        except httpx.TransportError:
            return None
        except httpx.HTTPError as err:
            raise self._unavailable("answers with something that cannot be read", "mend pairs.url") from err

    def _content(self, response: httpx.Response) -> str:
        """Return the text of a completion; empty where the model gave none."""
        try:
            content = response.json()["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError) as err:
            raise self._unavailable(
                "answers, but not as a chat service does", "mend pairs.url: it must offer /v1/chat/completions"
            ) from err
        return content if isinstance(content, str) else ""

    def _unavailable(self, what: str, hint: str) -> ModelUnavailable:
        return ModelUnavailable(f"the pair model {self.model_name} {what}", where=self.address, hint=hint)


def _endpoint(written: str) -> httpx.URL:
    """Return the whole address of chat completions from the one in the settings."""
    import httpx

    try:
        url = httpx.URL(written.strip())
    except (httpx.InvalidURL, ValueError) as err:
        raise SettingsError("'pairs.url' is no address", where="pairs.url", hint=_EXAMPLE) from err
    if url.scheme not in {"http", "https"} or not url.host or not 0 < (url.port or 80) < 65536:
        raise SettingsError("'pairs.url' is no address of a web service", where="pairs.url", hint=_EXAMPLE)
    if url.userinfo or url.query or url.fragment:
        raise SettingsError(
            "'pairs.url' holds more than an address", where="pairs.url", hint=f"put a key into the variable {API_KEY}"
        )
    path = url.path.rstrip("/")
    return url.copy_with(path=path if path.endswith(_PATH) else f"{path or '/v1'}{_PATH}")


def _key(written: str) -> str:
    """Return the key as it goes into a header."""
    key = written.strip()
    if not key.isascii() or not key.isprintable():
        raise SettingsError(
            "the key of the chat service holds characters no key has", where=API_KEY, hint="copy it anew"
        )
    return key


_EXAMPLE = "write http://127.0.0.1:11434, for example"


def _is_loopback(host: str) -> bool:
    """Return whether a host is this machine whatever its name service says."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds_to_wait(response: httpx.Response | None, attempt: int) -> float:
    """Return how long to wait: what the service asks for, else half a second and twice as long each time."""
    asked = response.headers.get("retry-after", "") if response is not None else ""
    seconds = float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2**attempt
    return min(seconds, _LONGEST_WAIT_S)


def _hint(status: int) -> str:
    match status:
        case 401 | 403:
            return f"put its key into the variable {API_KEY}"
        case 404:
            return "mend pairs.url or pairs.model: the service does not know one of them"
        case _:
            return "look into the log of the service"
