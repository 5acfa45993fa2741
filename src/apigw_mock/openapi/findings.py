"""
What an import found: errors abort it, warnings only if the call says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apigw_mock.openapi.sentences import REFUSED, WARNED

if TYPE_CHECKING:
    from apigw_mock.openapi.sentences import Finding


@dataclass
class Findings:
    """
    Errors, warnings and remarks, each a line, in the order in which they were found.
    """

    errors: list[Finding | str] = field(default_factory=list)
    warnings: list[Finding | str] = field(default_factory=list)
    info: list[Finding | str] = field(default_factory=list)

    def check(self, *, fail_on_warnings: bool) -> None:
        """
        Return if the import may go on.

        Raises:
            ImportRefused: there are errors.
            ImportWarned: there are warnings, and the call fails on these.
        """
        if self.errors:
            raise REFUSED.error(lines(self.errors))
        if self.warnings and fail_on_warnings:
            raise WARNED.error(lines(self.warnings))

    def shown(self) -> dict[str, list[str]]:
        """
        Return what the answer of a HTTP API's import shows of these.
        """
        listed = {"importInfo": lines(self.info), "warnings": lines(self.warnings)}
        return {name: those for name, those in listed.items() if those}


def lines(found: list[Finding | str]) -> list[str]:
    """
    Return the sentences, each once.
    """
    return list(dict.fromkeys(map(str, found)))
