import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgcheck.errors import MessagingError
from msgcheck.house.sections import sections_of
from msgcheck.house.yaml_writer import yaml_text
from msgcheck.messaging.content import content
from msgcheck.messaging.load import load_messaging
from tests.messaging.test_load import HOUSES, SMALL
from tests.strategies import sections, wordings


def loaded(text: str):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.yaml"
        path.write_text(text, encoding="utf-8", newline="\n")
        return load_messaging(path)


@given(sections())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_whole_messaging_survives_writing_and_loading(whole):
    messaging = loaded(yaml_text(whole))
    assert content(loaded(yaml_text(sections_of(messaging)))) == content(messaging)


@given(wordings())
def test_wording_survives_writing_and_loading(wording):
    entry = {"id": "one", "type": "claim", "text": wording, "owner": wording, "answers": [wording, "second"]}
    message = loaded(yaml_text({"company": [{"name": wording}], "messages": [entry]})).messages[0]
    assert (message.text, message.owner, message.answers) == (wording, wording, (wording, "second"))


@given(st.text(max_size=60))
def test_any_text_in_a_file_loads_or_is_a_mistake(text):
    try:
        loaded(SMALL + text)
    except (MessagingError, UnicodeEncodeError):
        return


@given(st.data())
@settings(max_examples=40)
def test_a_line_struck_out_loads_or_is_a_mistake(data):
    lines = HOUSES[0].read_text(encoding="utf-8").split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[place])))
    lines[place] = lines[place][:cut]
    try:
        mistakes = loaded("\n".join(lines)) and ()
    except MessagingError as err:
        mistakes = err.mistakes
    assert all(one.what and one.line >= 1 for one in mistakes)
