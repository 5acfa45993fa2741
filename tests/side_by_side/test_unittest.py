"""
Beside the standard library's own runner.
"""

from __future__ import annotations

import sys

import pytest

SOURCE = """
    import os
    import sys
    import unittest

    import boto3

    from apigw_mock import mock_apigw_updates


    def names():
        items = boto3.client("apigateway", "us-east-1").get_rest_apis()["items"]
        return [item["name"] for item in items]


    @mock_apigw_updates
    class TestClass(unittest.TestCase):
        def setUp(self):
            client = boto3.client("apigateway", "us-east-1")
            client.create_rest_api(name="setup")
            self.addCleanup(lambda: self.assertEqual(names(), ["setup"]))

        def test_one(self):
            self.assertEqual(names(), ["setup"])

        def test_two(self):
            for number in range(2):
                with self.subTest(number=number):
                    self.assertEqual(names(), ["setup"])


    @mock_apigw_updates
    class TestAsync(unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.before = names()

        async def test_coroutine(self):
            self.assertEqual(self.before, [])


    class TestStarted(unittest.TestCase):
        def setUp(self):
            scope = mock_apigw_updates()
            self.backend = scope.start()
            self.addCleanup(scope.stop)

        def test_one(self):
            self.assertEqual(names(), [])
            self.backend.apigateway.create_rest_api(name="one")

        test_two = test_one


    class TestMethods(unittest.TestCase):
        @mock_apigw_updates
        def test_method(self):
            self.assertEqual(names(), [])

        def test_block(self):
            with mock_apigw_updates() as backend:
                target = backend.http_api_integration()
                client = backend.apigatewayv2
                with self.assertRaises(client.exceptions.BadRequestException):
                    client.update_integration(**target, TimeoutInMillis=30001)
                self.assertEqual(backend.updates[0].refusal.status, 400)


    def tearDownModule():
        from moto.core.models import botocore_stubber

        assert not botocore_stubber.enabled
        assert os.environ["AWS_ACCESS_KEY_ID"] == "the-users"
        assert "_pytest" not in sys.modules
"""


@pytest.fixture(autouse=True)
def _key_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-users")


def test_python_m_unittest_runs_classes_methods_and_blocks(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(test_it=SOURCE)
    result = pytester.run(sys.executable, "-m", "unittest", "-v")

    assert result.ret == 0, str(result.stderr)
    result.stderr.fnmatch_lines(["Ran 7 tests in *", "OK"])


def test_pytest_runs_them_as_well(pytester: pytest.Pytester) -> None:
    source = SOURCE.replace('assert "_pytest" not in sys.modules', "")
    pytester.makepyfile(test_it=source)
    result = pytester.runpytest_subprocess(
        "-pno:cacheprovider", "-pno:asyncio", "-pno:randomly", "-pno:xdist"
    )

    assert result.ret == 0, str(result.stdout)
    assert result.parseoutcomes()["passed"] == 7
