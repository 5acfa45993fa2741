"""
The command ``apigw-mock``: ``serve`` and ``rules``.
"""

from __future__ import annotations

import argparse
import importlib.util
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
        arguments: those of the process, where they are left out.
    """
    chosen = parser().parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has read enough
        # Python flushes at exit once more, into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def parser() -> argparse.ArgumentParser:
    """
    Return the parser of the command line; ``run`` is what it chooses.
    """
    from apigw_mock import __version__  # noqa: PLC0415  # of the standard library alone

    top = argparse.ArgumentParser(
        prog="apigw-mock",
        description="API Gateway's update calls, answered as AWS answers them.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    add_serve(commands)
    rules = commands.add_parser("rules", help="what is accepted, and what is refused")
    rules.add_argument("operation", nargs="?", help="for instance UpdateIntegration")
    rules.add_argument("--path", help="a patch path, or a setting of v2")
    form = rules.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for tools")
    form.add_argument("--markdown", action="store_true", help="docs/fidelity.md")
    rules.set_defaults(run=run_rules)
    return top


def add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="answer over HTTP, for every client")
    serve.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    serve.add_argument(
        "--port", type=port, default=5000, help="0 picks one; default: %(default)s"
    )
    serve.add_argument(
        "--region",
        default="us-east-1",
        help="of requests that do not say theirs; default: %(default)s",
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which clients reach the server, beside those of loopback and"
        " of AWS; may be given again",
    )
    serve.set_defaults(run=run_serve)


def port(text: str) -> int:
    """
    Return the port that *text* names.

    Raises:
        ArgumentTypeError: it names none.
    """
    if not text.isdecimal() or int(text) not in _PORTS:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 0 to 65535")
    return int(text)


def own_configuration(region: str) -> AbstractContextManager[None]:
    """
    Let boto3 read nothing of the user's AWS configuration while the context is open.

    moto has to be imported in it: older releases read the configuration at once.
    """
    from apigw_mock.environment import overlay  # noqa: PLC0415  # as below
    from apigw_mock.host.variables import own_variables  # noqa: PLC0415  # botocore's

    return overlay(own_variables(region))


# --- serve ------------------------------------------------------------------------


def run_serve(chosen: argparse.Namespace) -> int:
    if not all(importlib.util.find_spec(name) for name in ("flask", "flask_cors")):
        return fail(
            "apigw-mock serve stands on moto's server, which is not installed:"
            " pip install 'apigw-mock[server]'",
            status=1,
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        # Until the server takes over: an exception out of an import may get lost.
        signal.signal(number, lambda *_: os._exit(0))
    with own_configuration(chosen.region):
        from apigw_mock.errors import UnsupportedMoto  # noqa: PLC0415  # as below
        from apigw_mock.host import server  # noqa: PLC0415  # moto takes 0.4 s

        try:
            server.serve(chosen.host, chosen.port, chosen.region, chosen.allow_host)
        except (server.CannotServe, UnsupportedMoto) as error:
            return fail(f"apigw-mock serve: {error}", status=1)
    return 0


def fail(message: str, *, status: int) -> int:
    sys.stderr.write(f"{message}\n")
    return status


# --- rules ------------------------------------------------------------------------


def run_rules(chosen: argparse.Namespace) -> int:
    with own_configuration("us-east-1"):
        from apigw_mock import fidelity  # noqa: PLC0415  # reads every table

    if chosen.markdown and (chosen.operation or chosen.path):
        return fail(
            "apigw-mock rules: --markdown is the whole page: leave out operation and"
            " --path, or leave out --markdown.",
            status=2,
        )
    if chosen.markdown:
        sys.stdout.write(fidelity.page())
        return 0
    try:
        lines = fidelity.find(chosen.operation, chosen.path)
    except LookupError as error:
        return fail(f"apigw-mock rules: {error.args[0]}", status=2)
    shown = (
        fidelity.as_json(lines)
        if chosen.json
        else fidelity.as_text(lines, colour=has_colours(sys.stdout))
    )
    sys.stdout.write(shown)
    return 0


def has_colours(stream: TextIO) -> bool:
    """
    Whether *stream* is a terminal of a user who wants colours, https://no-color.org.
    """
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()
