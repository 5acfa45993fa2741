"""
What ``{name}`` stands for in a case.
"""

from __future__ import annotations

import json
import re
from typing import Any

Json = Any
Names = dict[str, Json]

HOLE = re.compile(r"\{(\w+)\}")
ABSENT = "nosuch0000"  # has the form of an API Gateway id, and of a name
OTHER_ACCOUNTS = ("111122223333", "444455556666")  # those of AWS's documentation
REGIONS = {
    "aws": ("us-east-1", "eu-west-1"),
    "aws-cn": ("cn-north-1", "cn-northwest-1"),
    "aws-us-gov": ("us-gov-west-1", "us-gov-east-1"),
}


def surroundings(identity: dict[str, str], region: str, run: str) -> Names:
    """
    Return the names that are known before anything is made.

    Args:
        identity: what STS answers to GetCallerIdentity.
        region: the region of the clients.
        run: a word that no other run in the account uses, of letters, digits and
            hyphens. Names that must be unique in the account begin with it.
    """
    account, partition = identity["Account"], identity["Arn"].split(":")[1]
    foreign = next(one for one in REGIONS if one != partition)
    return {
        "account": account,
        "region": region,
        "partition": partition,
        "other_account": next(one for one in OTHER_ACCOUNTS if one != account),
        "other_region": next(one for one in REGIONS[partition] if one != region),
        "foreign_partition": foreign,
        "foreign_region": REGIONS[foreign][0],
        "absent": ABSENT,
        "run": run,
    }


def fill(value: Json, names: Names) -> Json:
    """
    Return *value* with each ``{name}`` replaced by its value in *names*.

    Braces around anything else stay: ``/pets/{proxy+}``.
    """
    if isinstance(value, str):
        return HOLE.sub(lambda hole: str(names.get(hole[1], hole[0])), value)
    if isinstance(value, list):
        return [fill(item, names) for item in value]
    if isinstance(value, dict):
        return {fill(key, names): fill(item, names) for key, item in value.items()}
    return value


def named(actual: Json, expected: Json, names: Names) -> Json:
    """
    Return *actual* with ``{name}`` wherever *expected* has it and the value is right.

    So the result equals *expected* if and only if *actual* equals *expected*, filled.
    If it does not, the difference shows only values that are wrong.
    """
    if isinstance(actual, dict) and isinstance(expected, dict):
        keys = {fill(key, names): key for key in expected}
        return {
            keys.get(key, key): named(item, expected.get(keys.get(key)), names)
            for key, item in actual.items()
        }
    if isinstance(actual, list) and isinstance(expected, list):
        padded = [*expected, *[None] * len(actual)]
        return [named(*pair, names) for pair in zip(actual, padded, strict=False)]
    return expected if actual == fill(expected, names) else actual


def unnamed(value: Json, names: Names) -> str:
    """
    Return the JSON of *value*, with ``{name}`` in place of each text in *names*.

    Only whole words are replaced: a random identifier may hold the name of a stage.
    """
    texts = {kept: name for name, kept in names.items() if isinstance(kept, str)}
    longest = sorted(filter(None, texts), key=len, reverse=True)
    if not longest:
        return json.dumps(value)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    return words.sub(lambda word: f"{{{texts[word[0]]}}}", json.dumps(value))
