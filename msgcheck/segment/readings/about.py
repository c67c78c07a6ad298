"""Who a sentence makes a statement about: us, the customer, a competitor, the market, or nobody.

Most sentences of a deck or a seller's mail are about us, and a sentence wrongly taken for somebody else's
would be let through unseen. So a rule needs a sign of its own ("you told me", "their current supplier",
"nationally", "agenda"), and nearly every rule gives way where the sentence also names us or our products.
The first rule that holds decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.records import About, Cue, Form
from msgcheck.segment.readings.cue_table import straightened

_FLAGS = re.IGNORECASE | re.VERBOSE

_OURSELVES = re.compile(r"(?<!\w)(?:[Ww]e|WE|[Oo]urs?|OUR|[Oo]urselves|us|Us)(?!\w)(?!-)")
_NOT_OURSELVES = re.compile(
    r"""\b(?:told|sent|showed|shown|gave|given|met|shared\ with|tell|send|show|join|let|see|asked|visited|between|with|had)\ (?:all\ of\ )?us\b
    |\b(?:what|as|where|how|when|since)\ we(?:'ve)?\ (?:all\ )?(?:heard|understood|understand|met|saw|noted|discussed|agreed|spoke|talked|left|are\ in|stand|read|
      learned|have\ it|got\ to|got\ from|counted|measured\ at)\b
    |\b(?:what|who|where|when)\ we(?:'ll|'d|\ will|\ want|\ would|\ plan|'re|\ need)(?:\ like)?\b
    |\b(?:shall|can|could|should|may|if|before|until|while)\ we\ (?:push|move|meet|start|talk|speak|have|go|see|catch|do\ it|make\ it|shift|say|reschedule|use|get)\b
    |\bour\ (?:questions|agenda|notes|call|meeting|chat|visit|conversation|next\ steps?|session|talk|workshop|lunch|homework|side|slot|diary|diaries|(?:\w+\ )?questions)\b
    |\bwe(?:'re|\ are)\ (?:meeting|in\ room|on\ site|down\ for|booked)\b|\bwe\ (?:met|spoke|talked|heard|saw|noted|agreed|discussed)\b
    |\bnot\ (?:ours|us)\b|\btheirs\ not\ ours\b""",
    _FLAGS,
)

_SUPPLIER = (
    r"(?:suppliers?|vendors?|providers?|tools?|systems?|platforms?|agency|agencies|bank|insurer|broker|carrier|contractors?|outfit|firm|partner|software|app|solution|"
    r"portal|package|provider's|crm|erp|landlord|dealer|bureau|hauliers?|factor|installers?|accountants?|architects?|lawyers?|solicitors?|printer|caterer|"
    r"cleaners?|lender|operator|consultant|consultancy|distributor|manufacturer|maker|make|kit|machine|setup|mob|lot|crowd|company|payroll|telco|network|utility|"
    r"recruiter|studio|laundry|lab|host|registrar|pharmacy|brand|model|contract|lease|deal|edition|policy|service|arrangement|product|EAP|PMS|LMS|licen[cs]e|guys)"
)
_CURRENT = r"(?:current|present|incumbent|existing|old|last|previous|former|in-house|usual|legacy|today's|other)"
_SAID = r"(?:said|told|mentioned|wrote|noted|reported|explained|described|quoted|reckoned|complained|admitted|confirmed|says|say|tell|reckons?|believes?|thinks?|swears?|claims?)"
_STAKEHOLDER = (
    r"(?:team|staff|people|crew|crews|drivers|employees|reps|agents|nurses|clerks|engineers|developers|analysts|planners|plant|fleet|site|sites|yard|firm|practice|hospital|"
    r"school|schools|branches|stores|shops|customers|shoppers|clients|users|patients|members|tenants|students|pupils|IT|finance|HR|CFO|CEO|board|"
    r"budget|data|numbers|figures|records|report|survey|target|goal|situation|business|world|company|office|offices|depot|warehouse|line|lines|lab|"
    r"department|council|trust|store|farm|mill|kitchen|hotel|house|houses|season|volume|volumes|turnover|spend|costs?|process|setup|stack)"
)
_PERIOD = (
    r"(?:last\ (?:year|quarter|month|week|season|winter|summer|spring|autumn|fall|peak|time|night|christmas|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)|(?:in|since|back\ in)\ (?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|(?:19|20)\d\d)|"
    r"yesterday|this\ (?:spring|summer|winter|autumn|year)|(?:at\ the\ moment|right\ now|today|these\ days|currently|at\ present|as\ of\ today|so\ far\ this\ year))"
)
_COUNTRY = (
    r"(?:UK|U\.K\.|US|U\.S\.|USA|EU|Britain|England|Scotland|Wales|Ireland|Germany|France|Austria|Switzerland|Spain|Italy|Netherlands|Belgium|Denmark|Sweden|Norway|Finland|"
    r"Poland|Europe|Canada|Australia|America|American|British|German|French|Canadian|Australian|European|Irish|Scottish|Dutch|Danish|Swedish|Norwegian|Swiss|Austrian|Spanish|Italian|DACH|Ontario|"
    r"Texas|California)"
)
_TREND = r"(?:up|down|fell|fall|falls|falling|rose|rise|rises|rising|hit|hits|passed|lost|lose|grew|grow|growing|climbed|dropped|closed|shrank|doubled|halved|slipped|jumped|above|below|tightened)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One sign of who a sentence is about."""

    about: About
    name: str
    pattern: re.Pattern[str]
    despite_us: bool = False
    """Whether it holds although the sentence names us."""


def _rule(about: About, name: str, pattern: str, *, despite_us: bool = False) -> _Rule:
    return _Rule(about=about, name=name, pattern=re.compile(pattern, _FLAGS), despite_us=despite_us)


_RULES: tuple[_Rule, ...] = (
    _rule(
        About.NOBODY,
        "agenda",
        r"""^\W*(?:\d\.\ )?(?:agenda|next\ steps?|open\ (?:questions|points|issues|items)|action\ items|to[- ]dos?|contents|outline|recap|appendix|back-?up(?:\ slides)?|
        q\s?&\s?a|aob|introductions?|intros|who(?:'s|\ is)\ (?:in\ the\ room|here|who)|thank\ you|the\ plan\ for\ (?:today|the\ day))\b(?=\W|$)
        |^\W*today:|^\W*(?:(?:our|your|my|the)\ )?(?:\w+\ )?(?:questions?|things|points|items|topics|decisions)\ (?:for|to|we|before|from)\b
        |^\W*(?:what|who|where|how|when|which|why)(?:'s|'re|'ll)?\ [^.!?]*\b(?:today|cover|heard|left\ off|discuss|settle|decide|open|meet|agree|conversation|room|
          we\ stand|you\ stand|next|asked|told|say|said|your\ (?:own\ )?\w+)\b[^.!?]*$
        |\bnext\ steps\b|\bopen\ (?:qs|questions|points)\b|\bagenda\b""",
        despite_us=True,
    ),
    _rule(
        About.NOBODY,
        "logistics",
        r"""\b(?:see\ (?:you|ya|y'all)|calendar|invite|zoom|teams\ link|dial[- ]?in|conf(?:erence)?\ call|reschedul\w+|dentist|parking|park\ (?:round|behind|at|in)|badge|
        flagpole|stand-?up|call\ moved|walk-?thr(?:u|ough)|meeting\ room|group\ rate|train\ (?:was|is|leaves|gets)|flight\ (?:is|was|lands)|taxi|hotel\ (?:has|is|was)|
        lunch\ (?:is|at|on)|grab\ (?:lunch|a\ coffee|coffee)|coffee\ at|coffee's|(?:signed|resend|send|sign)\ (?:the\ )?NDA|NDA\ (?:back|signed|is)|steel\ toes|
        sample\ box|slides?\ (?:over|deck)|minutes\ of\ (?:our|the)|recording\ of|ring\ (?:you\ )?(?:at|tomorrow)|call\ you\ (?:at|tomorrow|on)|
        leaves\ at\ \d|joins\ (?:us|at)|pick\ a\ slot|works\ for\ (?:you|me)|suits?\ you|that\ suits|conference\ ticket|booth|expo|out\ of\ office|on\ holiday|on\ leave)\b
        |\b(?:move|push|shift|make\ it|meet|down\ for|can\ do|free|available|call|chat|slot|speak|catch\ up|meeting|site\ visit|ring|around|here)\b[^.;]{0,30}\b
          (?:mon|tues?|wed(?:nes|s)?|thu(?:rs)?|fri|satur|sun)(?:day)?\b(?!\s*(?:to|through|thru|-|and)\b)
        |^\W*(?:I'll|I\ will|I'm|I\ am|I've|I\ have|my\ \w+\ (?:was|is))\b(?=[^.;]*\b(?:send|sent|attach\w*|bring|in\ \w+\ (?:thru|until|on)|be\ (?:at|there|down|in)|back\ on|away|
          train|car|plane|call|ring|copy|copied|cc|forward\w*|book\w*|gate|flight)\b)
        |^\W*(?:attached|attaching|enclosed|please\ find|here(?:'s|\ are|\ is)\ the\ (?:deck|slides|link|recording|agenda|notes)|sending)\b
        |^\W*(?:sorry|apologies|btw|ps|p\.s\.|oops)\b""",
    ),
    _rule(
        About.NOBODY,
        "speaker's prompt",
        r"""^\W*(?:\(?note\ to\ self\W+)?(?:ask(?!s|ed|ing)|don't\ (?:demo|mention|bring|show|open|start|go|push|talk|name|interrupt|forget|guess|read|say)|let\ \w+\ (?:do|run|speak|start|answer|present|talk)|
        start\ (?:on|with)|pause|hand\ (?:the|out|over\ to)|hand\ round|mind\ the|wait\ (?:for|until)|skip|show\ (?:of|the|them|him|her)|demo\ (?:the|first|only)|avoid|open\ with|
        find\ out|best\ not|be\ (?:careful|gentle|brief|on\ time)|careful|tread|check\ (?:who|whether|if|with)|get\ (?:to|the)\ \w+\ (?:by|to\ talk)|keep\ (?:it|this)\ (?:short|brief|light)|
        leave\ (?:time|room)|remember\ to\ (?:ask|bring|thank)|go\ slow|smile|breathe|move\ on|back\ to\ slide|click|poll|take\ questions|listen|let\ them)\b""",
    ),
    _rule(
        About.CUSTOMER,
        "told by the customer",
        rf"""\b(?:you(?:'ve|\ also|\ both|\ all|\ have|\ yourself)?|your\ (?:\w+\ ){{0,2}}\w+|he|she|they)\ {_SAID}\b(?!\ (?:them|him|her)\ (?:that\ )?we\b)
        |,\ (?:he|she|you|they|\w+)\ (?:said|says|told\ \w+|reckons|wrote|mentioned)\W*$
        |\b(?:according\ to|per|going\ by|going\ on|based\ on|judging\ by|looking\ at|from|in|by)\ (?:the\ \w+\ (?:you|they|he|she)\b|your\ (?:own\ )?(?:\w+\ )?(?:list|report|figures|data|numbers|sheet|records|
          email|notes|rfp|tender|survey|logs?|invoices?|statements?|brief|website|accounts)|their\ own\ (?:figures|data|numbers|reckoning))
        |\byour\ own\ (?:\w+\ )?(?:figures|data|numbers|records|survey|report|logs?|words|count|operators|staff|team|people)\b
        |\bif\ I\ (?:noted|wrote|got|read|understood|heard|remember|recall|took)\b|\bas\ (?:I|we)\ understand\ it\b|\bas\ you\ (?:said|told|mentioned|know|wrote|put\ it|noted)\b
        |\b(?:he|she)\ (?:loves|hates|wants|beleives|believes|fears|worries|likes|isn't|has|had|runs|got)\b""",
    ),
    _rule(
        About.CUSTOMER,
        "your facts",
        rf"""^\W*(?:your|their)\ [\w'&/, -]{{2,40}}:\s
        |^\W*you(?:r\ [\w' -]+)?\ today\b|^\W*today,?\ you(?:r)?\b|^\W*(?:as-is|status\ quo|where\ you\ (?:are|stand)|your\ (?:situation|world|starting\ point|current\ state|journey))\b
        |\b(?:on|at)\ your\ (?:side|end|place)\b""",
    ),
    _rule(
        About.COMPETITOR,
        "supplier they have",
        rf"""\b(?:your|their|his|her|the|a|my)\ (?:\w+\ )?{_CURRENT}\ (?:[\w-]+\ ){{0,2}}{_SUPPLIER}\b|\b(?:incumbent|rivals?|competitors?|competition)\b
        |^\W*(?:the\ )?(?:{_CURRENT})\ (?:[\w-]+\ ){{0,2}}{_SUPPLIER}\b
        |\b(?:your|their)\ (?:\w+\ )?(?:vendor|supplier|provider|landlord|agency|insurer|bank|broker|accountant|installer|contractor|dealer|DNO|utility|carrier|lender)(?:'s)?\ 
          (?:\w+\ )?(?:quoted?|proposed|charges?|takes?|has|says|said|told|sent|raised|wants|needs?|promises?|lets?|offers?|billed|runs?)\b
        |\b(?:they|you)(?:'re|\ are)?\ (?:have|use|using|run|running|rent|borrow|get)\ (?:now|today|at\ the\ moment|currently)\b
        |\b(?:quote|offer|bid|proposal)\ (?:you\ (?:forwarded|sent|got|have|received|mentioned|showed)|from\ (?:the|your|another)|of\ [£€$])|\bquoted\ (?:to\ )?you\b|\byou\ (?:were|got)\ quoted\b""",
    ),
    _rule(
        About.MARKET,
        "statistics",
        r"""\b(?:nationally|nationwide|worldwide|globally|industry[- ](?:average|wide|reports?|studies|figures|standard)|national\ average|market\ (?:average|report|data|research)|trade\ (?:press|survey|body|association)|
        analysts?\ (?:say|put|expect)|economists?|across\ industr\w+|the\ (?:sector|industry)(?:'s)?\b|census|statistics\ office|(?:survey|study|studies|report|reports|charities|papers|press|news|filing)\ (?:says?|puts?|finds?|found|shows?|keep\ saying))
        |\baccording\ to\ (?:the|most|an?|industry|official|\w+'s)\b|\b(?:are|is)\ said\ to\b|\bper\ the\ (?:\w+\ )?(?:filing|survey|report|press|study|bookkeeper)\b""",
    ),
    _rule(
        About.MARKET,
        "law",
        r"""\b(?:regulators?|legislation|the\ law|lawmakers|congress|parliament|government|ministry|ofsted|ofgem|ofcom|hmrc|osha|the\ (?:fca|fda|irs|epa|ico)|directive|the\ Act|court|statute|inspectors?|councils?)(?:'s)?\ 
        (?:\w+\ ){0,2}(?:wants?|expects?|requires?|plans?|bans?|banned|passed|introduced?|tightens?|tightened|raised|raises|starts?|publish\w*|announced|says?|must|will|cycle|date|now)\b
        |\b(?:have|has)\ to\ (?:separate|report|register|comply|file|log|publish)\b|\bsince\ (?:january|february|march|april|may|june|july|august|september|october|november|december)\b""",
    ),
    _rule(
        About.MARKET,
        "a country's trend",
        rf"""\b{_COUNTRY}(?:'s)?\b[^.]*\b{_TREND}\b|\b{_TREND}\b[^.]*\bin\ (?:the\ )?{_COUNTRY}\b
        |\b(?:prices?|rates?|inflation|vacancy|vacancies|insolvencies|futures|wages?|demand|sales|market|costs)\b(?:\ \w+){{0,4}}\ (?:up|down|rose|fell|hit|climbed|dropped|jumped)\b""",
    ),
    _rule(
        About.CUSTOMER,
        "what they went through",
        rf"""^\W*(?:you|your|they|their|he|his|she|her)\b(?!'ll|'d|\ will|\ can|\ could|\ may|\ would|\ get|\ gets)[^.]*\b{_PERIOD}
        |^\W*(?:{_PERIOD},?\ )(?:you|your|they|their)\b
        |\b(?:you|they)\ (?:lost|hired|spent|wasted|missed|closed|bought|brought|walked|struggled|suffered|burned)\b
        |^\W*they(?:'re|\ are)\ (?:a|an|on|still|in|about)\b|^\W*they\ (?:plan|want|run|own|operate|employ|hired|lost|closed|moved)\b
        |^\W*(?:if|were|had|suppose|imagine|say)\ (?:they|their|you|your|she|he)\b[^.]*\b(?:would|'d|could)\b""",
    ),
)


def read_about(text: str, names: Sequence[Cue], form: Form, *, context: str = "") -> About:
    """Return who `text` makes a statement about.

    Args:
        text: statement or wording.
        names: what `read_names` found in it.
        form: what kind of sentence it is.
        context: the sentence or heading before it, or "".
    """
    return explain_about(text, names, form, context=context)[0]


def explain_about(text: str, names: Sequence[Cue], form: Form, *, context: str = "") -> tuple[About, str]:
    """Return who `text` makes a statement about, and the name of the rule that decided."""
    plain = straightened(text)
    if form is Form.GREETING:
        return About.NOBODY, "greeting"
    kinds = {cue.lemma.partition(":")[0] for cue in names}
    own = bool(kinds & {"company", "product"})
    us = own or _OURSELVES.search(_NOT_OURSELVES.sub("", plain)) is not None
    for rule in _RULES:
        if (not us or (rule.despite_us and not own)) and rule.pattern.search(plain):
            return rule.about, rule.name
    if "competitor" in kinds and not us:
        return About.COMPETITOR, "named competitor"
    return About.US, "us"
