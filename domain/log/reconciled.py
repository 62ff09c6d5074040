"""One verdict from two witnesses: the chain inside the store, and checkpoints outside it.

The chain names what somebody changed who did not make it anew; checkpoints name everything up to the last of them. Where
both speak of an event, the checkpoint is right, and the chain adds only what a checkpoint does not hold: the hashes.
"""

from collections.abc import Iterator, Sequence

from domain.log.findings import Finding, finding
from domain.log.proof.covering import Cover
from domain.log.proof.roots import Roots

_HASHES = frozenset({"altered", "hash_altered"})
_PUSHING = frozenset({"put_in", "removed", "removed_run"})


def reconciled(chained: Sequence[Finding], covers: Sequence[Cover], roots: Roots, head: int) -> list[Finding]:
    """The findings of the chain and of every folder of checkpoints, none of them twice."""
    told = [one for cover in covers for one in cover.findings(roots, head)]
    judge = max(covers, key=lambda one: one.judged, default=None)
    if judge is None or judge.judged == 0:
        return [*chained, *told]
    kept = [one for one in _kept(chained, judge) if not _explained(one, judge, told)]
    kept = [one for one in kept if not (_before_the_first(one) and _named(one, told))]
    hashes = {one.position for one in kept if one.kind == "hash_altered"}
    told = [one for one in told if one.kind != "chain_remade" or one.position not in hashes]
    return list({(one.kind, one.position, str(one.what)): one for one in [*told, *kept]}.values())


def _explained(one: Finding, judge: Cover, told: Sequence[Finding]) -> bool:
    """Whether what the chain says of an event behind the last checkpoint comes of what was done before it."""
    if one.position is None or one.position <= judge.judged:
        return False
    match one.kind:
        case "missing" | "missing_run":
            displaced = {other.position for other in told if other.kind == "displaced"}
            return one.what.fields["last"] + 1 in displaced
        case "displaced":
            return one.what.fields["belongs"] <= judge.judged
        case "moved":
            return any(other.kind in _PUSHING for other in told)
        case "altered" | "hash_altered" | "backwards":
            return one.position == judge.judged + 1 and not judge.intact(judge.judged)
        case _:
            return False


def _kept(chained: Sequence[Finding], judge: Cover) -> Iterator[Finding]:
    """What the chain says of events behind the last checkpoint, and of hashes."""
    for one in chained:
        if one.position is None:
            if one.kind != "many":
                yield one
        elif one.position > judge.judged or _before_the_first(one):
            yield one
        elif not _calm(judge, one.position):
            continue
        elif one.kind in _HASHES:
            place = {"position": one.position, "stream": one.stream, "version": one.version, "name": one.name}
            yield finding("hash_altered", **place)
        elif one.kind == "backwards":
            yield one


def _before_the_first(one: Finding) -> bool:
    return one.position is not None and one.position < 1


def _named(one: Finding, told: Sequence[Finding]) -> bool:
    return any(other.position == one.position for other in told)


def _calm(judge: Cover, position: int) -> bool:
    """Whether an event is what was signed and stands behind one that is, too: it suffers from no neighbour."""
    return judge.intact(position) and (position == 1 or judge.intact(position - 1))
