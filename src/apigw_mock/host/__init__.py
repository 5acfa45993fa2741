"""
The only room that imports moto, boto3 and botocore.
"""
