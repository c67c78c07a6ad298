"""Which names the service answers to, and which pages may ask it.

A page of the web can make a browser send requests to 127.0.0.1: by naming the service outright, then the browser says
whose page it is (`Origin`); or under a name of its own that suddenly means 127.0.0.1 (DNS rebinding), then the browser
takes the service for that page's own, and only the `Host` header tells. So both are looked at, before a token is.

No page may ask unless its origin was allowed, token or not. Extensions are no pages: nobody but the person at the
browser installs one, its origin differs from browser to browser, and the browser never adds a token or cookie to what
it sends; so extensions pair like any other client, and their token decides.
"""

from __future__ import annotations

from dataclasses import dataclass

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_EXTENSIONS = ("chrome-extension://", "moz-extension://", "safari-web-extension://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The addresses of one service."""

    scheme: str
    port: int
    names: tuple[str, ...] = ()
    """Names and addresses beside those of this machine itself, as clients write them."""
    allowed_origins: tuple[str, ...] = ()
    """Origins of pages elsewhere that may ask, exactly as the browser writes them."""

    @property
    def main(self) -> str:
        """Return the address to hand to people, without a slash at the end."""
        return f"{self.scheme}://{_bracketed(self.names[0]) if self.names else _LOOPBACK[0]}{self._port_shown}"

    def knows_host(self, host: str) -> bool:
        """Return whether a `Host` header names this service."""
        return host.casefold() in self._hosts()

    def is_own(self, origin: str, host: str) -> bool:
        """Return whether an `Origin` header is that of this service's own pages.

        Args:
            origin: as the browser sends it.
            host: the `Host` header of the same request, which is known.
        """
        return origin.casefold() == f"{self.scheme}://{host.casefold()}"

    def may_ask(self, origin: str, host: str) -> bool:
        """Return whether a page or an extension of this origin may ask at all."""
        return self.is_own(origin, host) or origin in self.allowed_origins or origin.casefold().startswith(_EXTENSIONS)

    @property
    def _port_shown(self) -> str:
        return "" if _DEFAULT_PORTS[self.scheme] == self.port else f":{self.port}"

    def _hosts(self) -> frozenset[str]:
        names = {name.casefold() for name in (*_LOOPBACK, *map(_bracketed, self.names))}
        bare = names if not self._port_shown else set()
        return frozenset({f"{name}:{self.port}" for name in names} | bare)


def _bracketed(name: str) -> str:
    """Return a name as it stands in an address; an IPv6 address stands in brackets."""
    return f"[{name}]" if ":" in name and not name.startswith("[") else name
