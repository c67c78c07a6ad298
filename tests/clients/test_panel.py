"""The panel, in a real Chromium on a blank page."""

import pytest
from playwright.sync_api import expect

from clients.verdicts import finding, internal, reworded, verdict
from msgcheck.clients.unpacking import client_file

pytestmark = pytest.mark.browser

SHOW = """([options, names, answers]) => {
  globalThis.calls = [];
  const act = (name) => (...given) => { calls.push([name, ...given]); return answers[name]; };
  const actions = Object.fromEntries(names.map((name) => [name, act(name)]));
  globalThis.panel = msgcheck.showPanel(document.getElementById('root'), {...options, actions});
}"""
ALL = ("useSuggestion", "insertLine", "sendAnyway", "accept", "say", "close")
BAD = '<img src=x onerror="globalThis.hurt = true"><script>globalThis.hurt = true</script>'


def show(page, shown=None, *, names=ALL, answers=None, **options):
    """Show a verdict in the panel; what its actions were called with is kept."""
    page.evaluate(SHOW, [{"verdict": shown, **options}, list(names), answers or {}])


def calls(page):
    return page.evaluate("calls")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def focused(page):
    return page.evaluate("document.activeElement.textContent || document.activeElement.value")


def test_panel_shows_both_sentences_and_marks_what_differs(shared_page):
    show(shared_page, verdict(finding()), held=True)

    assert shared_page.locator(".mc-found .mc-line").inner_text() == "We cut costs by 50%."
    assert shared_page.locator(".mc-approved .mc-line").inner_text() == "We cut costs by up to 30%."
    assert shared_page.locator(".mc-approved mark").all_inner_texts() == ["up to 30%."]


def test_panel_marks_differing_words_not_by_colour_alone(shared_page):
    show(shared_page, verdict(finding()), held=True)

    lines = shared_page.locator("mark").evaluate_all("(all) => all.map((m) => getComputedStyle(m).textDecorationLine)")
    assert set(lines) == {"underline"}


def test_panel_shows_sentence_and_mended_line(shared_page):
    mended = finding(suggestion="We cut your costs by up to 30%.")
    show(shared_page, verdict(mended), held=True)

    text = shared_page.locator("article").inner_text()
    assert "our 2025 study (112 customers)" in text
    assert "We cut your costs by up to 30%." in text


def test_use_this_hands_over_finding_and_text(shared_page):
    show(shared_page, verdict(finding(suggestion="Mended.")), held=True)

    press(shared_page, "Use this")

    [(name, given, text)] = calls(shared_page)
    assert (name, given["found"], text) == ("useSuggestion", "We cut costs by 50%.", "Mended.")


def test_use_the_approved_line_hands_it_over(shared_page):
    show(shared_page, verdict(finding(suggestion="Mended.")), held=True)

    press(shared_page, "Use the approved line")

    assert calls(shared_page)[0][2] == "We cut costs by up to 30%."


def test_a_used_finding_becomes_one_line(shared_page):
    show(shared_page, verdict(finding()), held=True)

    press(shared_page, "Use the approved line")

    assert shared_page.locator("article").count() == 0
    assert shared_page.locator(".mc-done").inner_text() == "Mended in your text."


def test_a_sentence_that_is_gone_is_said_and_stays(shared_page):
    show(shared_page, verdict(finding()), held=True, answers={"useSuggestion": False})

    press(shared_page, "Use the approved line")

    assert shared_page.locator("article .mc-status").inner_text() == "This sentence is not in your text any more."


def test_an_action_that_throws_is_said_and_can_be_tried_again(shared_page):
    show(shared_page, verdict(finding()), held=True)
    shared_page.evaluate(
        """(shown) => msgcheck.showPanel(document.getElementById('root'),
             {verdict: shown, held: true, actions: {useSuggestion: () => { throw new Error('editor'); }}})""",
        verdict(finding()),
    )

    press(shared_page, "Use the approved line")

    assert "That did not work" in shared_page.locator("article").inner_text()
    assert shared_page.get_by_role("button", name="Use the approved line").is_enabled()


def test_this_is_fine_proposes_the_sentence(shared_page):
    show(shared_page, verdict(reworded()), held=True, answers={"accept": {"done": "x"}})

    press(shared_page, "This is fine")

    assert calls(shared_page)[0][0] == "accept"
    assert shared_page.locator(".mc-done").inner_text() == "Proposed to marketing."


def test_this_is_fine_says_where_it_could_not_be_proposed(shared_page):
    show(shared_page, verdict(reworded()), held=True, answers={"accept": {"unchecked": "it does not answer."}})

    press(shared_page, "This is fine")

    assert shared_page.locator("article .mc-status").inner_text() == "it does not answer."


def test_this_is_fine_is_offered_only_where_it_may_be(shared_page):
    show(shared_page, verdict(finding()), held=True)

    assert shared_page.get_by_role("button", name="This is fine").count() == 0


def test_internal_lines_show_id_and_owner_alone(shared_page):
    show(shared_page, verdict(internal()), held=True)

    card = shared_page.locator("article")
    assert "internal-roadmap" in card.inner_text()
    assert "Product" in card.inner_text()
    assert card.locator(".mc-side, button").count() == 0


def test_a_missing_line_is_inserted_not_replaced(shared_page):
    missing = finding("", "Based on 112 customers.", suggestion="Based on 112 customers.", mended=False)
    show(shared_page, verdict(missing), held=True)

    press(shared_page, "Insert the approved line")

    assert calls(shared_page) == [["insertLine", "Based on 112 customers."]]


def test_three_findings_come_first(shared_page):
    show(shared_page, verdict(*(finding(f"Line {number}.") for number in range(5))), held=True)

    assert shared_page.locator("article:visible").count() == 3
    press(shared_page, "and 2 more")
    assert shared_page.locator("article:visible").count() == 5


def test_what_waits_is_one_quiet_line(shared_page):
    show(shared_page, verdict(waiting=[finding(), finding("Another.")]))

    assert shared_page.locator("article:visible").count() == 0
    press(shared_page, "2 smaller things could be said closer to the messaging.")
    assert shared_page.locator("article.mc-quiet:visible").count() == 2


def test_a_clean_text_is_said_in_one_line(shared_page):
    show(shared_page, verdict())

    assert shared_page.locator(".mc-content").inner_text() == "Nothing to ask about this text."


@pytest.mark.parametrize(
    "rest",
    [
        {"not_judged": [{"location": "body line 2", "reason": "other language"}]},
        {"forwarded_lines": 4},
        {"unread": ["deck.key: export it as PDF"]},
    ],
)
def test_what_was_not_judged_is_never_called_clean(rest, shared_page):
    show(shared_page, verdict(**rest))

    assert shared_page.locator(".mc-calm").inner_text() == "Nothing to ask about the rest."


def test_unfilled_fields_need_no_reason(shared_page):
    show(shared_page, verdict(unfilled=[{"field": "{{first_name}}", "location": "body line 1"}]), held=True)

    assert "{{first_name}}" in shared_page.locator(".mc-unfilled").inner_text()
    assert shared_page.get_by_role("radio").count() == 0
    press(shared_page, "Send")
    assert calls(shared_page) == [["sendAnyway", {"reason": "", "tellMarketing": False, "findings": []}]]


def test_notes_and_unread_attachments_are_shown_once(shared_page):
    show(shared_page, verdict(notes=["Not read: deck.key: export it"], unread=["deck.key: export it", "b.zip: locked"]))

    notes = shared_page.locator(".mc-notes li").all_inner_texts()
    assert notes == ["Not read: deck.key: export it", "Not read: b.zip: locked"]


def test_send_anyway_asks_for_a_reason_first(shared_page):
    show(shared_page, verdict(finding()), held=True)

    press(shared_page, "Send anyway")

    assert calls(shared_page) == []
    assert shared_page.get_by_role("alert").inner_text().startswith("Choose one reason")
    assert shared_page.evaluate("document.activeElement.value") == "agreed"


def test_send_anyway_hands_over_reason_tick_and_open_findings(shared_page):
    show(shared_page, verdict(finding(), finding("Other.")), held=True)

    press(shared_page, "Use the approved line")
    shared_page.get_by_label("the customer's own words").check()
    shared_page.get_by_label("Tell marketing").check()
    press(shared_page, "Send anyway")

    _, given = calls(shared_page)[1]
    assert given["reason"] == "customers-words"
    assert given["tellMarketing"] is True
    assert [each["found"] for each in given["findings"]] == ["Other."]


def test_a_mail_that_went_cannot_be_sent_again_by_a_second_click(shared_page):
    show(shared_page, verdict(finding()), held=True)

    shared_page.get_by_label("msgcheck is wrong").check()
    press(shared_page, "Send anyway")

    expect(shared_page.get_by_role("button", name="Send anyway")).to_be_disabled()
    assert [name for name, *_ in calls(shared_page)] == ["sendAnyway"]


def test_a_mail_that_did_not_go_can_be_sent_again(shared_page):
    show(shared_page, verdict(finding()), held=True, answers={"sendAnyway": False})

    shared_page.get_by_label("msgcheck is wrong").check()
    press(shared_page, "Send anyway")

    expect(shared_page.get_by_role("button", name="Send anyway")).to_be_enabled()


def test_send_needs_no_reason_once_all_is_settled(shared_page):
    show(shared_page, verdict(finding()), held=True)

    press(shared_page, "Use the approved line")
    press(shared_page, "Send")

    assert calls(shared_page)[1] == ["sendAnyway", {"reason": "", "tellMarketing": False, "findings": []}]


def test_what_is_not_held_has_no_way_out_to_choose(shared_page):
    show(shared_page, verdict(finding()))

    assert shared_page.get_by_role("radio").count() == 0
    assert shared_page.get_by_role("button", name="Send anyway").count() == 0


def test_actions_that_are_not_given_have_no_button(shared_page):
    show(shared_page, verdict(finding()), names=(), held=True)

    assert shared_page.get_by_role("button").count() == 0
    assert shared_page.get_by_role("searchbox").count() == 0


def test_say_shows_lines_with_what_belongs_to_them(shared_page):
    line = {
        "text": "We cut costs by up to 30%.",
        "proof": "Study 2025",
        "answers": ["too dear"],
        "use_when": "they ask for proof",
        "valid_until": "2026-12-31",
        "beside": ["Based on 112 customers."],
    }
    show(shared_page, verdict(), answers={"say": {"lines": [line]}})

    shared_page.get_by_role("searchbox").fill("roi for a cfo")
    shared_page.keyboard.press("Enter")

    said = shared_page.locator(".mc-said")
    for part in ("up to 30%", "Study 2025", "too dear", "they ask for proof", "2026-12-31", "Based on 112 customers."):
        assert part in said.inner_text()
    said.get_by_role("button").click()
    assert calls(shared_page) == [["say", "roi for a cfo"], ["insertLine", "We cut costs by up to 30%."]]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"lines": []}, "Nothing approved about that."),
        ({"lines": [], "nearest": [{"text": "We cut costs."}]}, "Nothing approved about that; nearest:"),
        ({"unchecked": "it is busy."}, "it is busy."),
        (None, "Nothing approved about that."),
    ],
)
def test_say_tells_where_there_is_no_line(answer, said, shared_page):
    show(shared_page, verdict(), answers={"say": answer})

    shared_page.get_by_role("searchbox").fill("roi")
    press(shared_page, "Find")

    assert said in shared_page.locator(".mc-say .mc-status").inner_text()


def test_unchecked_says_why(shared_page):
    show(shared_page, unchecked="it took too long.")

    assert shared_page.locator(".mc-notice").inner_text() == "msgcheck did not check this mail: it took too long."


def test_a_broken_verdict_is_said_and_breaks_nothing(shared_page):
    show(shared_page, {"schema": "other"})

    assert "did not check" in shared_page.locator(".mc-notice").inner_text()


def test_update_keeps_what_is_typed_into_the_box(shared_page):
    show(shared_page, verdict(finding()))
    shared_page.get_by_role("searchbox").fill("roi")

    shared_page.evaluate("(shown) => panel.update({verdict: shown})", verdict())

    assert shared_page.get_by_role("searchbox").input_value() == "roi"
    assert shared_page.locator("article").count() == 0


def test_showing_again_replaces_the_panel(shared_page):
    show(shared_page, verdict(finding()))
    show(shared_page, verdict())

    assert shared_page.locator(".mc-panel").count() == 1


def test_text_of_a_mail_is_never_markup(shared_page):
    bad = finding(
        BAD,
        BAD,
        sentence=BAD,
        suggestion=BAD + ".",
        shown_as=BAD,
        location=BAD,
        owner=BAD,
        found_words=[{"text": BAD, "space": " ", "changed": True}],
    )
    said = {"say": {"lines": [{"text": BAD, "proof": BAD, "answers": [BAD], "beside": [BAD], "use_when": BAD}]}}
    whole = verdict(
        bad,
        internal(message_id=BAD, owner=BAD),
        waiting=[bad],
        quiet=BAD,
        notes=[BAD],
        unread=[BAD],
        unfilled=[{"field": BAD, "location": BAD}],
        reasons=[{"key": BAD, "shown_as": BAD}],
    )
    show(shared_page, whole, held=True, answers=said)
    shared_page.locator(".mc-waiting").click()
    shared_page.get_by_role("searchbox").fill(BAD)
    shared_page.keyboard.press("Enter")
    shared_page.locator(".mc-said").wait_for()

    assert shared_page.locator("#root img, #root script").count() == 0
    assert shared_page.evaluate("globalThis.hurt") is None
    assert shared_page.locator(".mc-found mark").first.inner_text() == BAD


def test_a_held_mail_is_a_dialog_with_a_name_and_the_focus(shared_page):
    show(shared_page, verdict(finding()), held=True)

    dialog = shared_page.get_by_role("dialog", name="Before you send")
    assert dialog.get_attribute("aria-modal") == "true"
    assert focused(shared_page) == "Before you send"


def test_what_is_not_held_leaves_the_focus_alone(shared_page):
    show(shared_page, verdict(finding()))

    assert shared_page.evaluate("document.activeElement === document.body")


def test_escape_closes(shared_page):
    show(shared_page, verdict(finding()), held=True)

    shared_page.keyboard.press("Escape")

    assert calls(shared_page) == [["close"]]


def test_a_held_mail_keeps_the_focus_within(shared_page):
    shared_page.evaluate("document.body.append(msgcheck.element('button', {}, 'outside'))")
    show(shared_page, verdict(finding()), held=True)

    visited = set()
    for _ in range(20):
        shared_page.keyboard.press("Tab")
        visited.add(focused(shared_page))

    assert {"Use the approved line", "Send anyway", "Find"} <= visited
    assert "outside" not in visited


def test_the_keyboard_alone_mends_and_sends(shared_page):
    show(shared_page, verdict(finding(), finding("Other.")), held=True)

    def tab_to(name):
        for _ in range(30):
            shared_page.keyboard.press("Tab")
            if focused(shared_page) == name:
                return
        pytest.fail(f"{name} cannot be reached")

    tab_to("Use the approved line")
    shared_page.keyboard.press("Enter")
    tab_to("agreed")
    shared_page.keyboard.press("ArrowDown")
    tab_to("Send anyway")
    shared_page.keyboard.press("Enter")

    names = [name for name, *_ in calls(shared_page)]
    assert names == ["useSuggestion", "sendAnyway"]
    assert calls(shared_page)[1][1]["reason"] == "does-not-work"


def test_keys_typed_in_the_panel_stay_in_it(shared_page):
    show(shared_page, verdict(finding()))
    shared_page.evaluate(
        """() => { globalThis.heard = [];
             for (const type of ['keydown', 'keypress', 'keyup']) document.addEventListener(type, (e) => heard.push(e.key)); }"""
    )

    shared_page.get_by_role("searchbox").press("c")

    assert shared_page.evaluate("heard") == []


def test_a_shadow_root_gets_the_styles_and_none_of_the_page(shared_page):
    shared_page.add_script_tag(content=client_file("chromium/shared/panel_styles.js").decode())
    shared_page.add_style_tag(content="* { color: red !important; font-size: 40px !important }")
    shared_page.evaluate(
        """(shown) => {
          const root = document.createElement('div').attachShadow({mode: 'open'});
          document.body.append(root.host);
          for (let time = 0; time < 2; time += 1) msgcheck.showPanel(root, {verdict: shown, held: true, actions: {}});
          globalThis.shadow = root;
        }""",
        verdict(finding()),
    )

    shown = shared_page.evaluate(
        """() => { const style = getComputedStyle(shadow.querySelector('.mc-sentence'));
                   return [shadow.adoptedStyleSheets.length, style.color, style.fontSize]; }"""
    )
    assert shown == [1, "rgb(31, 35, 40)", "15px"]


@pytest.mark.parametrize("width", [320, 480, 1600])
def test_nothing_is_cut_off_at_any_width(width, shared_page):
    shared_page.set_viewport_size({"width": width, "height": 800})
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
    show(
        shared_page,
        verdict(finding(long, f"{long}s"), notes=[long], unfilled=[{"field": long, "location": long}]),
        held=True,
    )

    assert shared_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_enough(scheme, shared_page):
    shared_page.emulate_media(color_scheme=scheme)
    show(shared_page, verdict(finding(suggestion="Mended."), notes=["A note."]), held=True)

    worst = shared_page.evaluate(
        """() => {
          const light = (color) => {
            const [r, g, b] = color.match(/[\\d.]+/g).map((part) => part / 255)
              .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = (item) => {
            const color = getComputedStyle(item).backgroundColor;
            return /, 0\\)$/.test(color) ? behind(item.parentElement) : color;
          };
          const contrast = (item) => {
            const [low, high] = [light(getComputedStyle(item).color), light(behind(item))].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          };
          const items = [...document.querySelectorAll('.mc-panel *')].filter((item) =>
            [...item.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && item.getClientRects().length);
          return Math.min(...items.map(contrast));
        }"""
    )
    assert worst >= 4.5


def test_nothing_moves_for_those_who_want_that(shared_page):
    shared_page.emulate_media(reduced_motion="reduce")
    show(shared_page, verdict(waiting=[finding()]))

    duration = shared_page.evaluate(
        "getComputedStyle(document.querySelector('.mc-waiting'), '::after').transitionDuration"
    )
    assert duration == "0s"


def test_sentences_that_run_right_to_left_keep_their_direction(shared_page):
    show(shared_page, verdict(finding("אנחנו חוסכים 50%.", "We cut costs by up to 30%.")), held=True)

    directions = shared_page.locator(".mc-side .mc-line").evaluate_all(
        "(all) => all.map((line) => getComputedStyle(line).direction)"
    )
    assert directions == ["rtl", "ltr"]


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ({"not_judged": [{"location": "body line 1", "reason": "in German"}] * 2}, "in German"),
        (
            {"not_judged": [{"location": "body line 1", "reason": "in German"}], "forwarded_lines": 2},
            "in German, forwarded lines",
        ),
        ({"unread": ["deck.key: export it as PDF"]}, "not read"),
    ],
)
def test_a_text_of_which_nothing_was_judged_has_no_rest(rest, why, shared_page):
    show(shared_page, verdict(judged=0, **rest))

    assert shared_page.locator(".mc-calm").inner_text() == f"Nothing in this text was judged ({why})."
    assert tick(shared_page) == "none"


def test_a_text_of_which_all_was_judged_has_a_tick(shared_page):
    show(shared_page, verdict())

    assert "✓" in tick(shared_page)


def tick(page):
    return page.locator(".mc-calm").evaluate("(line) => getComputedStyle(line, '::before').content")
