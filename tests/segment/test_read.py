from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.plain_segmenter import PlainSegmenter
from tests.builders_segment import ACME, readings_of

WORDS = st.lists(
    st.sampled_from(
        "We you Acme Flow Globex ISO 27001 SOC 2 don't never if unless in Germany up to 30 % €89 {{company}} the fastest ? . ! : - "
        "With May most all İstanbul ﬁne „quoted“ \u200b 🙂 their current supplier said".split(" ")
    ),
    max_size=25,
)


def cues_of(readings):
    return (
        *readings.negations,
        *readings.softeners,
        *readings.conditions,
        *readings.absolutes,
        *readings.limits,
        *readings.guarantees,
        *readings.superlatives,
        *readings.comparatives,
        *readings.names,
    )


@given(text=WORDS.map(" ".join) | st.text(max_size=60))
def test_every_cue_gives_back_its_words(text):
    (readings,) = PlainSegmenter().read_texts([text], ACME)
    assert all(text[cue.start : cue.end] == cue.text for cue in cues_of(readings))


@given(text=WORDS.map(" ".join))
def test_reading_twice_gives_the_same(text):
    assert readings_of(text) == readings_of(text)


def test_content_holds_the_meaning_bearing_words_in_order():
    assert readings_of("The rota of new people is free.").content == ("rota", "new", "people", "free")
