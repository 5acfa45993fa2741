"""
JSONPath as templates use it: Jayway's.

The library `jsonpath` judges filters. Jayway's grammar of the rest is smaller than the
library's, and knows forms that the library does not: a path without ``$``, names such
as ``.@t`` and ``.0``, ``['a','b']`` for an object of both, functions at the end.
Source: Jayway JsonPath.
"""
