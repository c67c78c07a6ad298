"""The signs by which a sentence shows that it is about somebody other than us.

Each rule lists phrases that open a sentence and phrases that may stand anywhere in it, in the notation of
`signs`. The first rule that holds decides, so the surest come
first. To teach msgcheck a new sign, add a phrase here and a sentence to the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgcheck.records import About
from msgcheck.segment.readings.signs import signs_pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRule:
    """Signs of one kind."""

    about: About
    name: str
    pattern: re.Pattern[str]
    despite_us: bool = False
    """Whether it holds although the sentence says "we" or "our"."""
    in_context: bool = False
    """Whether the sentence before is looked at instead."""


def _rule(
    about: About,
    name: str,
    *,
    opening: str = "",
    anywhere: str = "",
    despite_us: bool = False,
    in_context: bool = False,
) -> AboutRule:
    pattern = signs_pattern(opening=opening, anywhere=anywhere)
    return AboutRule(about=about, name=name, pattern=pattern, despite_us=despite_us, in_context=in_context)


ABOUT_RULES: tuple[AboutRule, ...] = (
    _rule(
        About.NOBODY,
        "agenda",
        opening="""
            agenda, next steps?, open (questions|points|issues|items), action items, to dos?, contents, outline,
            recap, appendix, back ?up( slides?)?$, wrap up, housekeeping$, q ?& ?a, aob, introductions?$, intros,
            who(('s)|( is)) (in the room|here|who), thank you, parking lot, matters for discussion,
            program(me)? (of|for) (the|this|today), (the|today's|our) program(me)?, today:,
            {(our|your|my|the|two|three|four|five|six)} {_} (questions|topics|points|items) (for|to|we|before|from) _,
            {_} things to (settle|decide|discuss|cover|agree), what we(('d)|( would)) like to _$,
            (what|who|where|how|when) (we|you|your|our|things)(('ll)|('re)|('d))? ...(today|cover|heard|left off|
              discuss|settle|decide|meet|agree|conversation|room|next|asked|told|said|words|in <month>|
              on <weekday>)[^.;:!?]*$,
            (what we (heard|saw|found|noticed|took|understood)) ...,
            {_} (walk through|walk round|walkthrough|site visit|site survey|survey|audit|workshop)( findings)?$
        """,
        anywhere="next steps, open (qs|questions|points|issues), agenda, final questions, housekeeping points",
        despite_us=True,
    ),
    _rule(
        About.NOBODY,
        "timetable",
        opening=r"""
            <time>( ?(-|to) ?<time>)?,? (?-i:[A-Z])\w*, (?-i:[A-Z])[\w\s-]+ \d{1,2}:\d\d[,/;] [\w\s-]+ \d{1,2}:\d\d,
            <time> [\w\s-]+[,/;] <time> [\w\s-]+,
            (tea|coffee|lunch|dinner|tasting|drinks|doors|registration) (at|is|from), [^.;]{0,30}\d+' /,
            (?-i:[A-Z])\w+ 2[.)] (?-i:[A-Z])\w*
        """,
    ),
    _rule(
        About.NOBODY,
        "logistics",
        opening=r"""
            {the} <venue>(('s)|( (is|was|has|wants|runs|costs|are|were))),
            {the} <venue> {_} {_} {_} (is|was|costs|wants|runs|£|\$|€),
            I(('ll)|( (will|shall)))( (then|also|just|now))? (send|bring|be|ring|call|pop|put|share|forward|check|
              walk|see|come|book|drop|dial|get back|follow up|ask|attach|copy),
            I(('m)|( am))( (then|also|just|now))? (out|in|at|on|away|off|back|running late|copying|bringing|free|
              stuck|afraid I can't make),
            I(('ve)|( have)) (copied|attached|sent|booked|put|never|us down|you down|a (call|meeting|dentist|clash)),
            I'd (need|like to|love to|suggest),
            I (land|drive|arrive|won't make|never received|was in|had a look), my <venue> was,
            attached (is|are|you|the), attaching, enclosed (is|are|you|the), please find,
            here(('s)|( are)|( is)) the <note>, sending (the|you|over|back), can (you|we) ... <weekday>, safety boots,
            badge pick up, saw (that|the|your) ...(congrats|congratulations)
        """,
        anywhere=r"""
            see (you|ya|y'all) (on|at|then|there|next|<weekday>), (my|your) calendar, zoom link, teams link,
            links? (is )?in the, dial in, conf(erence)? call, reschedul*, dentist, flagpole, stand up (meeting|at),
            call moved, taxi, lunch (is|at|on), grab (lunch|a coffee|coffee|\d+), coffee at (\d|half|ten|nine|eleven),
            (signed|resend|send|sign|sending|signing) {the} NDA, NDA (back|signed|is), sample box, slides over,
            minutes of (our|the) (call|meeting), ring (you )?(at|tomorrow), call (you (at|tomorrow|on)|your cell),
            leaves at \d, pick a slot, works for (you|me), conference ticket, out of office, on holiday, on leave,
            pop by, shared folder, park (round|behind|in that), (your|the|our) slot to, meet by the, copied in,
            <meet> ...<weekday>, <weekday> at {around} <time>, <time> ...(suit|suits|works)
        """,
    ),
    _rule(
        About.NOBODY,
        "speaker's prompt",
        opening=r"""
            {note to self} ask (who|what|whether|if|how|why|for|about|them|him|her|where|which|when|the|again|on|
              (?-i:[A-Z])\w+),
            (don't|do not|never) (demo|mention|bring|show|open|start|go into|push|talk|name|interrupt|forget|guess|
              read|call before),
            let {the} _ {_} (do|run|speak|start|answer|present|talk), start on time, pause,
            hand (the|out|over to|round), mind (the|if), wait (for|until|with), skip (this|the|that),
            demo (the|first|only), open with, find out, best not, be (careful|gentle|brief|nice|on time), careful,
            tread, check (who|whether|if they|with), keep (it|this) (short|brief|light), leave (time|room) for,
            remember to (ask|bring|thank), go slow, smile, breathe, back to slide, take questions, park (round|behind)
        """,
        anywhere="""
            nice opener, worth knowing if, keep it short, joke about, (don't|do not) (bring|mention|mix|poke),
            expect them to
        """,
    ),
    _rule(
        About.CUSTOMER,
        "told by the customer",
        opening=r"""
            (?!the\b|we\b|it\b|this\b|that\b|as\b|who\b|like\b|what\b|sla\b|audit\b|contract\b|terms\b|policy\b|
              nobody\b|nothing\b|everyone\b|\d){(mrs?\.?|ms\.?|the|their|your)} _ {(?!who |that |i |we )_} <told>,
            (he|she)(('s)|( (?!can|will|may|gets?))), from your rfp, (he|she|his|her) _ (said|says|does)
        """,
        anywhere=r"""
            you(('ve)|( also)|( both)|( all)|( have)|( yourself))? <said>, (he|she|they) <said>, (he|she) <says>,
            ,(\s)_ {_} (said|says|told \w+|reckons|wrote|mentioned)\W*$,
            (according to|per|going by|going on|based on|judging by|looking at) the _ you <shared>,
            (according to|per|going by|going on|based on|judging by|looking at|in|from) your {own} {_} <record>,
            (by|in|per) <theirs> own <record>, his words:, her words:, from what you,
            your own {_} <record> (show|say|have|put|give|suggest|tell),
            if I ((noted|wrote|got|read|understood|heard|remember|recall|took|have that)), as I understand it,
            as you (said|told|mentioned|know|wrote|put it|noted), (he|she) (loves|hates|wants|fears|worries|left),
            according to (mrs?|ms|the tender), (the chap|the guy|the lady|someone|a friend) ...(told|said)
        """,
    ),
    _rule(
        About.CUSTOMER,
        "your facts",
        opening=r"""
            (your|their) (?!.{0,40}\b(?:asked?|questions?|likes?|wants?|price|quote|offer|next step|choice|options?|
              free|included|data|investment)\b)[\w'&/,.\s-]{2,40}:\s,
            you(r [\w'\s-]+)? today, (today|now) at your, as is, status quo, where you (are|stand),
            your (situation|world|starting point|current state), your ...(up|down) <number>%?, open from your side,
            your {_} {_} (found|meets|told|lost|spent|keeps its own|plans), your winter, your summer, your season,
            how your _ _ (went|works|runs), {_} (owner's|client's|customer's) plan:, annual volume:
        """,
        anywhere="on your side:",
    ),
    _rule(
        About.COMPETITOR,
        "supplier they have",
        opening=r"""
            {the} (<current>|another|rival) {_} <supplier>,
            {(the|their|your)} (incumbent|rivals?|competitors?|competition)(('s)|(?= )|(?=:))(?! (pricing|analysis|
              research)),
            the _ {_} (they|you)(('re)|( are)|( have)|( use)|( run)|( rent)|( borrow)|( got))? {_} (now|today|using),
            {_} (they|you) use (now|today), the [\w'\s-]+'s quote
        """,
        anywhere="""
            <theirs> {_} <current> {_} {_} <supplier>,
            with the (current|present|previous|other) {_} (<supplier>|guys|lot),
            (your|their) {_} <thing>('s)? {_} <charges>, (quote|offer|bid|proposal) you <shared>,
            (quote|offer|bid|proposal) from (the|your|another) _ (is|was|comes), quoted {to} you,
            you (were|got) quoted, quoted for, theirs not ours, not our quote, their brochure, per their (web ?)?site
        """,
    ),
    _rule(
        About.COMPETITOR,
        "named rival",
        opening=r"""
            (?!It\b|No\b|She\b|He\b|This\b|That\b|Each\b|Every\b|Nobody\b|Nothing\b|Which\b|Some\b|
              Separate\b)<Name> {<Name>} (charges|quotes|quoted|bills|raised|guarantees|promises|takes a cut|
              has raised|is raising)(?! for),
            (?-i:[A-Z][a-z]+[A-Z]\w+) (charges?|quotes?|bills?|counts|only|keeps|has|have|wants?|promises|
              guarantees|needs),
            (?-i:[A-Z]\w+)'s (outage|brochure|price|contract|quote|own|website|tool|platform)
        """,
    ),
    _rule(
        About.COMPETITOR,
        "after a note on rivals",
        opening="{know the} competit(ion|or), battle ?card, rivals?, {the} (incumbent|competition), other bidders?",
        anywhere="brings? up the (incumbent|competition), if they come up",
        in_context=True,
    ),
    _rule(
        About.MARKET,
        "statistics",
        opening="""
            (analysts|economists|surveys|industry survey):,
            <share> {of} {(all|the|small|online|independent)} <Country>,
            <share> {of} {(all|the|small|large|online|independent)} <people>,
            {(small|amateur|online|independent|_)} <people> (with|in) [^:]*: most, <Country> {_} <people>,
            <people> in {the} {mainland} <Country> ... <moved>, (average|median) [^,]*(<Country>|in SaaS|B2B|airport),
            (heathrow|gatwick|schiphol)
        """,
        anywhere="""
            nationally, nationwide, globally, worldwide,
            industry (average|wide|reports?|studies|figures|surveys?|forecasters), national average,
            market (average|report|research), trade (press|survey|body|association),
            (analysts?|forecasters) (say|put|expect|reckon), say (analysts|industry), economists?, across industries,
            census, statistics office,
            (survey|study|studies|report|reports|charities|papers|press|news|surveys|chamber of commerce) (says?|
              puts?|keep saying),
            (are|is) said to,
            (per|says|say|according to) the {_} {_} {_} (filing|survey|report|press|study|bookkeeper|deck|agency|
              society|institute|association|ministry|office|index),
            global demand, world {seaborne} trade, on (British|German|French|American|European) roads
        """,
    ),
    _rule(
        About.MARKET,
        "law",
        opening="{(the|new)} <authority>('s)? {_} {_} <decides>, new _ rules?",
        anywhere="""
            from next (year|spring|january|april), (was|were) passed (by|in), grant window, penalty in the first,
            bulk sender rules, <authority>:, tax main rate
        """,
    ),
    _rule(
        About.MARKET,
        "trend",
        opening=r"""
            [^.;:]{0,40}<Country> ... <moved>, [^.;:]{0,40}<price> ... <moved>, [^.;:]{0,40}<price>[^.;]*: [+-]\d,
            [^.;:]{0,40}<price>[^.;]*: <moved>
        """,
        anywhere=r"""
            <price> ... <moved> ...in {the} <Country>, <Country>: [+-]\d,
            <moved> ...(on last year|year on year|since new year)
        """,
    ),
    _rule(
        About.CUSTOMER,
        "what they went through",
        opening=r"""
            (you|your|they|their|his|her)(?!'ll|'d| will| can| could| may| would| get| gets)\b[^.]* <period>,
            <period>,? (you|your|they|their|y'all), you're (buying|paying|expecting|running|hiring|losing|spending),
            they(('re)|( are)) (a|an|still|fully),
            they (have \d|plan|run|own|operate|employ|hired|lost|closed|moved|fill),
            (if|were|had|suppose|imagine) (they|their|you|your|she|he)\b[^.]* (would|could|lose),
            they pay ...for their
        """,
        anywhere="""
            (you|they) (lost|hired|spent|wasted|missed|struggled|suffered|burned), (for|visits|visit) them (on|in) _
        """,
    ),
    _rule(
        About.CUSTOMER,
        "their present",
        opening=r"""
            their (?!.*\b(?:can|will|may|have to|could|never pay|free|gets?|likes?|any|question|own tools|is up|
              bill)\b|.*'(?:ll|d)\b)_,
            of their _, [^.;:,]{0,20} of their _ (is|are)
        """,
    ),
    _rule(
        About.CUSTOMER,
        "after a note on them",
        anywhere="""
            your (world|business|practice|nursery|plant|situation|numbers|test results), what your own,
            where you (are|stand), notes? from (the )?(discovery|call|<weekday>), from the discovery, know the room,
            background, call prep, going by your, on your list, heard it from, confidential,from, the pdf you,
            don't guess, what we observed, I noted
        """,
        in_context=True,
    ),
)

OURSELVES = re.compile(r"(?<!\w)(?:[Ww]e|WE|[Oo]urs?|OUR|[Oo]urselves|us|Us)(?!\w)(?!-)")
"""We, our, us; never the country."""

NOT_OURSELVES = signs_pattern(
    anywhere="""
        (told|sent|showed|shown|gave|given|met|tell|send|show|join|let|see|asked|visited|between|with|had|came to|
          for all of) {all of} us(?! is| are),
        (what|as|where|how|when|since) we('ve)? {all} (heard|understood|understand|met|saw|noted|discussed|agreed|
          spoke|talked|left|are in|stand|read|learned|have it|got to|got from|counted|observed),
        (what|who|where|when) we(('ll)|('d)|('re)|( (will|want|would|plan|need))) {like} _,
        (shall|can|could|should|may|if|before|until|while) we (push|move|meet|start|talk|speak|have|go|see|catch|do|
          make it|shift|say|reschedule|use|get),
        our {_} (questions|agenda|notes|call|meeting|chat|visit|conversation|next steps?|session|talk|workshop|
          lunch|homework|side|slot|diary|diaries|interns),
        on our {_} side, we(('re)|( are)) (meeting|in room|on site|down for|booked),
        we (met|spoke|talked|heard|saw|noted|agreed|discussed|meet), we'll keep it, not (ours|us), I'd suggest we,
        works for us
    """
)
"""We as in "when we met": the writer and the reader, not the company."""
