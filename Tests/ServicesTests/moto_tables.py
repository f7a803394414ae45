"""Answers DynamoDB operations, one JSON object a line, with moto: {"op", "args"} in, {"ok"} or {"error"} out."""
import json, os, sys

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="us-east-1")
try:
    import boto3
    from botocore.config import Config
    from moto import mock_aws
except ImportError:
    print("absent")
    sys.exit(0)

with mock_aws():
    client = boto3.client("dynamodb", config=Config(parameter_validation=False, retries={"max_attempts": 0}))
    print("ready", flush=True)
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = client._make_api_call(call["op"], call["args"])
            answer.pop("ResponseMetadata", None)
            print(json.dumps({"ok": answer}, default=str))
        except client.exceptions.ClientError as error:
            print(json.dumps({"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}))
        except Exception as error:
            print(json.dumps({"broken": f"{type(error).__name__}: {error}"}))
