"""
The data path of a REST API's method: what it answers to a request, as TestInvokeMethod
shows it.
"""
