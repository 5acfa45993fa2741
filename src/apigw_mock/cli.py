"""
The command ``apigw-mock``: ``serve``, ``updates`` and ``rules``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

_PORTS = range(65_536)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command and return its exit status.

    Args:
        arguments: left out, those of the process.
    """
    chosen = parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, say `head`, has read enough
        # At exit, Python flushes into the closed pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def parser() -> argparse.ArgumentParser:
    """
    Return the parser of the command line. ``run`` of its result runs the command.
    """
    from apigw_mock import __version__  # noqa: PLC0415  # only stdlib at the top

    top = argparse.ArgumentParser(
        prog="apigw-mock",
        description="API Gateway's update calls, answered as AWS answers them.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    add_serve(commands)
    add_updates(commands)
    add_rules(commands)
    return top


SERVE = """\
Answers the calls of every client over HTTP: the AWS CLI, SDKs, Terraform. When it is
ready, it prints its URL and how to lead clients there. It logs each call to standard
error. Ctrl-C or SIGTERM ends it; then everything is forgotten.

TestInvokeMethod runs methods with a MOCK integration. What other integrations call is
registered with apigw_backend.stub(…), in tests in process; here they answer 504.
"""
SERVE_PATHS = """\
The server has these URLs besides those of AWS. Programs may call them, and pages of
the server itself; pages of other origins may not.
  GET /                    in a browser: updates and invocations, as they come
  GET /apigw-mock/health   status 200 when it is up: {"status": "ok", …}
  GET /apigw-mock/calls    the calls that `apigw-mock updates` prints, as JSON
  POST /moto-api/reset     forgets everything: API Gateway, the other services of
                           moto, and the calls
"""


def add_serve(commands: Any) -> None:
    serve = commands.add_parser(
        "serve",
        help="answer over HTTP, for every client",
        description=SERVE,
        epilog=SERVE_PATHS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    serve.add_argument(
        "--port", type=port, default=5000, help="0 picks one; default: %(default)s"
    )
    serve.add_argument(
        "--region",
        default="us-east-1",
        help="for requests that name no region; default: %(default)s",
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="another name by which clients reach the server; names of loopback and of"
        " AWS always work; may be repeated",
    )
    serve.add_argument(
        "--quiet",
        action="store_true",
        help="print only the URL, and log only warnings and failures of moto",
    )
    serve.set_defaults(run=run_serve)


UPDATES = """\
Prints the update calls that a running server answered, oldest first, as the report of
a failed test shows them: what was sent, and the difference or the refusal. It also
shows test invocations, and refused calls of other kinds. The newest calls are kept,
up to 1,000.
"""


def add_updates(commands: Any) -> None:
    updates = commands.add_parser(
        "updates",
        help="the update calls that a running server answered",
        description=UPDATES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    updates.add_argument(
        "--url",
        default="http://127.0.0.1:5000",
        help="what apigw-mock serve printed; default: %(default)s",
    )
    updates.add_argument(
        "--json",
        action="store_true",
        help="print JSON, for tools, with the resource before and after each call",
    )
    updates.set_defaults(run=run_updates)


RULES = """\
Prints what API Gateway accepts, what it answers otherwise, and how each answer is
known: recorded (AWS's own answer was written down), documented, reported by others,
or inferred. Without arguments, it lists the operations.
"""
RULES_EXAMPLES = """\
examples:
  apigw-mock rules UpdateStage
  apigw-mock rules UpdateIntegrationResponse --path /responseTemplates/text~1plain
  apigw-mock rules update-integration --service apigatewayv2 --path TimeoutInMillis
"""


def add_rules(commands: Any) -> None:
    rules = commands.add_parser(
        "rules",
        help="what is accepted, and what is refused",
        description=RULES,
        epilog=RULES_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    rules.add_argument(
        "operation",
        nargs="?",
        help="for instance UpdateIntegration; update-integration works as well",
    )
    rules.add_argument(
        "--path",
        help="a patch path of REST APIs, a setting of the other APIs, or a part of an"
        " invocation, for instance log",
    )
    rules.add_argument(
        "--service",
        choices=("apigateway", "apigatewayv2"),
        help="apigateway: only REST APIs; apigatewayv2: only HTTP and WebSocket APIs",
    )
    rules.add_argument("--all", action="store_true", help="the rules of all operations")
    form = rules.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, for tools")
    form.add_argument("--markdown", action="store_true", help="print docs/fidelity.md")
    rules.set_defaults(run=run_rules)


def port(text: str) -> int:
    """
    Return the port that *text* names.

    Raises:
        ArgumentTypeError: *text* is not a port.
    """
    if not text.isdecimal() or int(text) not in _PORTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def own_configuration(region: str) -> AbstractContextManager[None]:
    """
    Hide the user's AWS configuration from boto3 while the context is open.

    Import moto inside: older releases read the configuration when they are imported.
    """
    from apigw_mock.environment import overlay  # noqa: PLC0415  # as below
    from apigw_mock.host.variables import own_variables  # noqa: PLC0415  # botocore's

    return overlay(own_variables(region))


# --- serve ------------------------------------------------------------------------


def run_serve(chosen: argparse.Namespace) -> int:
    if not all(importlib.util.find_spec(name) for name in ("flask", "flask_cors")):
        return fail(
            "apigw-mock serve needs moto's server, which is not installed:"
            " pip install 'apigw-mock[server]'",
            status=1,
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        # Until the server starts: an exception raised in an import may get lost.
        signal.signal(number, lambda *_: os._exit(0))
    with own_configuration(chosen.region):
        from apigw_mock.errors import UnsupportedMoto  # noqa: PLC0415  # as below
        from apigw_mock.host import server  # noqa: PLC0415  # moto takes 0.4 s

        try:
            server.serve(
                chosen.host,
                chosen.port,
                chosen.region,
                chosen.allow_host,
                quiet=chosen.quiet,
            )
        except (server.CannotServe, UnsupportedMoto) as error:
            return fail(f"apigw-mock serve: {error}", status=1)
    return 0


def fail(message: str, *, status: int) -> int:
    sys.stderr.write(f"{message}\n")
    return status


# --- updates ----------------------------------------------------------------------

# By the kind of a line of the report.
_STYLES = {
    "title": "1",
    "marked": "1",
    "refused": "1;31",
    "failed": "1;31",
    "help": "33",
    "evidence": "2",
    "added": "32",
    "removed": "31",
    "hunk": "36",
}


def run_updates(chosen: argparse.Namespace) -> int:
    from apigw_mock import asking  # noqa: PLC0415  # http.client takes its time

    try:
        if chosen.json:
            calls = json.dumps(asking.calls_of(chosen.url), indent=2)
            sys.stdout.write(f"{calls}\n")
            return 0
        lines = asking.lines_of(chosen.url)
    except asking.NoServer as error:
        return fail(f"apigw-mock updates: {error}", status=1)
    paint = painted if has_colours(sys.stdout) else unpainted
    shown = [paint(kind, text) for kind, text in lines] or ["No calls yet."]
    sys.stdout.write("".join(f"{line}\n" for line in shown))
    return 0


def painted(kind: str, text: str) -> str:
    style = _STYLES.get(kind)
    return f"\033[{style}m{text}\033[0m" if style else text


def unpainted(_kind: str, text: str) -> str:
    return text


# --- rules ------------------------------------------------------------------------


def run_rules(chosen: argparse.Namespace) -> int:
    with own_configuration("us-east-1"):
        from apigw_mock import fidelity  # noqa: PLC0415  # reads every table

    selects = chosen.operation or chosen.path or chosen.service
    if chosen.markdown and selects:
        return fail(
            "apigw-mock rules: --markdown prints the whole page: leave out the"
            " operation, --path and --service, or leave out --markdown.",
            status=2,
        )
    if chosen.all and chosen.operation:
        return fail(
            "apigw-mock rules: --all prints the rules of all operations: leave out the"
            " operation, or leave out --all.",
            status=2,
        )
    if chosen.markdown:
        sys.stdout.write(fidelity.page())
        return 0
    try:
        shown = chosen_rules(chosen)
    except LookupError as error:
        return fail(f"apigw-mock rules: {error.args[0]}", status=2)
    sys.stdout.write(shown)
    return 0


def chosen_rules(chosen: argparse.Namespace) -> str:
    """
    Return the rules that the user asked for, or else the list of operations.

    Raises:
        LookupError: there are none; the message lists what there is.
    """
    from apigw_mock import fidelity  # noqa: PLC0415  # as above

    lines = fidelity.find(chosen.operation, chosen.path, service=chosen.service)
    colour = has_colours(sys.stdout)
    if not (chosen.all or chosen.operation or chosen.path):
        counted = fidelity.operations(lines)
        if chosen.json:
            return fidelity.overview_as_json(counted)
        return fidelity.overview_as_text(counted, colour=colour)
    if chosen.json:
        return fidelity.as_json(lines)
    choice = "" if chosen.all else fidelity.on_services(lines)
    return fidelity.as_text(lines, colour=colour) + choice


def has_colours(stream: TextIO) -> bool:
    """
    Whether *stream* is a terminal whose user wants colours, https://no-color.org.
    """
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()
