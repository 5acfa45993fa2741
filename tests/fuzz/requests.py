"""
Strategies: what may be sent, from what AWS accepts to what no client would send.

Everything is built from the tables and from the requests of the cases. A starting
point belongs to a case, so that what its request needs is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cases_runner import load
from fuzz.areas import Merged, Patched, accepts
from fuzz.walk import Request, request_of
from hypothesis import strategies as st

from apigw_mock.host.model import input_members

if TYPE_CHECKING:
    from collections.abc import Callable

    from cases_runner import Case
    from fuzz.areas import Area, Json
    from hypothesis.strategies import DrawFn, SearchStrategy

    from apigw_mock.host.model import Member

# --- Garbage ----------------------------------------------------------------------

# With lone surrogates, which text() leaves out: boto3 sends them, as JSON's "\\ud800".
ANY_TEXT = st.text(st.characters(), max_size=30)
LONG_TEXT = st.builds(
    lambda text, times: text * times,
    st.sampled_from(["a", "/", "~", "{", "$", "${", "''", "[", "(", "\0", "é", "😀"]),
    st.sampled_from([65, 513, 1025, 2049, 10_000]),
)
DEEP_POINTER = st.lists(
    st.sampled_from(["a", "", "0", "-", "~0", "~1", "responseParameters"]),
    min_size=2,
    max_size=8,
).map(lambda segments: "/".join(segments * 25))  # up to 200 segments
ODD_TEXT = st.lists(
    st.sampled_from(["~", "~2", "/", "{", "}", "$", "'", "%2F", ".", "\ud800"]),
    min_size=1,
).map("".join)
TEXT = ANY_TEXT | ANY_TEXT.map("/{}".format) | ODD_TEXT | LONG_TEXT | DEEP_POINTER
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(ANY_TEXT, inner, max_size=2)
    ),
    max_leaves=5,
)


# --- Near misses ------------------------------------------------------------------

_SLIPS: tuple[Callable[[str], str], ...] = (
    str.swapcase,
    str.title,
    lambda text: text.replace("~1", "/"),
    lambda text: text.removeprefix("/"),
    lambda text: text[: len(text) // 2],
    lambda text: text[:-1],
    lambda text: text[1:],
    lambda text: text + "/",
    lambda text: text + "~",
    lambda text: text + text,
    lambda text: f" {text} ",
    lambda text: f"/{text}",
    lambda text: text.replace(".", ""),
    lambda text: text.replace("'", ""),
    lambda text: text[:0],
)
SLIPS = st.sampled_from(_SLIPS)


@st.composite
def near(draw: DrawFn, value: Json) -> Json:
    """
    Draw what someone might send who meant *value*.
    """
    if isinstance(value, str):
        return draw(SLIPS)(value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + draw(st.sampled_from([-1, 1, 10**9, -(2**40)]))
    if isinstance(value, dict) and value:
        key = draw(st.sampled_from(sorted(value)))
        changed = {**value, key: draw(near(value[key]))}
        rest = {name: changed[name] for name in changed if name != key}
        return draw(
            st.sampled_from([changed, rest, {**rest, draw(SLIPS)(key): value[key]}])
        )
    return value


# --- REST APIs --------------------------------------------------------------------


@st.composite
def operations(draw: DrawFn, area: Patched) -> Json:
    """
    Draw one operation that has to do with a row: as some case has it, mixed or near.
    """
    row = draw(st.sampled_from(area.rows))
    known = [one for one in area.operations if area.row_of(one) is row]
    one = draw(st.sampled_from(known))
    other = draw(st.sampled_from([*known, draw(st.sampled_from(area.operations))]))
    member = draw(st.sampled_from(["op", "path", "value", "from"]))
    word = {
        **one,
        "op": draw(st.sampled_from(["add", "replace", "remove", "copy", "test"])),
    }
    mixed = {**one, member: other.get(member)}
    slipped = {**one, member: draw(near(one.get(member)))}
    odd = {**one, "path": f"{one['path']}{draw(ODD_TEXT)}"}
    return draw(st.sampled_from([one, word, mixed, slipped, odd]))


GARBAGE_OPERATION = st.fixed_dictionaries(
    {},
    optional={
        "op": st.sampled_from(["add", "replace", "remove", "move", "copy"]) | SCALARS,
        "path": TEXT | st.none(),
        "value": TEXT | JSON,
        "from": TEXT | st.none(),
    },
)


def patches(area: Patched) -> SearchStrategy[Request]:
    """
    Return requests of up to six operations.
    """
    some = operations(area)
    fine = st.sampled_from(area.accepted_operations)
    lists = st.one_of(
        st.lists(fine, max_size=3),
        st.lists(fine, max_size=3),
        st.lists(fine | some, max_size=6),
        st.lists(some, min_size=1, max_size=3).map(lambda once: once * 2),
        st.tuples(fine | GARBAGE_OPERATION, GARBAGE_OPERATION).map(list),
    )
    garbage = st.fixed_dictionaries({"patchOperations": lists | JSON}) | JSON
    return (
        lists.map(lambda sent: Request({"patchOperations": sent}))
        | lists.map(lambda sent: Request({}, {"patchOperations": sent}))
        | garbage.map(lambda body: Request({}, body))
    )


# --- HTTP and WebSocket APIs ------------------------------------------------------


def of_model(member: Member) -> SearchStrategy[Json]:
    """
    Return what the service model says of *member*, and a little beyond.
    """
    return _OF_TYPE[member.type](member)


def _texts(member: Member) -> SearchStrategy[Json]:
    sizes = [member.maximum, member.maximum + 1] if member.maximum else []
    return st.sampled_from([*member.enum, *("x" * size for size in sizes), ""]) | TEXT


_OF_TYPE: dict[str, Callable[[Any], SearchStrategy[Json]]] = {
    "boolean": lambda _: st.booleans(),
    "double": lambda _: st.floats(allow_nan=False, allow_infinity=False),
    "integer": lambda member: st.integers(0, 1).map((member.maximum or 0).__add__),
    "list": lambda member: st.lists(of_model(member.value), max_size=2),
    "map": lambda member: st.dictionaries(TEXT, of_model(member.value), max_size=2),
    "string": _texts,
    "structure": lambda member: st.fixed_dictionaries(
        {},
        # By boto3's names: on others its serializer ends with a KeyError of its own.
        optional={
            f"{name[:1].upper()}{name[1:]}": of_model(one)
            for name, one in member.members.items()
        },
    ),
}


def has_names(member: Member) -> bool:
    """
    Whether a value of *member* has names that botocore's serializer must know.
    """
    inner = member.value
    return member.type == "structure" or (inner is not None and has_names(inner))


@st.composite
def settings_of(draw: DrawFn, area: Merged, case: Case) -> Request:
    """
    Draw settings for the call that *case* makes.
    """
    word = "".join(part.title() for part in load(case.file)["operation"].split("_"))
    members = input_members("apigatewayv2", word)
    names = [name for name, member in members.items() if area.has(member.wire)]
    alike = [c for c in area.cases if c.row.get("given") == case.row.get("given")]
    base = draw(st.sampled_from([c for c in alike if accepts(c)] or [case]))
    sent = dict(draw(st.sampled_from([base.row["request"], {}])))
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        known = area.values(name, members[name].type)
        value = draw(st.sampled_from(known))
        way = draw(st.integers(0, 5))
        if way == 0 and not has_names(members[name]):
            value = draw(near(value))
        elif way == 1:
            value = draw(of_model(members[name]))
        sent[name] = value
    return Request(sent)


def bodies(area: Merged) -> SearchStrategy[Request]:
    """
    Return JSON under the names of the settings, of any type.
    """
    names = [row.name for row in area.table.fields]
    return (st.dictionaries(st.sampled_from(names), JSON, max_size=3) | JSON).map(
        lambda body: Request({}, body)
    )


# --- Both -------------------------------------------------------------------------


def requests(area: Area, case: Case) -> SearchStrategy[Request]:
    """
    Return requests for the operation of *case*.
    """
    same = [c for c in area.quick_cases if c.file == case.file]
    alike = [c for c in same if c.row.get("given") == case.row.get("given")]
    known = (st.sampled_from(same) | st.sampled_from(alike)).map(request_of)
    if isinstance(area, Patched):
        return known | patches(area)
    assert isinstance(area, Merged)
    drawn = settings_of(area, case)
    return known | drawn | drawn | drawn | bodies(area)


def walks(area: Area) -> SearchStrategy[tuple[Case, list[Any]]]:
    """
    Return a starting point and the calls to make on it.
    """
    shown = [
        [case for case in area.quick_cases if row in area.rows_in(case)]
        for row in area.rows
    ]
    starts = st.sampled_from(shown).flatmap(st.sampled_from)
    return starts.flatmap(
        lambda case: st.tuples(
            st.just(case),
            st.tuples(
                st.just(request_of(case)),
                st.lists(requests(area, case), min_size=3, max_size=20),
            ).map(lambda pair: [pair[0], *pair[1]]),
        )
    )
