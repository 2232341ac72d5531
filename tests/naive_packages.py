"""The naive twin of docs/semantics.md, "Standing", for all but toko daring: plain and slow, from the rules' text.

Rows are dicts with `slice`, `order`, `content`, `lines` (as the package says, 0 unknown), `total`, `value`, `stated`
(a standing or None). It takes nothing from the project's code. Answers name standings; which of equal rows stands is
open, so they are compared as counts.
"""

from collections import Counter, defaultdict
from math import gcd


def orders_of(rows):
    orders = defaultdict(list)
    for row in rows:
        orders[row["slice"], row["order"]].append(row)
    return orders.values()


def lines(rows):
    """katalog-v5: k times jml_jenis_produk lines in k equal sets stand once."""
    answer = Counter()
    for order in orders_of(rows):
        kinds = Counter(row["content"] for row in order)
        times = 1
        for k in range(2, len(order) + 1):
            equal_sets = all(count % k == 0 for count in kinds.values())
            if equal_sets and all(row["lines"] and len(order) == k * row["lines"] for row in order):
                times = k
        if len({row["file"] for row in order}) > 1 and not any(row["lines"] for row in order):
            of_several_files(answer, order)
        else:
            share_out(answer, order, kinds, times)
    return answer


def packages(rows):
    """katalog-v6: equal rows of one id stand once; different ones are all rejected."""
    answer = Counter()
    for order in orders_of(rows):
        kinds = Counter(row["content"] for row in order)
        if len(kinds) > 1:
            answer.update((row["slice"], row["order"], row["content"], "rejected") for row in order)
        else:
            share_out(answer, order, kinds, len(order))
    return answer


def stated(rows):
    """umum: a standing that is stated holds; the others are lines, k whole sets of which stand once.

    Where an order with a stated row comes in several files, they must say the same: all but the first are repeated.
    """
    answer = Counter()
    for order in orders_of(rows):
        files = sorted({row["file"] for row in order})
        said = [Counter((row["content"], row["stated"]) for row in order if row["file"] == file) for file in files]
        key = order[0]["slice"], order[0]["order"]
        if len(files) > 1 and any(row["stated"] for row in order):
            if any(one != said[0] for one in said):
                answer.update((*key, row["content"], "rejected") for row in order)
                continue
            answer.update((*key, row["content"], "repeated") for row in order if row["file"] != files[0])
            order = [row for row in order if row["file"] == files[0]]
        answer.update((*key, row["content"], row["stated"]) for row in order if row["stated"])
        if undecided := [row for row in order if not row["stated"]]:
            of_several_files(answer, undecided)
    return answer


def of_several_files(answer, order):
    """Each file's lines are brought down to one set; all files must bring the same one, which stands once."""
    sets = []
    for file in sorted({row["file"] for row in order}):
        kinds = Counter(row["content"] for row in order if row["file"] == file)
        times = gcd(*kinds.values())
        sets.append({content: count // times for content, count in kinds.items()})
    key = order[0]["slice"], order[0]["order"]
    if any(one != sets[0] for one in sets):
        answer.update((*key, row["content"], "rejected") for row in order)
        return
    for content, count in Counter(row["content"] for row in order).items():
        answer[(*key, content, "counted")] += sets[0][content]
        answer[(*key, content, "repeated")] += count - sets[0][content]


def share_out(answer, order, kinds, times):
    key = order[0]["slice"], order[0]["order"]
    for content, count in kinds.items():
        answer[(*key, content, "counted")] += count // times
        answer[(*key, content, "repeated")] += count - count // times


def misfits(rows):
    """(slice, order) of packages whose rows, all of which stand, are not as many or not as much as they say."""
    wrong = set()
    for order in orders_of(rows):
        found, value = len(order), sum(row["value"] for row in order)
        stated_lines = {row["lines"] for row in order}
        stated_totals = {row["total"] for row in order}
        if (stated_lines != {0} and stated_lines != {found}) or (stated_totals != {-1} and stated_totals != {value}):
            wrong.add((order[0]["slice"], order[0]["order"]))
    return wrong
