"""One file a code; each class docstring is the documentation of its code.

`pair_rules` explain one statement beside one wording, `document_rules` look at a whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgcheck.judge.interface import DocumentRule, Rule


def pair_rules() -> tuple[Rule, ...]:
    """Return the built-in rules that explain one pair, in the order of their codes."""
    from msgcheck.judge.rules.mc101_contradicts import Contradicts
    from msgcheck.judge.rules.mc102_figure_changed import FigureChanged
    from msgcheck.judge.rules.mc103_overstated import Overstated
    from msgcheck.judge.rules.mc104_understated import Understated
    from msgcheck.judge.rules.mc105_reframed import Reframed
    from msgcheck.judge.rules.mc201_outdated import Outdated
    from msgcheck.judge.rules.mc202_forbidden import Forbidden
    from msgcheck.judge.rules.mc301_unsupported import Unsupported

    return (
        Contradicts(),
        FigureChanged(),
        Overstated(),
        Understated(),
        Reframed(),
        Outdated(),
        Forbidden(),
        Unsupported(),
    )


def document_rules() -> tuple[DocumentRule, ...]:
    """Return the built-in rules that look at a whole document, in the order of their codes."""
    from msgcheck.judge.rules.mc203_internal import Internal
    from msgcheck.judge.rules.mc204_embargoed import Embargoed
    from msgcheck.judge.rules.mc205_expired import Expired
    from msgcheck.judge.rules.mc302_reference import Reference
    from msgcheck.judge.rules.mc303_about_competitor import AboutCompetitor
    from msgcheck.judge.rules.mc401_wrong_term import WrongTerm
    from msgcheck.judge.rules.mc402_missing import Missing
    from msgcheck.judge.rules.mc403_wrong_audience import WrongAudience

    return (
        Internal(),
        Embargoed(),
        Expired(),
        Reference(),
        AboutCompetitor(),
        WrongTerm(),
        Missing(),
        WrongAudience(),
    )
