"""Whether Postfix lets mail pass when a milter is down or hangs; by default it does not.

Nothing is said where Postfix asks no milter. Where one of those it asks can be told to be msgcheck's, by its port or
its path, the others are their owners' business; where none can, any of them may be.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgcheck.doctor.check import Check

_PROGRAM = "postconf"
_USUAL_PROGRAM = Path("/usr/sbin/postconf")
"""Not on the path of people who are not root."""
_TIMEOUT_S = 10.0
_MILTERS = ("smtpd_milters", "non_smtpd_milters")
_TIMEOUTS = {"milter_connect_timeout": 10, "milter_command_timeout": 10, "milter_content_timeout": 60}
"""The longest that somebody who sends a mail will wait, in seconds, though the milter hangs."""
_ADVISED = {"milter_connect_timeout": "2s", "milter_command_timeout": "5s", "milter_content_timeout": "10s"}
_DEFAULT_ACTION = "milter_default_action"
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_ENTRY = re.compile(r"\{([^{}]*)\}|([^\s,{}]+)")
_OWN = re.compile(r":8899$|msgcheck")

Parameters = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milter:
    """One milter that Postfix asks, with what holds for it."""

    address: str
    parameters: Parameters
    """milter_default_action and the timeouts, from its braces, else of the service, else of main.cf."""
    place: str
    """Where a line has to be changed for it: "main.cf", "master.cf under submission", "the braces of ..."."""


def examine_postfix() -> tuple[Check, ...]:
    """Return what was found of the Postfix of this machine; nothing where it asks no milter."""
    milters = _milters()
    own = [milter for milter in milters if _OWN.search(milter.address)] or milters
    return (_passes(own), _waits(own)) if own else ()


def _passes(milters: list[Milter]) -> Check:
    """Return whether mail passes when a milter is down."""
    asked = ", ".join(dict.fromkeys(milter.address for milter in milters))
    deferring = [milter for milter in milters if milter.parameters.get(_DEFAULT_ACTION) != "accept"]
    if not deferring:
        return Check(what="Postfix", good=True, found=f"mail passes when {asked} is down")
    first = deferring[0]
    action = first.parameters.get(_DEFAULT_ACTION) or "tempfail"
    return Check(
        what="Postfix",
        good=False,
        found=f"mail does not pass when {first.address} is down: {_DEFAULT_ACTION} is {action}",
        mend=_line(first, {_DEFAULT_ACTION: "accept"}),
    )


def _waits(milters: list[Milter]) -> Check:
    """Return whether mail waits for long when a milter hangs."""
    for milter in milters:
        long = {
            name: _ADVISED[name]
            for name, most_s in _TIMEOUTS.items()
            if _seconds(milter.parameters.get(name, "")) > most_s
        }
        if long:
            told = ", ".join(f"{name} is {milter.parameters[name]}" for name in long)
            return Check(
                what="Postfix timeouts",
                good=False,
                found=f"mail waits too long when {milter.address} hangs: {told}",
                mend=_line(milter, long),
            )
    return Check(what="Postfix timeouts", good=True, found="mail does not wait long when a milter hangs")


def _line(milter: Milter, wanted: Parameters) -> str:
    """Return what to write where."""
    if milter.place == "main.cf":
        return "postconf -e " + " ".join(f"{name}={value}" for name, value in wanted.items())
    if milter.place.startswith("master.cf"):
        return f"in {milter.place}: " + " ".join(f"-o {name}={value}" for name, value in wanted.items())
    return f"in {milter.place}: " + ", ".join(f"{name.removeprefix('milter_')}={v}" for name, v in wanted.items())


def _milters() -> list[Milter]:
    """Return every milter that Postfix asks, for mail from outside and from this machine."""
    names = (*_MILTERS, _DEFAULT_ACTION, *_TIMEOUTS)
    main = _read(_postconf("-x", *names))
    found = [milter for name in _MILTERS for milter in _entries(main.get(name, ""), main, "main.cf")]
    services: dict[str, dict[str, str]] = defaultdict(dict)
    for key, value in _read(_postconf("-xP")).items():
        service, _, name = key.rpartition("/")
        services[service][name] = value
    for service, own in sorted(services.items()):
        if not own.keys() & set(names):
            continue
        place = f"master.cf under {service.partition('/')[0]}"
        milters = own.get("smtpd_milters", main.get("smtpd_milters", ""))
        found += _entries(milters, {**main, **own}, place)
    return found


def _entries(written: str, parameters: Parameters, place: str) -> Iterable[Milter]:
    """Yield the milters in a list as Postfix has it: addresses, or braces with an address and what holds for it."""
    for braces, address in _ENTRY.findall(written):
        if address:
            yield Milter(address=address, parameters=parameters, place=place)
            continue
        inner, *own = re.sub(r"\s*=\s*", "=", braces).replace(",", " ").split() or [""]
        named = dict(item.partition("=")[::2] for item in own)
        if inner:
            yield Milter(
                address=inner,
                parameters={**parameters, **{f"milter_{name}": value for name, value in named.items()}},
                place=f"the braces of {inner}" if named else place,
            )


def _postconf(*arguments: str) -> str:
    """Return what postconf prints; nothing where there is none, or no Postfix that is set up."""
    program = shutil.which(_PROGRAM) or str(_USUAL_PROGRAM)
    try:
        told = subprocess.run(
            [program, *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_TIMEOUT_S,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout if told.returncode == 0 else ""


def _read(told: str) -> dict[str, str]:
    """Return the parameters in lines of `name = value`."""
    pairs = (line.partition(" =")[::2] for line in told.splitlines() if " =" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def _seconds(written: str) -> int:
    """Return a time as Postfix writes it, in seconds; 0 where it is none."""
    found = re.fullmatch(r"(\d+)([smhdw]?)", written.strip())
    return int(found[1]) * _UNITS[found[2] or "s"] if found else 0
