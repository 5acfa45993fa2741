"""
How Sphinx builds the manual: ``tox -e docs``.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "extensions"))

from apigw_mock import __version__

project = "apigw-mock"
author = "The apigw-mock maintainers"
project_copyright = author
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "docstrings",
    "operations",
    "refusals",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"apigw-mock {release}"
html_static_path = ["static"]
html_css_files = ["manual.css"]
html_copy_source = False
html_show_sphinx = False

# Links lead to headings as they do in the plain files.
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "deflist"]

# Names that docstrings set in single backticks are links.
default_role = "py:obj"
nitpicky = True
napoleon_custom_sections = [("Fields", "params_style")]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
maximum_signature_line_length = 72
python_use_unqualified_type_names = True
# Not ours: the manual is built without the network, so there is no list of their names.
FOREIGN = (
    r"(typing|types|collections|botocore|boto3|moto|pytest|unittest|enum|dataclasses)\..*",
    r"mypy_boto3_\w+\..*",
    r"apigw_mock\.\w+\.T",
    "Any|Callable|ClassVar|Iterable|Iterator|Literal|Mapping|Sequence|TypedDict|TypeVar|T",
    "APIGatewayClient|ApiGatewayV2Client|ClientError|Document",
    "NotImplementedError|TypeError|RuntimeError|ValueError|UserWarning|Exception",
    "None|bool|bytes|dict|float|int|list|object|str|tuple",
)
# Ours, and not public: the docstring says what it stands for.
INTERNAL = ("StubAnswer",)
nitpick_ignore_regex = [("py:.*", names) for names in (*FOREIGN, *INTERNAL)]
