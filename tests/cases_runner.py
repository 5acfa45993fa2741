"""
Run the cases of ``tests/cases/*.json`` through boto3.

A file of cases is JSON in the form of ``tests/cases.schema.json``::

    {
      "service": "apigateway",
      "operation": "update_integration_response",
      "target": {"restApiId": "{api}", ...},   # sent with every case
      "reads": [{"call": "get_method", "with": {...}}, ...],
      "same": {"call": "get_integration_response", "with": {...}},
      "givens": {"api": [{"call": "create_rest_api", "with": {...},
                          "keep": {"api": "id"}}, ...],
                 "cors": ["api", {"call": "put_method", "with": {...}}, ...]},
      "shared": ["api"],
      "undo": [{"call": "delete_method", "with": {...}}],
      "cases": [{"id": "...", "given": ["cors", {"call": ...}],
                 "request": {...}, "expected": {...},
                 "evidence": "recorded", "source": "..."}]
    }

**Names.** Cases can run in any account, also at AWS. So a case names what its set-up
made: ``keep`` takes values from an answer by JMESPath, and ``{name}`` stands for a
kept value in a later call, a request or an expected answer. An identifier must be such
a name. These names are always known:

* ``{account}``, ``{region}`` and ``{partition}`` are the caller's.
* ``{other_account}`` is not the caller's account. ``{other_region}`` is another region
  of the caller's partition. ``{foreign_region}`` is a region of
  ``{foreign_partition}``, which is not the caller's.
* ``{absent}`` is an identifier that does not exist.
* ``{run}`` is a word for this run. Names that must be unique in an account begin with
  it.
* ``{created}`` is the identifier that the call made. ``"created": "IntegrationId"``
  says which member of the answer has it. ``"keep"`` takes other values from the answer,
  as a step's does.

``as_is`` says why a case has an identifier that is not a name. ``mock_only`` says why
a case cannot run at AWS. ``tests/rules_of_cases.py`` checks that cases keep these
rules.

**Set-up.** A given is a list of steps and names of other givens. Every file has those
of ``tests/common_givens.json``. The givens in ``shared`` are made first, and once for
all cases that list the same ones. No case may change them. The other steps are made for
one case. If the call was refused, and ``reads`` answer as before, the next case with
the same given uses them again. Otherwise the steps of ``undo`` remove them. In these,
``{member}`` may also be a member of the request. A step with an unknown name is
skipped, and one that finds nothing is not an error. A step to a service other than API
Gateway is made once for all files.

**Answers.** After a refusal, ``reads`` must answer as before the call. After a success,
``same`` must answer what the call answered. It reads what the request names. The answer
names the identifiers in ``"renamed": ["basePath"]``, which a call may change. ``rule``
names the row that refuses, or that an accepted case shows. ``expected`` is ``{"status",
"answer"}`` or ``{"status", "code", "message"}``. In place of ``answer``, ``changes``
holds the difference from the answer of ``same`` before the call, with null for a member
that is gone. With ``"warns": "text"``, the call's warning must contain the text.
A read leaves out a member whose name is not known, if the call can go without it.
If a read fails, its error is compared. ``"settles": {"status": "AVAILABLE"}`` says what
``same`` shows in place of a state that the answer gives as in progress, with null for a
member that is gone. Dates are left out.

**Imports.** An import makes more than its answer shows. ``then`` in ``expected`` lists
reads, each with what it ``shows``, or what JMESPath picks of that: ``"pick":
"Items[].RouteKey"``. A read may ``keep`` names for the reads after it. ``rows`` names
the constructs of the list of rules that the case shows, by their paths.

**Invocations.** A case of test_invoke_method has ``invocation`` in place of ``answer``:
``status``, ``body`` or ``bodyBase64``, ``headers`` or ``multiValueHeaders`` of the
method's answer, and ``log`` with every line, or ``logged`` with some. Lines have no
dates. What differs from run to run has a name: ``{requestId}``, another ``{uuid}``,
``{trace}``, ``{date}`` in a header, ``{latency}`` in milliseconds, ``{varies}`` in
an event. A ``stackTrace`` is
empty. ``stubs`` answer behind the method, in process::

    "stubs": [{"target": "https://pets.example", "answer":
                  {"status": 200, "headers": {...}, "body": "..."}},  # or "bodyBase64"
              {"target": "pets", "returns": {...}},
              {"target": "https://pets.example/late", "raises":
                  {"type": "TimeoutError", "message": "..."}}]

An error whose ``type`` Python does not have is made. ``sent`` in the invocation is what
the first stub that was called got, as far as it is wanted: ``method``, ``url``,
``query``, ``headers`` and ``body`` or ``bodyBase64``, or the ``event``. A header with
one value may be text, and null says that there is none. ``"sent": null`` says that no
stub was called. ``wholeEvent`` is an event with all that it has. ``"invoke": {"path":
"/pets", "query", "headers", "body" or "bodyBase64", "stage_variables"}`` makes the call
by `apigw_mock.Backend.invoke` in place of boto3, so that bytes go in and come out, and
the invocation may also have ``response`` and ``pattern``.
``rows`` names the rows of the list of rules that the case shows.

**Differences.** ``seen`` is what AWS answered otherwise when a contributor asked it,
with date and region. It is no part of the case: look at it, change ``expected`` or the
set-up, and delete it.

``"service": "apigatewayv2"`` sends a step, or a read, to another service than the
file's.
``"times": 300`` repeats a step, and ``{time}`` in it counts from 0.
``{"$repeat": ["x", 513, "before", "after"]}`` is long text, and ``{"$json": …}`` is the
text of some JSON, for instance of an OpenAPI document. ``"unvalidated"`` switches
botocore's own checks off. ``"body"`` is the JSON to send in place of botocore's.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from in_process import InProcess

from apigw_mock import mock_apigw_updates
from apigw_mock.host.ask import cases as form
from apigw_mock.host.ask.cases import Case, Folder, Json, Step, expand, long_text
from apigw_mock.host.ask.outcomes import difference, plain
from apigw_mock.host.ask.player import TESTED, UNSENT, Account, Player, moved

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "FOLDER",
    "TESTED",
    "UNSENT",
    "Account",
    "Case",
    "Json",
    "Player",
    "Step",
    "cases",
    "common",
    "difference",
    "expand",
    "files",
    "files_of",
    "load",
    "long_text",
    "mocked",
    "moved",
    "plain",
    "stages",
]

HERE = Path(__file__).parent
CASES = HERE / "cases"
FOLDER = Folder(CASES)

load = FOLDER.load
cases = FOLDER.cases
files = FOLDER.files


def common() -> dict[str, Json]:
    return FOLDER.common


def files_of(service: str) -> list[str]:
    return [file for file in files() if load(file)["service"] == service]


@contextmanager
def mocked() -> Iterator[Account]:
    """
    Open a scope and yield its account.
    """
    with mock_apigw_updates() as backend:
        yield InProcess(backend, FOLDER, run="apigw-cases")


def stages(
    given: list[str | Step], file: dict[str, Any]
) -> tuple[list[Step], list[Step]]:
    """
    Return the steps of *given* that cases share, and those for one case.
    """
    return form.stages(given, file, common())
