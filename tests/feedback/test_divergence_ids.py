"""Ids hold, whatever is found later."""

import re

from builders_stored import make_stored_finding
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.feedback.clustering import clustered
from msgcheck.feedback.divergence_ids import divergence_id, identities


def finding(key, change="dropped up to", **values):
    return make_stored_finding(key, change=change, **values)


def kept(clusters, found):
    """What the store gives back of these clusters in the next run."""
    return [
        (identity.id, identity.aliases, tuple(one.key for one in cluster))
        for cluster, identity in zip(clusters, found, strict=True)
    ]


def test_divergence_id_is_made_of_message_code_and_change():
    name = divergence_id(finding(1))
    assert re.fullmatch(r"div:[0-9a-f]{12}", name)
    assert name == divergence_id(finding(9, text=None))
    assert len({name, divergence_id(finding(1, code="MC104")), divergence_id(finding(1, "added at least"))}) == 3


def test_identities_new_clusters_have_the_id_of_their_first_finding():
    first, second = (finding(1), finding(3)), (finding(2, "added guarantee"),)
    assert [one.id for one in identities([first, second], [])] == [divergence_id(finding(1)), divergence_id(second[0])]


def test_identities_on_a_merge_the_older_stays_and_the_younger_is_an_alias():
    one, two = (finding(1, "wording a"),), (finding(2, "wording b"),)
    before = identities([one, two], [])
    (after,) = identities([(*one, *two)], kept([one, two], before))
    assert (after.id, after.aliases) == (before[0].id, (before[1].id,))


def test_identities_a_merge_keeps_older_aliases():
    known = [("div:a", ("div:x",), (1,)), ("div:b", ("div:y",), (2,))]
    (after,) = identities([(finding(1), finding(2))], known)
    assert (after.id, after.aliases) == ("div:a", ("div:b", "div:x", "div:y"))


def test_identities_on_a_split_the_part_with_the_first_finding_keeps_the_id():
    one, two = (finding(1, "wording a"),), (finding(2, "wording b"), finding(3, "wording c"))
    (before,) = identities([(*one, *two)], [])
    after = identities([one, two], [(before.id, (), (1, 2, 3))])
    assert [identity.id for identity in after] == [before.id, divergence_id(two[0])]


def test_identities_a_split_after_a_merge_gives_the_alias_back():
    one, two = (finding(1, "wording a"),), (finding(2, "wording b"),)
    before = identities([one, two], [])
    merged = identities([(*one, *two)], kept([one, two], before))
    after = identities([one, two], kept([(*one, *two)], merged))
    assert after == before


def test_identities_holds_on_when_the_first_finding_is_gone():
    (after,) = identities([(finding(2, "wording b"),)], [("div:a", (), (1, 2))])
    assert (after.id, after.first.key) == ("div:a", 2)


def test_identities_of_two_parts_with_the_same_change_differ():
    after = identities([(finding(1),), (finding(2),)], [])
    assert len({identity.id for identity in after}) == 2


def test_identities_first_is_the_finding_the_id_belongs_to():
    """A finding that came in earlier but was clustered only now does not take the id over."""
    known = [(divergence_id(finding(2, "wording b")), (), (2,))]
    (after,) = identities([(finding(1, "wording a"), finding(2, "wording b"))], known)
    assert (after.id, after.first.change) == (known[0][0], "wording b")


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=8), min_size=1, max_size=5))
def test_identities_no_id_is_ever_lost_without_an_alias_while_findings_come_in_and_clusters_merge(runs):
    """Findings come in run by run; from run to run the clusters of two numbers may be merged, never parted."""
    findings, known, merged_into = [], [], list(range(5))
    for run in runs:
        findings += [
            (number, finding(len(findings) + place, f"wording {number}")) for place, number in enumerate(run, 1)
        ]
        merged_into = [min(merged_into[run[0]], home) if home == merged_into[run[-1]] else home for home in merged_into]
        groups = {}
        for number, one in findings:
            groups.setdefault(merged_into[number], []).append(one)
        clusters = sorted((tuple(group) for group in groups.values()), key=lambda cluster: cluster[0].key)
        found = identities(clusters, known)
        names = [name for identity in found for name in (identity.id, *identity.aliases)]
        assert len(names) == len(set(names))
        assert {entry[0] for entry in known} <= set(names)
        known = kept(clusters, found)


@given(st.lists(st.sampled_from(["figure 1 > 2", "dropped up to", "wording a", "wording b"]), max_size=12), st.data())
def test_identities_finding_more_of_the_same_changes_no_id(changes, data):
    findings = [finding(key, change) for key, change in enumerate(changes, 1)]
    cut = data.draw(st.integers(0, len(findings)))
    early = clustered(findings[:cut])
    before = identities(early, [])
    late = clustered(findings)
    after = identities(late, kept(early, before))
    by_key = {one.key: identity.id for cluster, identity in zip(late, after, strict=True) for one in cluster}
    for cluster, identity in zip(early, before, strict=True):
        assert {by_key[one.key] for one in cluster} == {identity.id}


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=10),
    st.lists(st.integers(0, 3), min_size=10, max_size=10),
)
def test_identities_of_any_two_clusterings_are_unique_and_keep_the_first_findings_id(before_groups, after_groups):
    findings = [finding(key, f"wording {key % 3}") for key in range(1, len(before_groups) + 1)]

    def grouped(numbers):
        groups = {}
        for one, number in zip(findings, numbers, strict=False):
            groups.setdefault(number, []).append(one)
        return sorted((tuple(group) for group in groups.values()), key=lambda cluster: cluster[0].key)

    early, late = grouped(before_groups), grouped(after_groups)
    before = identities(early, [])
    after = identities(late, kept(early, before))
    assert len({identity.id for identity in after}) == len(late)
    home = {one.key: identity for cluster, identity in zip(late, after, strict=True) for one in cluster}
    for cluster, identity in zip(early, before, strict=True):
        now = home[cluster[0].key]
        assert identity.id in (now.id, *now.aliases)
