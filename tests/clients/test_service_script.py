"""shared/service.js: whatever the service does, a client gets an answer in time."""

import time

import pytest

from clients.verdicts import finding, verdict

pytestmark = pytest.mark.browser

ASK = """async ([status, body, delay_ms, options]) => {
  const fetch = async (address, request) => {
    globalThis.asked = {address, headers: request.headers, credentials: request.credentials,
                        redirect: request.redirect, body: JSON.parse(request.body)};
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
    return new Response(body, {status});
  };
  const service = new msgcheck.Service({fetch, ...options});
  return service.check({text: 'We cut costs.', attachments: []}, {persona: 'cfo'});
}"""

PAIRED = {"token": "t-1"}


def checked(page, status=200, body="{}", delay_ms=0, **options):
    """Return what a check gives, where the service answers so."""
    return page.evaluate(ASK, [status, body, delay_ms, options])


def as_json(page, value):
    return page.evaluate("(value) => JSON.stringify(value)", value)


def test_check_gives_the_verdict(shared_page):
    answer = checked(shared_page, body=as_json(shared_page, verdict(finding())))

    assert answer["verdict"]["ask"][0]["found"] == "We cut costs by 50%."


def test_check_sends_token_persona_and_mail(shared_page):
    checked(shared_page, address="http://127.0.0.1:9/", **PAIRED)

    asked = shared_page.evaluate("asked")
    assert asked["address"] == "http://127.0.0.1:9/v1/check"
    assert asked["headers"]["Authorization"] == "Bearer t-1"
    assert asked["credentials"] == "omit"
    assert asked["redirect"] == "error"
    assert asked["body"] == {"mail": {"text": "We cut costs.", "attachments": []}, "persona": "cfo"}


def test_check_without_token_uses_the_cookie_of_the_page(shared_page):
    checked(shared_page)

    asked = shared_page.evaluate("asked")
    assert asked["credentials"] == "same-origin"
    assert "Authorization" not in asked["headers"]


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (400, "{}", "failed"),
        (401, "{}", "session"),
        (403, "{}", "origin"),
        (404, "not found", "failed"),
        (413, "{}", "large"),
        (421, "{}", "origin"),
        (422, "{}", "unreadable"),
        (429, "{}", "many"),
        (500, "oops", "failed"),
        (503, '{"error": {"code": "busy"}}', "busy"),
        (503, '{"error": {"code": "starting"}}', "starting"),
        (503, "[]", "busy"),
        (200, "<html>", "strange"),
        (200, "", "strange"),
        (200, "null", "strange"),
        (200, "[]", "strange"),
        (200, '"text"', "strange"),
        (200, "{}", "strange"),
        (200, '{"schema": "other/1", "ask": []}', "strange"),
        (200, '{"schema": "msgcheck.check/1", "ask": "none"}', "strange"),
    ],
)
def test_check_says_why_there_is_no_verdict(status, body, why, shared_page):
    expected = shared_page.evaluate("(why) => msgcheck.words.why[why]", why)

    assert checked(shared_page, status, body) == {"unchecked": expected}


def test_check_with_a_token_that_does_not_hold_says_so(shared_page):
    assert "not paired" in checked(shared_page, 401, **PAIRED)["unchecked"]


def test_check_gives_up_on_a_slow_service(shared_page):
    before = time.monotonic()
    answer = checked(shared_page, delay_ms=60_000, timeoutMs=100)

    assert answer == {"unchecked": "it took too long."}
    assert time.monotonic() - before < 30


def test_check_stops_the_request_it_gave_up_on(shared_page):
    is_stopped = shared_page.evaluate(
        """async () => {
          let signal;
          const fetch = (_, request) => { signal = request.signal; return new Promise(() => {}); };
          await new msgcheck.Service({fetch, timeoutMs: 20}).check({});
          return signal.aborted;
        }"""
    )

    assert is_stopped


def test_override_settles_in_time_and_is_still_recorded_later(shared_page):
    answer, is_stopped = shared_page.evaluate(
        """async () => {
          let signal;
          const fetch = (_, request) => { signal = request.signal; return new Promise(() => {}); };
          const answer = await new msgcheck.Service({fetch, timeoutMs: 20}).override({}, 'wrong', false);
          return [answer, signal.aborted];
        }"""
    )

    assert answer == {"unchecked": "it took too long."}
    assert not is_stopped


@pytest.mark.parametrize(
    "fetch",
    [
        "() => Promise.reject(new TypeError('Failed to fetch'))",
        "() => { throw new Error('blocked'); }",
        "() => undefined",
        "() => ({ok: true, status: 200, json: () => { throw new Error('broken'); }})",
    ],
)
def test_check_never_rejects(fetch, shared_page):
    answer = shared_page.evaluate(f"new msgcheck.Service({{fetch: {fetch}}}).check({{}})")

    assert list(answer) == ["unchecked"]


def test_check_of_what_cannot_be_sent_never_rejects(shared_page):
    answer = shared_page.evaluate(
        "() => { const mail = {}; mail.self = mail; return new msgcheck.Service({}).check(mail); }"
    )

    assert list(answer) == ["unchecked"]


def test_check_of_a_dead_service_says_so(shared_page):
    answer = shared_page.evaluate("new msgcheck.Service({address: 'http://127.0.0.1:1'}).check({})")

    assert answer["unchecked"].startswith("it does not answer")


@pytest.mark.parametrize("method", ["say('roi')", "override({}, 'wrong', true)", "accept({})"])
def test_no_method_rejects(method, shared_page):
    failing = "new msgcheck.Service({fetch: () => Promise.reject(new Error('gone'))})"

    assert list(shared_page.evaluate(f"{failing}.{method}")) == ["unchecked"]


@pytest.mark.parametrize(("is_told", "sentence"), [("true", "We cut costs by 50%."), ("false", "")])
def test_override_sends_the_sentence_only_where_marketing_is_told(is_told, sentence, shared_page):
    sent = shared_page.evaluate(
        f"""async (finding) => {{
          let sent;
          const fetch = async (_, request) => {{ sent = request.body; return new Response('{{"kept": "agreed"}}'); }};
          await new msgcheck.Service({{fetch}}).override(finding, 'agreed', {is_told});
          return JSON.parse(sent);
        }}""",
        finding(),
    )

    assert sent == {"code": "MC102", "message_id": "claim-costs", "reason": "agreed", "sentence": sentence}


def test_verdicts_with_missing_keys_are_made_whole(shared_page):
    whole = shared_page.evaluate(
        "msgcheck.wholeVerdict({schema: 'msgcheck.check/1', ask: [{found: 'A', approved: null}, null], waiting: null})"
    )

    assert whole["interrupts"]
    assert whole["ask"][0]["found_words"] == [{"text": "A", "space": "", "changed": False}]
    assert whole["ask"][0]["approved_words"] == []
    assert len(whole["ask"]) == 1
    assert len(whole["reasons"]) == 4
    assert whole["waiting"] == whole["notes"] == []


def test_what_is_no_finding_holds_no_mail(shared_page):
    whole = shared_page.evaluate(
        "msgcheck.wholeVerdict({schema: 'msgcheck.check/1', ask: ['x', 5, null, {}], unfilled: [{}, 'x', {field: 7}]})"
    )

    assert not whole["interrupts"]


def test_words_without_a_space_are_made_whole(shared_page):
    whole = shared_page.evaluate(
        "msgcheck.wholeVerdict({schema: 'msgcheck.check/1', ask: [{found: 'A', found_words: [{text: 'A', space: null}]}]})"
    )

    assert whole["ask"][0]["found_words"] == [{"text": "A", "space": "", "changed": False}]


@pytest.mark.parametrize("reasons", ["[]", "null", "['agreed']", "[{}]", "[{key: 5, shown_as: 'x'}]", "[{key: 'x'}]"])
def test_reasons_nobody_can_choose_are_replaced(reasons, shared_page):
    whole = shared_page.evaluate(
        f"msgcheck.wholeVerdict({{schema: 'msgcheck.check/1', ask: [{{found: 'A'}}], reasons: {reasons}}})"
    )

    assert [reason["key"] for reason in whole["reasons"]] == ["agreed", "does-not-work", "customers-words", "wrong"]


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("Hi. We cut costs. Bye.", "We cut costs.", ["We cut costs."]),
        ("We  cut\r\n\tcosts.", "We cut costs.", ["We  cut\r\n\tcosts."]),
        ("We\u00a0cut\u200b costs.", "We cut costs.", ["We\u00a0cut\u200b costs."]),
        ("We cut co\u00adsts.", "We cut costs.", ["We cut co\u00adsts."]),
        ("A b. A b. A  b.", "A b.", ["A b.", "A b.", "A  b."]),
        ("The \ufb01rst café.", "The first cafe\u0301.", ["The \ufb01rst café."]),
        ("café", "cafe", []),
        ("aaa", "aa", ["aa"]),
        ("We gave 130% off. 30% off is fine.", "30% off", ["30% off"]),
        ("It was 1.5% once, 5% now.", "5%", ["5%"]),
        ("\U0001f600 We\U0001f680 go.", "We\U0001f680 go.", ["We\U0001f680 go."]),
        ("anything", "", []),
        ("anything", " \n", []),
        ("", "A", []),
        ("(a+b)* costs $1.", "(a+b)* costs $1.", ["(a+b)* costs $1."]),
    ],
)
def test_places_are_found_whatever_the_white_space(text, sentence, expected, shared_page):
    found = shared_page.evaluate(
        "([text, sentence]) => new msgcheck.Places(text).of(sentence).map(({start, end}) => text.slice(start, end))",
        [text, sentence],
    )

    assert found == expected


def test_places_within_words_are_passed_over_for_others(shared_page):
    places = shared_page.evaluate("new msgcheck.Places('We gave 130% off. 30% off is fine.').of('30% off')")

    assert places == [{"start": 18, "end": 25}]


MEND = """([html, sentence, replacement, skip]) => {
  document.body.innerHTML = `<div id="mail" contenteditable>${html}</div>`;
  const mail = document.getElementById("mail");
  return [msgcheck.replaceIn(mail, sentence, replacement, {skip}), mail.innerHTML];
}"""


@pytest.mark.parametrize(
    ("html", "sentence", "replacement", "mended"),
    [
        (
            'See <a href="https://e.example/">our study</a>: we <b>cut</b> costs by 50%.',
            "See our study: we cut costs by 50%.",
            "See our study: we cut costs by up to 30%.",
            'See <a href="https://e.example/">our study</a>: we <b>cut</b> costs by up to 30%.',
        ),
        (
            "We <i>always</i> cut <b>costs</b>.",
            "We always cut costs.",
            "We cut costs.",
            "We cut <b>costs</b>.",
        ),
        (
            "We cut <b>costs</b>.",
            "We cut costs.",
            "We can cut costs.",
            "We can cut <b>costs</b>.",
        ),
        (
            "We cut costs by <b>50%</b>.",
            "We cut costs by 50%.",
            "We cut costs by 30%.",
            "We cut costs by <b>30%.</b>",
        ),
        ("Setup is free.", "Setup is free.", "It costs nothing.", "It costs nothing."),
        (
            "<table><tbody><tr><td>Ana</td><td>30% off</td></tr></tbody></table>",
            "30% off",
            "20% off",
            "<table><tbody><tr><td>Ana</td><td>20% off</td></tr></tbody></table>",
        ),
        ("We gave 130% off.<br>30% off now.", "30% off", "20% off", "We gave 130% off.<br>20% off now."),
    ],
)
def test_replace_in_changes_only_the_words_that_differ(html, sentence, replacement, mended, shared_page):
    is_mended, after = shared_page.evaluate(MEND, [html, sentence, replacement, ""])

    assert is_mended
    assert after.replace("&nbsp;", " ") == mended


def test_a_change_makes_one_text_of_the_other_and_is_never_empty(shared_page):
    wrong = shared_page.evaluate(
        """() => {
          let state = 7;
          const below = (most) => (state = (state * 48271) % 2147483647) % most;
          const sentence = () => Array.from({length: 1 + below(5)}, () => ["a", "ab", "b", "ba."][below(4)]).join(" ");
          const wrong = [];
          for (let round = 0; round < 2000; round += 1) {
            const [before, after] = [sentence(), sentence()];
            document.body.innerHTML = before.replaceAll("ab", "<b>ab</b>");
            const all = document.createRange();
            all.selectNodeContents(document.body);
            const {range, text} = msgcheck.changeOf(all, after);
            const isEmpty = before !== after && (range.toString() === "" || text === "");
            range.deleteContents();
            range.insertNode(document.createTextNode(text));
            if (isEmpty || document.body.textContent !== after) wrong.push([before, after]);
          }
          return wrong;
        }"""
    )

    assert wrong == []


def test_replace_in_never_takes_along_what_is_quoted(shared_page):
    html = "We cut <blockquote>Dear Kim</blockquote>costs."

    assert shared_page.evaluate(MEND, [html, "We cut costs.", "X.", "blockquote"]) == [False, html]


def test_replace_in_mends_through_markup_and_can_be_undone(shared_page):
    shared_page.set_content('<div id="mail" contenteditable><p>Hi</p><p>We <b>cut</b><br>costs by 50%.</p></div>')
    mail = shared_page.locator("#mail")
    before = mail.inner_text()

    assert shared_page.evaluate(
        "msgcheck.replaceIn(document.getElementById('mail'), 'We cut costs by 50%.', 'We cut costs by up to 30%.')"
    )

    assert mail.inner_text().split("\n")[-1] == "We cut costs by up to 30%."
    shared_page.keyboard.press("Control+z")
    assert mail.inner_text() == before


def test_replace_in_leaves_what_is_quoted_alone(shared_page):
    shared_page.set_content('<div id="mail" contenteditable>Mine.<blockquote>We cut costs.</blockquote></div>')

    is_replaced = shared_page.evaluate(
        "msgcheck.replaceIn(document.getElementById('mail'), 'We cut costs.', 'X', {skip: 'blockquote'})"
    )

    assert not is_replaced
    assert shared_page.locator("blockquote").inner_text() == "We cut costs."


def test_attachments_over_the_limit_go_by_name_and_size(shared_page):
    attachments = shared_page.evaluate(
        """msgcheck.attachmentsOf([new File(['abc'], 'a.txt'), new File(['x'.repeat(20)], 'b.txt'),
                                    new File([], 'c.txt'), new File(['d'], 'd.txt')], 4)"""
    )

    assert attachments == [
        {"name": "a.txt", "data": "YWJj", "size": 3},
        {"name": "b.txt", "data": None, "size": 20},
        {"name": "c.txt", "data": "", "size": 0},
        {"name": "d.txt", "data": "ZA==", "size": 1},
    ]


def test_check_for_an_unknown_persona_says_which_are_known(shared_page):
    error = '{"error": {"code": "unknown-persona", "message": "the messaging names no persona \\"x\\".", "hint": "it names cfo"}}'

    answer = checked(shared_page, 422, error)

    assert answer == {"unchecked": 'the messaging names no persona "x" (it names cfo).'}


@pytest.mark.parametrize(
    ("answer", "nearest"), [({"nearest": [{"text": "We cut costs."}]}, [{"text": "We cut costs."}]), ({}, [])]
)
def test_say_keeps_the_nearest_apart_and_needs_none_of_an_older_service(answer, nearest, shared_page):
    said = shared_page.evaluate(
        """(answer) => {
          const fetch = async () => ({ok: true, json: async () => answer});
          return new msgcheck.Service({fetch}).say("costs");
        }""",
        {"lines": [], **answer},
    )

    assert said == {"lines": [], "nearest": nearest}
