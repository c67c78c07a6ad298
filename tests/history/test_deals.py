import pytest
from builders_history import make_document, make_mail, make_scan

from msgcheck.records import Deal, DocumentKey, Result

WON, LOST, OPEN = Result.WON, Result.LOST, Result.OPEN


def results(store, *keys):
    return store.results_of([DocumentKey(key) for key in keys])


@pytest.fixture
def documents(store):
    """Keys of a deck and a mail to Acme Retail."""
    store.keep_scan(make_scan(make_document("sales/acme/deck.pptx"), make_mail("sent/1.eml")))
    deck, mail = store.documents()
    return deck, mail


@pytest.mark.parametrize(
    "deal",
    [
        Deal(account="ACME  retail", result=WON),
        Deal(account="", domain="acme retail", result=WON),
        Deal(account="", domain="@Acme Retail", result=WON),
        Deal(account="Other", documents=("sent/1.eml",), result=WON),
        Deal(account="Other", folder="sent/", result=WON),
        Deal(account="Other", folder=".\\sent", result=WON),
    ],
)
def test_mail_belongs_to_a_deal(store, documents, deal):
    store.keep_deals([deal])
    assert results(store, documents[1].key) == (WON,)
    assert results(store, documents[0].key) == ()


def test_document_is_named_by_its_fingerprint(store, documents):
    store.keep_deals([Deal(account="", documents=(documents[0].fingerprint,), result=LOST)])
    assert results(store, documents[0].key) == (LOST,)


@pytest.mark.parametrize("folder", ["sales", "sales/acme", "acme", "./sales/acme/"])
def test_document_belongs_to_the_folders_it_lies_in(store, documents, folder):
    store.keep_deals([Deal(account="", folder=folder, result=LOST)])
    assert results(store, documents[0].key) == (LOST,)


@pytest.mark.parametrize("folder", ["/sales", "sales/ac", "acme/sales", "deck.pptx", ""])
def test_document_does_not_belong_to_other_folders(store, documents, folder):
    store.keep_deals([Deal(account="", folder=folder, result=LOST)])
    assert results(store, documents[0].key) == ()


def test_moved_document_still_belongs_to_its_folder(store, documents):
    store.keep_scan(make_scan(make_document("archive/deck.pptx")))
    store.keep_deals([Deal(account="", folder="sales/acme", result=WON)])
    assert results(store, documents[0].key) == (WON,)


def test_each_deal_counts_once(store, documents):
    store.keep_deals([Deal(account="Acme Retail", documents=("sent/1.eml", "sales/acme/deck.pptx"), result=OPEN)])
    assert results(store, *(document.key for document in documents)) == (OPEN,)


def test_deals_of_one_account_are_all_kept(store, documents):
    deals = [Deal(account="Acme Retail", result=WON), Deal(account="Acme Retail", result=LOST)]
    assert store.keep_deals(deals) == 2
    assert results(store, documents[1].key) == (WON, LOST)


@pytest.mark.parametrize(
    "deal",
    [
        Deal(account="Acme Retail", result=OPEN),
        Deal(account="Other", documents=("sent/1.eml",), result=OPEN),
        Deal(account="", domain="acme.example", result=OPEN),
        Deal(account="", folder="sent", result=OPEN),
    ],
)
def test_same_deal_imported_again_takes_the_place_of_the_earlier_one(store, documents, deal):
    store.keep_deals([deal])
    assert store.keep_deals([deal]) == 1
    with store._database.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from deals").scalar() == 1


def test_deals_of_other_accounts_stay(store, documents):
    store.keep_deals([Deal(account="Acme Retail", domain="shared.example", result=WON)])
    store.keep_deals([Deal(account="Beta", domain="shared.example", folder="sent", result=LOST)])
    assert results(store, documents[1].key) == (WON, LOST)


def test_no_deals_change_nothing(store, documents):
    store.keep_deals([Deal(account="Acme Retail", result=WON)])
    assert store.keep_deals([]) == 0
    assert results(store, documents[1].key) == (WON,)


def test_unknown_account_belongs_to_no_deal(store):
    store.keep_scan(make_scan(make_document(account="")))
    assert store.keep_deals([Deal(account="", result=WON)]) == 0
    assert results(store, store.documents()[0].key) == ()


def test_no_name_of_a_deal_is_kept(store, store_file):
    store.keep_deals(
        [Deal(account="Quokkacorp", domain="quokka.example", folder="quokka/x", documents=("quokka.pptx",), result=WON)]
    )
    kept = b"".join(path.read_bytes() for path in store_file.parent.iterdir())
    assert b"quokka" not in kept.lower()
