"""
Asks a real API Gateway the cases of ``tests/cases``, for contributors.

It runs from a clone: ``python -m apigw_mock.host.ask --cases tests/cases``. Nothing
else of the package imports it. The tests play their cases with it.
"""
