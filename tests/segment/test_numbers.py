import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.segment.readings.numbers import read_numbers

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def values(text):
    return [number.value for number in read_numbers(text)]


def in_words(number):
    """Spell a whole number below a billion the British way."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return TENS[tens - 2] + (f"-{SMALL[rest]}" if rest else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            count, rest = divmod(number, size)
            joint = " and " if rest < 100 else " "
            return f"{in_words(count)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200.50", [1200.5]),
        ("1.200,50", [1200.5]),
        ("1 200", [1200.0]),
        ("1'200'000", [1_200_000.0]),
        ("12,34,567", [1_234_567.0]),
        ("0,95", [0.95]),
        ("1.200", [1.2]),
        ("2.5 million", [2_500_000.0]),
        ("10k", [10_000.0]),
        ("1.2bn", [1_200_000_000.0]),
        ("1e6", [1_000_000.0]),
        ("-4", [-4.0]),
        ("7, 14 and 30", [7.0, 14.0, 30.0]),
        ("5-10", [5.0, 10.0]),
    ],
)
def test_numbers_in_digits_are_read_in_any_style(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three", 3.0),
        ("twenty-one", 21.0),
        ("two hundred and six", 206.0),
        ("two thousand and two hundred", 2200.0),
        ("one and a half", 1.5),
        ("half", 0.5),
        ("half a million", 500_000.0),
        ("a quarter million", 250_000.0),
        ("three million and a half", 3_500_000.0),
        ("a dozen", 12.0),
        ("half a dozen", 6.0),
        ("ninety-nine point two", 99.2),
        ("two point zero five", 2.05),
        ("nine grand", 9000.0),
        ("minus twelve", -12.0),
    ],
)
def test_numbers_in_words_are_read(text, expected):
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4", 0.75),
        ("½", 0.5),
        ("2½", 2.5),
        ("2 1/4", 2.25),
        ("two thirds", 2 / 3),
        ("nine-tenths", 0.9),
        ("a fifth", 0.2),
    ],
)
def test_numbers_in_fractions_are_read(text, expected):
    assert values(text) == [pytest.approx(expected)]


@pytest.mark.parametrize(
    "text",
    [
        "a third party",
        "dozens of teams",
        "the second half of the year",
        "a second site",
        "half past",
        "nobody came",
        "",
    ],
)
def test_words_that_only_look_like_numbers_are_none(text):
    assert values(text) == []


def test_two_numbers_after_between_stay_two():
    assert values("between one hundred and two hundred") == [100.0, 200.0]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_number_reads_back_the_same_in_every_style(number):
    digits = [str(number), f"{number:,}", f"{number:,}".replace(",", "\u202f"), f"{number:,}".replace(",", "'")]
    for written in (*digits, in_words(number)):
        assert values(f"we have {written} of them") == [float(number)], written


@given(st.integers(min_value=0, max_value=9_999_999), st.integers(min_value=0, max_value=99))
def test_decimals_read_back_in_english_and_continental_style(whole, cents):
    english = f"{whole:,}.{cents:02d}"
    continental = english.translate(str.maketrans(",.", ".,"))
    expected = [pytest.approx(whole + cents / 100)]
    assert values(english) == expected
    assert values(continental) == expected


@given(st.text(max_size=60))
def test_reading_never_fails_and_places_are_in_order(text):
    last = 0
    for number in read_numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end
