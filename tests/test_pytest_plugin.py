"""
Fixtures and marker, as a test suite of a user's meets them.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from needs import SERVER

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("untouched")

ARGUMENTS = tuple(
    word
    for name in ("cacheprovider", "asyncio", "xdist", "randomly")
    for word in ("-p", f"no:{name}")
)


def run(pytester: pytest.Pytester, source: str, *arguments: str) -> Any:
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess(*ARGUMENTS, *arguments)


@pytest.fixture
def _settings_of_a_user(
    untouched: None,  # noqa: ARG001  # first up, last down
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """
    Give the process an AWS configuration that no test must ever read.
    """
    settings = tmp_path / "config"
    settings.write_text("[profile user]\nregion = sa-east-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(settings))
    monkeypatch.setenv("AWS_PROFILE", "user")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-users")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://elsewhere.invalid")
    monkeypatch.setenv("AWS_ENDPOINT_URL_API_GATEWAY", "https://elsewhere.invalid")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "sa-east-1")


# What runs at the start of every process: whoever opens a file of the user's fails.
WATCH = """
import os, sys

def watch(event, arguments):
    if event == "open" and str(arguments[0]).startswith(os.environ["USERS"]):
        os.write(2, f"opened {arguments[0]}\\n".encode())
        os._exit(3)

sys.addaudithook(watch)
"""
FILES = ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")
BROKEN = "[profile user\nregion"


@pytest.mark.parametrize("profile", ["missing", None], ids=["profile", "files"])
@pytest.mark.parametrize("fixture", ["apigw_backend", "apigw_server"])
def test_the_fixtures_read_nothing_of_the_user_s_configuration(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    fixture: str,
    profile: str | None,
) -> None:
    """
    Not even when they import moto, and not in the server's process either.
    """
    pytest.importorskip("flask", reason=SERVER)
    users = pytester.mkdir("users")
    for name in ("config", "credentials"):
        file = users / ".aws" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(BROKEN)
    (users / "broken").write_text(BROKEN)
    pytester.makepyfile(sitecustomize=WATCH)
    for name, value in {
        "HOME": str(users),
        "USERS": str(users),
        "AWS_PROFILE": profile or "default",
        "AWS_ENDPOINT_URL": "https://elsewhere.invalid",
        **({} if profile else dict.fromkeys(FILES, str(users / "broken"))),
    }.items():
        monkeypatch.setenv(name, value)
    pytester.makepyfile(
        f"""
        from http.client import HTTPConnection

        def of_server(url):
            connection = HTTPConnection(url.partition("://")[2])
            connection.request("GET", "/v2/apis")
            return connection.getresponse().status

        def of_backend(backend):
            answer = backend.client("apigatewayv2").get_apis()
            return answer["ResponseMetadata"]["HTTPStatusCode"]

        def test_it({fixture}):
            asked = of_server if isinstance({fixture}, str) else of_backend
            assert asked({fixture}) == 200
        """
    )

    result = pytester.runpytest_subprocess(*ARGUMENTS)

    result.assert_outcomes(passed=1)


def test_the_fixture_hands_out_a_fresh_backend_per_test(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import pytest

        @pytest.mark.parametrize("number", [1, 2])
        def test_it(apigw_backend, number):
            assert apigw_backend.apigateway.get_rest_apis()["items"] == []
            assert apigw_backend.apigatewayv2.get_apis()["Items"] == []
            apigw_backend.apigateway.create_rest_api(name="api")
            apigw_backend.apigatewayv2.create_api(Name="api", ProtocolType="HTTP")
        """,
    )

    result.assert_outcomes(passed=2)


@pytest.mark.usefixtures("_settings_of_a_user")
def test_code_under_test_meets_the_same_backend_and_none_of_the_users_settings(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import os

        import boto3

        def test_it(apigw_backend):
            client = boto3.client("apigateway")
            client.create_rest_api(name="api")
            items = apigw_backend.apigateway.get_rest_apis()["items"]
            assert [item["name"] for item in items] == ["api"]
            assert client.meta.region_name == "us-east-1"
            assert "elsewhere" not in client.meta.endpoint_url
            assert boto3.Session().profile_name == "default"
            assert boto3.Session().get_credentials().access_key == "FOOBARKEY"
        """,
    )

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "bad"),
        ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
        ("AWS_DEFAULTS_MODE", "bad"),
        ("AWS_MAX_ATTEMPTS", "bad"),
        ("AWS_REQUEST_CHECKSUM_CALCULATION", "bad"),
        ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "bad"),
        ("AWS_RETRY_MODE", "bad"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "bad"),
        ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
        ("AWS_USE_FIPS_ENDPOINT", "true"),
    ],
)
def test_code_under_test_meets_no_setting_from_the_environment(
    name: str, value: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    result = run(
        pytester,
        """
        import boto3

        def test_it(apigw_backend):
            boto3.client("apigateway").get_rest_apis()
            boto3.client("sts").get_caller_identity()
        """,
    )
    monkeypatch.undo()

    result.assert_outcomes(passed=1)


ORDERS = ["monkeypatch, apigw_backend", "apigw_backend, monkeypatch"]


@pytest.mark.usefixtures("_settings_of_a_user")
@pytest.mark.parametrize("order", ORDERS)
def test_what_the_test_sets_itself_is_undone_in_any_order_of_fixtures(
    order: str, pytester: pytest.Pytester
) -> None:
    result = run(
        pytester,
        f"""
        def test_it({order}):
            monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
            monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-tests")
            monkeypatch.setenv("AWS_PROFILE", "the-tests")
        """,
    )

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("order", ORDERS)
def test_what_the_test_patches_itself_is_undone_in_any_order_of_fixtures(
    order: str, pytester: pytest.Pytester
) -> None:
    result = run(
        pytester,
        f"""
        import boto3
        import pytest

        from apigw_mock.host.install import replacements

        NAMES = [(one.owner, one.name) for one in replacements(is_open=bool)]
        NAMES = [place for place in NAMES if place[0] is not pytest.MonkeyPatch]
        NAMES.append((boto3, "DEFAULT_SESSION"))

        def now():
            return [vars(owner).get(name, "absent") for owner, name in NAMES]

        BEFORE = now()

        def test_patches({order}):
            for owner, name in NAMES:
                monkeypatch.setattr(owner, name, "the test's", raising=False)

        def test_after():
            both = zip(BEFORE, now(), NAMES, strict=True)
            assert [name for old, new, name in both if old is not new] == []
        """,
    )

    result.assert_outcomes(passed=2)


@pytest.mark.parametrize(
    "body",
    [
        """
        @mock_apigw_updates(region_name="eu-west-3")
        def test_it(own, monkeypatch):
            monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
            monkeypatch.delenv("AWS_ACCESS_KEY_ID")
            monkeypatch.setenv("OWN", "the test's")
        """,
        """
        @mock_apigw_updates(region_name="eu-west-3")
        class TestClass:
            def test_it(self, own, monkeypatch):
                monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
                monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-tests")
                monkeypatch.setenv("OWN", "the test's")
        """,
        """
        def test_it(own, monkeypatch):
            monkeypatch.setenv("OWN", "the test's")
            with mock_apigw_updates(region_name="eu-west-3"):
                monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
                monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-tests")
            assert os.environ["OWN"] == "the test's"
        """,
        """
        @mock_apigw_updates(region_name="eu-west-3")
        def test_it(own, monkeypatch):
            monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
            monkeypatch.undo()
            monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
            monkeypatch.setenv("OWN", "the test's")
        """,
    ],
    ids=["function", "class", "block", "undo"],
)
def test_what_a_test_sets_within_a_scope_of_its_own_is_undone(
    pytester: pytest.Pytester, body: str
) -> None:
    result = run(
        pytester,
        f"""
        import os

        import pytest

        from apigw_mock import mock_apigw_updates

        BEFORE = dict(os.environ)

        @pytest.fixture
        def own(monkeypatch):
            yield
            assert os.environ["OWN"] == "the test's"  # until monkeypatch's own end
        {body}
        def test_after():
            del os.environ["PYTEST_CURRENT_TEST"]
            BEFORE.pop("PYTEST_CURRENT_TEST", None)
            assert dict(os.environ) == BEFORE
        """,
    )

    result.assert_outcomes(passed=2)


OWN_FIXTURES = """
import os

import pytest

from apigw_mock import mock_apigw_updates

BEFORE = dict(os.environ)
NAMES = ("AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")

def patch(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(name, "the-tests")
    monkeypatch.setenv("OWN", "the-tests")

@pytest.fixture
def own():
    with mock_apigw_updates(region_name="eu-west-1") as backend:
        yield backend

@pytest.fixture
def patched(monkeypatch):
    patch(monkeypatch)

@pytest.fixture
def own_and_patched(monkeypatch):
    with mock_apigw_updates(region_name="eu-west-1") as backend:
        patch(monkeypatch)
        yield backend

@pytest.fixture(scope="module")
def of_all():
    with mock_apigw_updates(region_name="eu-west-2"):
        yield dict(os.environ)

@pytest.fixture(autouse=True)
def as_before(request):
    around = "of_all" in request.fixturenames
    before = request.getfixturevalue("of_all") if around else BEFORE
    yield
    now = {name: os.environ[name] for name in os.environ if "PYTEST" not in name}
    assert now == {name: before[name] for name in before if "PYTEST" not in name}
"""


OWN_TESTS = """
import os

from conftest import mock_apigw_updates, patch

def test_patches(monkeypatch, own):
    patch(monkeypatch)

def test_unsets(monkeypatch, own):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-south-1")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")

def test_undoes(monkeypatch, own):
    patch(monkeypatch)
    monkeypatch.undo()
    assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-1"
    patch(monkeypatch)

def test_later_fixture(monkeypatch, own, patched):
    assert os.environ["AWS_DEFAULT_REGION"] == "the-tests"

def test_earlier_fixture(patched, own):
    assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-1"

def test_earlier_fixture_and_test(patched, own, monkeypatch):
    patch(monkeypatch)

def test_same_fixture(own_and_patched):
    assert os.environ["AWS_DEFAULT_REGION"] == "the-tests"

def test_other_order(own, monkeypatch):
    patch(monkeypatch)

def test_fixture_and_block(monkeypatch, own):
    with mock_apigw_updates(region_name="eu-west-3"):
        patch(monkeypatch)
    assert os.environ["AWS_DEFAULT_REGION"] == "eu-west-1"
    patch(monkeypatch)

def test_scope_of_a_module(of_all, monkeypatch):
    patch(monkeypatch)

def test_two_scopes(of_all, monkeypatch, own):
    patch(monkeypatch)
"""


@pytest.mark.parametrize("region", ["", "eu-west-1"], ids=["no region", "a region"])
def test_a_scope_of_an_own_fixture_leaves_nothing_to_monkeypatch(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, region: str
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    if region:
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    pytester.makeconftest(OWN_FIXTURES)
    result = run(pytester, OWN_TESTS)

    result.assert_outcomes(passed=11)


@pytest.mark.parametrize("value", ["None", "{}", "Other()"])
def test_a_fixture_of_the_user_s_may_be_named_monkeypatch(
    value: str, pytester: pytest.Pytester
) -> None:
    result = run(
        pytester,
        f"""
        import pytest

        class Other:
            __slots__ = ()  # no weak reference leads to it
            _setattr = _setitem = None

        @pytest.fixture
        def monkeypatch():
            return {value}

        def test_alone(monkeypatch):
            pass

        def test_beside(monkeypatch, apigw_backend):
            pass
        """,
    )

    result.assert_outcomes(passed=2)


@pytest.mark.usefixtures("_settings_of_a_user")
def test_undo_in_a_test_keeps_the_users_settings_hidden(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import os

        import pytest

        @pytest.fixture
        def before(monkeypatch):
            monkeypatch.setenv("BEFORE", "fixture's")

        def test_it(before, apigw_backend, monkeypatch):
            monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
            monkeypatch.undo()
            assert os.environ["AWS_DEFAULT_REGION"] == "us-east-1"
            assert "AWS_PROFILE" not in os.environ
            assert "BEFORE" not in os.environ
        """,
    )

    result.assert_outcomes(passed=1)


def test_what_was_patched_before_the_fixture_stays_until_its_own_end(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        """
        import os

        import pytest

        @pytest.fixture
        def before(monkeypatch):
            monkeypatch.setenv("BEFORE", "fixture's")
            monkeypatch.setattr(os, "sep", "fixture's")
            yield
            assert os.environ["BEFORE"] == "fixture's"
            assert os.sep == "fixture's"

        def test_it(before, apigw_backend, monkeypatch):
            monkeypatch.setenv("BEFORE", "the test's")
            monkeypatch.setattr(os, "sep", "the test's")
        """,
    )

    result.assert_outcomes(passed=1)


# --- Region -----------------------------------------------------------------------

REGION = """
    import boto3
    import pytest

    {mark}

    def test_it({fixture}):
        assert {fixture}.region_name == "{region}"
        assert {fixture}.apigateway.meta.region_name == "{region}"
        assert {fixture}.apigatewayv2.meta.region_name == "{region}"
        assert boto3.client("apigateway").meta.region_name == "{region}"
"""
FIXTURES = ["apigw_backend", "apigw_backend_module"]


@pytest.mark.usefixtures("_settings_of_a_user")
@pytest.mark.parametrize("fixture", FIXTURES)
def test_the_region_is_us_east_1_unless_said_otherwise(
    fixture: str, pytester: pytest.Pytester
) -> None:
    source = REGION.format(mark="", fixture=fixture, region="us-east-1")
    result = run(pytester, source)

    result.assert_outcomes(passed=1)


def test_what_aws_lambda_calls_the_region_is_that_of_the_fixture(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\napigw_region = eu-west-2\n")
    result = run(
        pytester,
        """
        import os

        import pytest

        @pytest.fixture(autouse=True)
        def before(monkeypatch):
            monkeypatch.setenv("AWS_REGION", "eu-central-1")
            yield
            assert os.environ["AWS_REGION"] == "eu-central-1"

        @pytest.mark.parametrize("number", [1, 2])
        def test_it(apigw_backend, number):
            assert os.environ["AWS_REGION"] == "eu-west-2"
        """,
    )

    result.assert_outcomes(passed=2)


@pytest.mark.usefixtures("_settings_of_a_user")
@pytest.mark.parametrize("fixture", FIXTURES)
def test_the_ini_option_sets_the_region(
    fixture: str, pytester: pytest.Pytester
) -> None:
    pytester.makeini("[pytest]\napigw_region = eu-west-2\n")
    source = REGION.format(mark="", fixture=fixture, region="eu-west-2")
    result = run(pytester, source)

    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("_settings_of_a_user")
@pytest.mark.parametrize("fixture", FIXTURES)
def test_the_marker_goes_before_the_ini_option(
    fixture: str, pytester: pytest.Pytester
) -> None:
    pytester.makeini("[pytest]\napigw_region = eu-west-2\n")
    mark = 'pytestmark = pytest.mark.apigw(region_name="eu-west-3")'
    source = REGION.format(mark=mark, fixture=fixture, region="eu-west-3")
    result = run(pytester, source)

    result.assert_outcomes(passed=1)


def test_the_closest_marker_counts(pytester: pytest.Pytester) -> None:
    result = run(
        pytester,
        """
        import pytest

        @pytest.mark.apigw(region_name="eu-west-3")
        class TestIt:
            @pytest.mark.apigw(region_name="eu-north-1")
            def test_it(self, apigw_backend):
                assert apigw_backend.region_name == "eu-north-1"
        """,
        "--strict-markers",
    )

    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "arguments",
    ['"eu-west-1"', "", 'region="eu-west-1"', "region_name=1", 'region_name=""'],
)
def test_a_marker_that_says_nothing_clear_is_an_error(
    arguments: str, pytester: pytest.Pytester
) -> None:
    result = run(
        pytester,
        f"""
        import pytest

        @pytest.mark.apigw({arguments})
        def test_it(apigw_backend):
            raise NotImplementedError
        """,
    )

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*mark.apigw takes one argument, region_name, by*"])


SOURCES = {
    "apigw_region = mars-1": "*'mars-1' is from the ini option apigw_region.",
    "apigw_region =": "*'' is from the ini option apigw_region.",
    "": "*'mars-1' is from @pytest.mark.apigw.",
}


@pytest.mark.parametrize("fixture", FIXTURES)
@pytest.mark.parametrize("settings", SOURCES)
def test_a_region_that_is_none_fails_in_one_line_that_says_where_it_is_from(
    settings: str, fixture: str, pytester: pytest.Pytester
) -> None:
    pytester.makeini(f"[pytest]\n{settings}\n")
    mark = "" if settings else "pytestmark = pytest.mark.apigw(region_name='mars-1')"
    result = run(pytester, REGION.format(mark=mark, fixture=fixture, region=""), "-rN")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"region_name is {SOURCES[settings]}"])
    assert result.stdout.str().count("region_name is") == 1
    result.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize("fixture", FIXTURES)
def test_a_moto_that_answers_elsewhere_fails_in_one_line(
    fixture: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_PROXY_MODE", "true")
    result = run(pytester, f"def test_it({fixture}): pass", "-rN")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["TEST_PROXY_MODE is set: *for these tests."])
    result.stdout.no_fnmatch_line("*.py:*")


def test_the_marker_is_explained_by_pytest(pytester: pytest.Pytester) -> None:
    result = run(pytester, "", "--markers")

    result.stdout.fnmatch_lines(["@pytest.mark.apigw(*, region_name): *"])


OWN_MARKER = """
    import pytest

    {module}

    @pytest.fixture
    def other(apigw_backend_module):
        return apigw_backend_module

    class TestIt:
        {test}
        def test_it(self, {fixture}):
            pass
"""
EU = "pytest.mark.apigw(region_name='eu-west-1')"
US = "pytest.mark.apigw(region_name='us-east-1')"


@pytest.mark.parametrize("module", ["", f"pytestmark = {US}"], ids=["ini", "module"])
@pytest.mark.parametrize("fixture", ["apigw_backend_module", "other"])
def test_a_marker_that_does_not_reach_the_module_fixture_is_an_error(
    fixture: str, module: str, pytester: pytest.Pytester
) -> None:
    source = OWN_MARKER.format(module=module, test=f"@{EU}", fixture=fixture)
    result = run(pytester, source, "-rN")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"@{EU} does not reach * the module's pytestmark."])
    result.stdout.no_fnmatch_line("*.py:*")


@pytest.mark.parametrize(
    ("module", "test", "fixture"),
    [
        ("", f"@{US}", "apigw_backend_module"),
        (f"pytestmark = {EU}", f"@{EU}", "apigw_backend_module"),
        (f"pytestmark = {EU}", "", "other"),
        ("", f"@{EU}", "apigw_backend"),
    ],
    ids=["the ini's", "the module's", "none", "of another fixture"],
)
def test_a_marker_that_says_no_other_region_is_none(
    module: str, test: str, fixture: str, pytester: pytest.Pytester
) -> None:
    source = OWN_MARKER.format(module=module, test=test, fixture=fixture)
    result = run(pytester, source)

    result.assert_outcomes(passed=1)


def test_a_skipped_test_is_skipped_whatever_its_marker(
    pytester: pytest.Pytester,
) -> None:
    test = f"@pytest.mark.skip\n        @{EU}"
    source = OWN_MARKER.format(module="", test=test, fixture="apigw_backend_module")
    result = run(pytester, source)

    result.assert_outcomes(skipped=1)


# --- Module scope -----------------------------------------------------------------


def test_the_module_fixture_shares_state_in_a_module_and_not_beyond(
    pytester: pytest.Pytester,
) -> None:
    source = """
        def names(backend):
            items = backend.apigateway.get_rest_apis()["items"]
            return [item["name"] for item in items]

        def test_one(apigw_backend_module):
            assert names(apigw_backend_module) == []
            apigw_backend_module.apigateway.create_rest_api(name="api")

        def test_two(apigw_backend_module):
            assert names(apigw_backend_module) == ["api"]
    """
    pytester.makepyfile(test_other=source)
    result = run(pytester, source)

    result.assert_outcomes(passed=4)


def test_the_two_fixtures_do_not_go_together_in_a_module(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(test_other="def test_it(apigw_backend): pass")
    result = run(
        pytester,
        """
        def test_both(apigw_backend, apigw_backend_module):
            raise NotImplementedError

        def test_after(apigw_backend):
            raise NotImplementedError
        """,
    )

    result.assert_outcomes(errors=2, passed=1)
    result.stdout.fnmatch_lines(["*apigw_backend cannot be fresh while*"])


def test_the_fixture_works_in_a_doctest(pytester: pytest.Pytester) -> None:
    pytester.maketxtfile(
        test_doc="""
        >>> backend = getfixture("apigw_backend")
        >>> backend.apigateway.get_rest_apis()["items"]
        []
        """
    )
    result = pytester.runpytest_inprocess(*ARGUMENTS)

    result.assert_outcomes(passed=1)


# --- Warnings as errors -----------------------------------------------------------

DROPPED = """
    import sys

    import pytest

    HEAVY = {"moto", "boto3", "botocore", "apigw_mock.mock"} & set(sys.modules)

    def test_filter_imports_nothing_heavy():
        assert "apigw_mock.errors" in sys.modules
        assert HEAVY == set()

    def test_dropped(apigw_backend):
        target = apigw_backend.http_api_integration()
        with pytest.raises(UserWarning, match="API Gateway drops PassthroughBehavior"):
            apigw_backend.apigatewayv2.update_integration(
                **target, PassthroughBehavior="NEVER", Description="x"
            )
        stored = apigw_backend.apigatewayv2.get_integration(**target)
        assert "Description" not in stored
"""
FILTER = "error::apigw_mock.errors.DroppedSettingWarning"


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [(("-W", FILTER), ""), ((), f"filterwarnings = {FILTER}")],
    ids=["command line", "ini"],
)
def test_a_dropped_setting_can_be_made_an_error(
    arguments: tuple[str, ...], settings: str, pytester: pytest.Pytester
) -> None:
    pytester.makeini(f"[pytest]\n{settings}\n")
    pytester.makepyfile(DROPPED)
    result = pytester.runpytest_subprocess(*ARGUMENTS, *arguments)

    result.assert_outcomes(passed=2)


# --- Loading ----------------------------------------------------------------------

AT_EXIT = """
import atexit, sys

HEAVY = {"moto", "boto3", "botocore", "apigw_mock.mock"}
atexit.register(lambda: print("imported:", sorted(HEAVY.intersection(sys.modules))))
"""


def at_exit(code: str, directory: Path) -> str:
    """
    Run code in a process of its own and return what it says at its end.
    """
    done = subprocess.run(
        [sys.executable, "-c", AT_EXIT + code],
        cwd=directory,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout.splitlines()[-1]


SESSION = """
import pytest

assert pytest.main(["-p", "no:cacheprovider", "{file}"]) == 0
assert "apigw_mock.pytest_plugin" in sys.modules
"""


def test_loading_the_plugin_imports_neither_moto_nor_boto3(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text("def test_it(): pass\n")

    assert at_exit(SESSION.format(file=file), tmp_path) == "imported: []"


def test_using_the_fixture_imports_them(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text("def test_it(apigw_backend): pass\n")
    imported = "imported: ['apigw_mock.mock', 'boto3', 'botocore', 'moto']"

    assert at_exit(SESSION.format(file=file), tmp_path) == imported


def test_importing_the_package_imports_neither(tmp_path: Path) -> None:
    code = "import apigw_mock; dir(apigw_mock)"

    assert at_exit(code, tmp_path) == "imported: []"


# --- Scopes of a user's own, in hooks ---------------------------------------------

HOOKS = {
    "session": """
        def pytest_configure():
            SCOPE.start()

        def pytest_unconfigure():
            SCOPE.stop()
        """,
    "test": """
        def pytest_runtest_setup():
            SCOPE.start()

        def pytest_runtest_teardown():
            SCOPE.stop()
        """,
}


@pytest.mark.parametrize("hooks", HOOKS)
def test_hooks_of_pytests_start_and_stop_a_scope(
    pytester: pytest.Pytester, hooks: str
) -> None:
    pytester.makeconftest(
        "from apigw_mock import mock_apigw_updates\n"
        "SCOPE = mock_apigw_updates(region_name='eu-west-1')\n"
        + inspect.cleandoc(HOOKS[hooks])
    )
    result = run(
        pytester,
        """
        import boto3
        import pytest

        def names():
            items = boto3.client("apigateway").get_rest_apis()["items"]
            return [item["name"] for item in items]

        def test_alone():
            boto3.client("apigateway").create_rest_api(name="alone")
            assert "alone" in names()

        def test_with_the_fixture(apigw_backend):
            apigw_backend.reset()
            assert apigw_backend.region_name == "us-east-1"
            assert names() == []

        def test_that_fails():
            client = boto3.client("apigatewayv2")
            with pytest.raises(client.exceptions.NotFoundException):
                client.update_integration(ApiId="absent", IntegrationId="none")
            assert boto3.client("sts").meta.region_name == "us-east-1"
        """,
    )

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["*API Gateway updates*", "UpdateIntegration  ApiId=absent*"]
    )
