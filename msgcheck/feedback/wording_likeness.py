"""How alike new wordings are, and which of them belong together.

Two scales meet here. Where both sentences have a vector, their cosine tells; where only the texts are kept, their
words do. Each is taken as its distance from the point at which two wordings count as the same edit, so that both can
stand in one table: 1.0 is that point, less is more alike.

Sentences about one message are all near one another, whatever was done to it. So of each vector a share of the mean of
all is taken off first: what is left tells them apart.

Wordings are joined by complete linkage: two groups become one while each member of one is alike to each of the other,
so that a row of small steps never joins unlike ends. Only what hangs together by alike pairs can come together, so only
that is looked at at once, which keeps thousands of wordings quick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

SAME_EDIT_COSINE = -0.1
"""Cosine from which two wordings that do the same kind of thing to the same message are the same edit, after what all
have in common was taken off (COMMON), so that 0 is not "unlike" but "no more alike than all of them". Best F1 of pairs,
with COMMON, on kelderwick and osmarrow of corpora/divergences, whole and in parts of a quarter and two fifths of their
sentences, as a young store would hold them; packaged model, November 2026."""
SAME_CLAIM_COSINE = 0.1
"""The same for claims that no message is about: without a message in common, more has to be alike."""
COMMON = 0.85
"""Share of the mean of all wordings that is taken off each. That they are all about onboarding in hospitals tells
nothing of which edit is which. Of 0, 0.5, 0.7 and 0.85."""
COMMON_FROM = 3
"""Wordings at which half of that is taken off: the mean of two or three is more their edit than their topic."""
SAME_WORDS = 0.7
"""Likeness of words (token set ratio) that counts as much as these cosines, where there are no vectors."""
FAR = 1000.0
"""Distance of what must not come together."""
_LARGEST = 2000
"""Wordings that are linked at once: their distances take 16 MB. More than that hang together only where a scan
produced the same few words over and over; they are first parted at a stricter point."""
_STRICTER = 0.1
_ROWS = 512
"""Rows compared at once."""

Floats1d = npt.NDArray[np.float32]
Floats2d = npt.NDArray[np.float32]
Labels = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingNode:
    """One new wording, said once or many times."""

    key: str
    """Change key; nodes are compared in its order, so that the order of findings decides nothing."""
    text: str | None
    vector: Floats1d | None = field(repr=False)
    """float32, length 1; None where there is none."""
    figures: frozenset[str] | None = None
    """What it counts, for claims that need equal figures; None where figures do not matter."""


def alike_groups(nodes: Sequence[WordingNode], *, same_cosine: float) -> list[list[WordingNode]]:
    """Return the nodes in groups of the same edit, each in order of keys, by their first key.

    Args:
        nodes: different wordings.
        same_cosine: cosine that counts as the same edit; SAME_EDIT_COSINE or SAME_CLAIM_COSINE.

    Returns:
        The nodes; their vectors are without what all have in common.
    """
    ordered = _without_common(sorted(nodes, key=lambda node: node.key))
    comparable = [place for place, node in enumerate(ordered) if node.text is not None or node.vector is not None]
    groups = [
        [ordered[place] for place in group]
        for part in _parts(ordered, comparable, same_cosine, point=1.0)
        for group in _linked(ordered, part, same_cosine)
    ]
    # Of a large mail archive without words this is most: nothing tells what they are like.
    groups += [[node] for node in ordered if node.text is None and node.vector is None]
    return sorted(groups, key=lambda group: group[0].key)


def unit_vector(raw: bytes) -> Floats1d | None:
    """Return stored bytes as a vector of length 1; None where they are none: empty, cut short, zero or not finite."""
    if not raw or len(raw) % 4:
        return None
    vector = np.frombuffer(raw, dtype="<f4").astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if np.isfinite(length) and length > 0 else None


def _without_common(nodes: Sequence[WordingNode]) -> list[WordingNode]:
    """Return the nodes, their vectors without what those of one length have in common, again of length 1."""
    result = list(nodes)
    for length in sorted({len(node.vector) for node in nodes if node.vector is not None}):
        places, matrix = _with_vectors(nodes, length)
        share = COMMON * len(places) / (len(places) + COMMON_FROM)
        rest = matrix - np.float32(share) * matrix.mean(axis=0)
        for place, row in zip(places, rest / np.linalg.norm(rest, axis=1, keepdims=True), strict=True):
            result[place] = replace(result[place], vector=row)
    return result


def distances(rows: Sequence[WordingNode], columns: Sequence[WordingNode], *, same_cosine: float) -> Floats2d:
    """Return how unlike wordings are: float32, shape (rows, columns); up to 1.0 is the same edit.

    Vectors are compared where both have one of the same length, else texts; what cannot be compared is far apart.
    """
    table = np.full((len(rows), len(columns)), FAR, dtype=np.float32)
    _compare_words(table, rows, columns)
    _compare_vectors(table, rows, columns, same_cosine)
    _part_other_figures(table, rows, columns)
    return table


def _compare_words(table: Floats2d, rows: Sequence[WordingNode], columns: Sequence[WordingNode]) -> None:
    """Fill in the likeness of words of all pairs that have texts and of which one has no vector."""
    across = [place for place, node in enumerate(columns) if node.text is not None]
    bare = [place for place in across if columns[place].vector is None]
    for down, node in enumerate(rows):
        places = bare if node.vector is not None else across
        if node.text is None or not places:
            continue
        texts = [(columns[place].text or "").casefold() for place in places]
        scores = process.cdist([node.text.casefold()], texts, scorer=fuzz.token_set_ratio)[0]
        table[down, places] = 1.0 + SAME_WORDS - scores / 100.0


def _compare_vectors(
    table: Floats2d, rows: Sequence[WordingNode], columns: Sequence[WordingNode], same_cosine: float
) -> None:
    """Fill in the cosine of all pairs that have vectors of one length."""
    lengths = {len(node.vector) for node in rows if node.vector is not None}
    for length in sorted(lengths):
        down, left = _with_vectors(rows, length)
        across, right = _with_vectors(columns, length)
        if len(across):
            table[np.ix_(down, across)] = 1.0 + same_cosine - left @ right.T


def _with_vectors(nodes: Sequence[WordingNode], length: int) -> tuple[list[int], Floats2d]:
    chosen = [(place, node.vector) for place, node in enumerate(nodes) if node.vector is not None]
    chosen = [(place, vector) for place, vector in chosen if len(vector) == length]
    matrix = np.stack([vector for _, vector in chosen]) if chosen else np.zeros((0, length), dtype=np.float32)
    return [place for place, _ in chosen], matrix


def _part_other_figures(table: Floats2d, rows: Sequence[WordingNode], columns: Sequence[WordingNode]) -> None:
    """Put claims with other figures far apart: where neither says all that the other counts."""
    names = sorted({figure for node in (*rows, *columns) for figure in node.figures or ()})
    if names:
        number = {name: place for place, name in enumerate(names)}
        left, right = _figure_table(rows, number), _figure_table(columns, number)
        fewer = np.minimum(left.sum(axis=1)[:, np.newaxis], right.sum(axis=1)[np.newaxis, :])
        table[(left @ right.T).toarray() < fewer] = FAR


def _figure_table(nodes: Sequence[WordingNode], number: Mapping[str, int]) -> csr_array:
    """Return which node (row) counts which figure (column)."""
    places = [(row, number[figure]) for row, node in enumerate(nodes) for figure in node.figures or ()]
    down, across = zip(*places, strict=True) if places else ((), ())
    ones = np.ones(len(places), dtype=np.int32)
    return csr_array((ones, (np.array(down, dtype=int), np.array(across, dtype=int))), shape=(len(nodes), len(number)))


def _parts(nodes: Sequence[WordingNode], places: list[int], same_cosine: float, *, point: float) -> Iterator[list[int]]:
    """Yield the places that hang together by pairs at most `point` apart; very large parts are parted further."""
    chosen = [nodes[place] for place in places]
    labels = np.arange(len(chosen))
    for start in range(0, len(chosen), _ROWS):
        table = distances(chosen[start : start + _ROWS], chosen, same_cosine=same_cosine)
        _join(labels, table <= point, start=start)
    members: dict[int, list[int]] = {}
    for place, label in zip(places, labels.tolist(), strict=True):
        members.setdefault(label, []).append(place)
    for part in members.values():
        if len(part) > _LARGEST and point > _STRICTER:
            yield from _parts(nodes, part, same_cosine, point=point - _STRICTER)
        else:
            yield part


def _join(labels: Labels, alike: npt.NDArray[np.bool_], *, start: int) -> None:
    """Give all that hangs together the lowest of its labels; of the many alike pairs none has to be kept.

    Args:
        labels: of every place; changed.
        alike: which of the places from `start` on (rows) is alike to which place (columns).
        start: place of the first row.
    """
    for place, row in enumerate(alike, start):
        others = row & (labels != labels[place])
        if others.any():
            met = np.append(labels[others], labels[place])
            labels[np.isin(labels, met)] = met.min()


def _linked(nodes: Sequence[WordingNode], part: list[int], same_cosine: float) -> Iterator[list[int]]:
    """Yield the groups of one part by complete linkage."""
    if len(part) == 1:
        yield part
        return
    chosen = [nodes[place] for place in part]
    table = distances(chosen, chosen, same_cosine=same_cosine).astype(np.float64)
    table = np.maximum((table + table.T) / 2, 0.0)
    np.fill_diagonal(table, 0.0)
    labels = fcluster(linkage(squareform(table, checks=False), method="complete"), t=1.0, criterion="distance")
    for label in sorted(set(labels)):
        yield [place for place, given in zip(part, labels, strict=True) if given == label]
