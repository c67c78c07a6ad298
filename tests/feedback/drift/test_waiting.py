"""What waits for marketing, and for how long."""

from dataclasses import replace
from datetime import date

from msgcheck.feedback.drift.waiting import Bar, became_one_on, is_waiting, waiting
from msgcheck.records import Mover, Standing
from tests.builders_divergences import make_divergence, make_spread
from tests.builders_months import Months, report_on
from tests.builders_stored import make_stored

BAR = Bar(sources=3, days=14)
TODAY = date(2026, 11, 30)


def divergence(*documents, **values):
    spread = make_spread(
        len(documents),
        sources=len(documents),
        first_seen=min(document.day for document in documents),
        last_seen=max(document.day for document in documents),
    )
    return make_divergence(**{"spread": spread, **values})


def said_on(*days):
    return [make_stored(key, day=date(2026, 11, day), author=f"author-{key}") for key, day in enumerate(days, start=1)]


def test_waiting_counts_proposals_and_the_days_of_the_oldest():
    documents = said_on(1, 5, 11, 16, 20)
    found = waiting([(divergence(*documents), documents)], BAR, as_of=TODAY)
    # On the 16th there were enough sources, over fifteen days.
    assert (found.proposals, found.oldest_days) == (1, 14)


def test_waiting_of_nothing_is_nothing():
    found = waiting([], BAR, as_of=TODAY)
    assert (found.proposals, found.oldest_days) == (0, 0)


def test_waiting_begins_when_there_are_enough_sources():
    documents = said_on(1, 16, 17, 18)
    for place in (1, 2):
        documents[place] = replace(documents[place], author="author-1")
    documents.append(make_stored(9, day=date(2026, 11, 25), author="author-9"))
    assert became_one_on(divergence(*documents), documents, BAR) == date(2026, 11, 25)


def test_waiting_counts_copies_of_one_deck_as_one_source():
    documents = [replace(document, group=1) for document in said_on(1, 16, 17)]
    documents += [make_stored(8, day=date(2026, 11, 20)), make_stored(9, day=date(2026, 11, 22))]
    assert became_one_on(divergence(*documents), documents, BAR) == date(2026, 11, 22)


def test_waiting_begins_with_the_last_document_where_days_do_not_tell():
    documents = said_on(1, 2)
    assert became_one_on(divergence(*documents), documents, BAR) == date(2026, 11, 2)


def test_waiting_is_for_what_has_no_answer_and_could_be_adopted():
    documents = said_on(1, 10, 20)
    asked = divergence(*documents)
    assert is_waiting(asked, BAR)
    assert not is_waiting(replace(asked, standing=Standing.WATCHED), BAR)
    assert not is_waiting(replace(asked, code="MC201"), BAR)
    assert not is_waiting(replace(asked, mover=Mover.OWN_MATERIAL), BAR)
    assert not is_waiting(asked, Bar(sources=4, days=14))
    assert not is_waiting(asked, Bar(sources=3, days=30))


def test_waiting_is_told_in_the_report_as_of_its_day():
    months = Months()
    for day in (1, 5, 16):
        months.write(date(2026, 11, day), edit="figure 30 percent > 50 percent")
    found = report_on(months, as_of=TODAY).waiting
    assert (found.proposals, found.oldest_days) == (1, 14)


def test_waiting_leaves_out_what_came_up_later():
    documents = said_on(1, 5, 16)
    found = waiting([(divergence(*documents), documents)], BAR, as_of=date(2026, 11, 15))
    assert (found.proposals, found.oldest_days) == (0, 0)
