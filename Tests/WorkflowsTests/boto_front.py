"""Drives every served service with boto3; prints `done` when all of it answered as AWS does."""
import io
import json
import sys

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ImportError:
    print("absent")
    sys.exit(0)

common = dict(endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b",
              config=Config(retries={"max_attempts": 0}, read_timeout=50))
db, sqs, sns, s3, events, functions, ssm, secrets = (
    boto3.client(name, **common)
    for name in ("dynamodb", "sqs", "sns", "s3", "events", "lambda", "ssm", "secretsmanager"))


def fails(error, call, **arguments):
    try:
        call(**arguments)
    except error as caught:
        return caught
    raise AssertionError(f"{call} did not fail")


def failed(call, **arguments):
    """The code with which a call fails."""
    return fails(ClientError, call, **arguments).response["Error"]["Code"]


key = {"id": {"S": "a"}}
db.create_table(TableName="tab", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST")
item = {**key, "n": {"N": "1"}, "b": {"B": b"xyz"}}
db.put_item(TableName="tab", Item=item)
assert db.get_item(TableName="tab", Key=key)["Item"] == item
new = dict(TableName="tab", Item=key, ConditionExpression="attribute_not_exists(id)")
old = fails(db.exceptions.ConditionalCheckFailedException, db.put_item, ReturnValuesOnConditionCheckFailure="ALL_OLD", **new)
assert old.response["Item"] == item
why = fails(db.exceptions.TransactionCanceledException, db.transact_write_items, TransactItems=[{"Put": new}])
assert why.response["CancellationReasons"][0]["Code"] == "ConditionalCheckFailed"
fails(db.exceptions.ResourceNotFoundException, db.get_item, TableName="nope", Key=key)

url = sqs.create_queue(QueueName="q1")["QueueUrl"]
attributes = {"a": {"DataType": "String", "StringValue": "b"}}
sqs.send_message(QueueUrl=url, MessageBody="hi", MessageAttributes=attributes)
message = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, MessageAttributeNames=["All"])["Messages"][0]
assert message["Body"] == "hi" and message["MessageAttributes"] == attributes
sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
fails(sqs.exceptions.QueueDoesNotExist, sqs.get_queue_url, QueueName="nope")

topic = sns.create_topic(Name="t1")["TopicArn"]
sns.create_topic(Name="t1.fifo", Attributes={"FifoTopic": "true"})
arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
sns.publish(TopicArn=topic, Message="news", MessageAttributes=attributes)
assert sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "news"
assert len(sns.list_topics()["Topics"]) == 2
fails(sns.exceptions.NotFoundException, sns.publish, TopicArn=topic + "x", Message="m")

name = "a b/\u00fc.txt"
s3.create_bucket(Bucket="buck")
s3.put_object(Bucket="buck", Key=name, Body=b"hello\x00\xff", Metadata={"k": "v"})
found = s3.get_object(Bucket="buck", Key=name)
assert found["Body"].read() == b"hello\x00\xff" and found["Metadata"] == {"k": "v"}
assert [o["Key"] for o in s3.list_objects_v2(Bucket="buck")["Contents"]] == [name]
assert s3.head_object(Bucket="buck", Key=name)["ContentLength"] == 7
s3.copy_object(Bucket="buck", Key="c", CopySource={"Bucket": "buck", "Key": name})
assert s3.get_object(Bucket="buck", Key="c", Range="bytes=0-1")["Body"].read() == b"he"
whole = bytes(range(256)) * (20 << 12)
s3.upload_fileobj(io.BytesIO(whole), "buck", "large", ExtraArgs={"Metadata": {"m": "1"}, "ContentEncoding": "none"})
large = s3.get_object(Bucket="buck", Key="large")
assert large["Body"].read() == whole and large["ETag"].endswith('-3"') and large["Metadata"] == {"m": "1"}
assert large["ContentEncoding"] == "none"
sink = io.BytesIO()
s3.download_fileobj("buck", "large", sink)
assert sink.getvalue() == whole
assert s3.get_object(Bucket="buck", Key="large", Range="bytes=-5")["Body"].read() == whole[-5:]
assert failed(s3.get_object, Bucket="buck", Key="large", Range="bytes=99999999-") == "InvalidRange"
part = dict(Bucket="buck", Key="parts")
upload = {**part, "UploadId": s3.create_multipart_upload(**part)["UploadId"]}
one = s3.upload_part(PartNumber=1, Body=b"a" * (5 << 20), **upload)["ETag"]
two = s3.upload_part_copy(PartNumber=2, CopySource={"Bucket": "buck", "Key": "large"}, CopySourceRange="bytes=0-9", **upload)
assert [(p["PartNumber"], p["Size"]) for p in s3.list_parts(**upload)["Parts"]] == [(1, 5 << 20), (2, 10)]
assert [u["Key"] for u in s3.list_multipart_uploads(Bucket="buck")["Uploads"]] == ["parts"]
parts = [{"PartNumber": 1, "ETag": one}, {"PartNumber": 2, "ETag": two["CopyPartResult"]["ETag"]}]
for wrong, code in ((parts[::-1], "InvalidPartOrder"), ([{"PartNumber": 1, "ETag": "x"}], "InvalidPart")):
    assert failed(s3.complete_multipart_upload, MultipartUpload={"Parts": wrong}, **upload) == code
s3.complete_multipart_upload(MultipartUpload={"Parts": parts}, **upload)
assert s3.head_object(**part)["ContentLength"] == (5 << 20) + 10
assert failed(s3.abort_multipart_upload, **upload) == "NoSuchUpload"
upload["UploadId"] = s3.create_multipart_upload(**part)["UploadId"]
small = [{"PartNumber": n, "ETag": s3.upload_part(PartNumber=n, Body=b"a", **upload)["ETag"]} for n in (1, 2)]
assert failed(s3.complete_multipart_upload, MultipartUpload={"Parts": small}, **upload) == "EntityTooSmall"
s3.abort_multipart_upload(**upload)
assert "Uploads" not in s3.list_multipart_uploads(Bucket="buck")
etag = s3.put_object(Bucket="buck", Key="c", Body=b"hello")["ETag"]
assert failed(s3.get_object, Bucket="buck", Key="c", IfNoneMatch=etag) == "304"
assert failed(s3.get_object, Bucket="buck", Key="c", IfMatch='"x"') == "PreconditionFailed"
assert failed(s3.put_object, Bucket="buck", Key="c", Body=b"", IfNoneMatch="*") == "PreconditionFailed"
modified = s3.head_object(Bucket="buck", Key="c")["LastModified"]
assert failed(s3.get_object, Bucket="buck", Key="c", IfModifiedSince=modified) == "304"
assert s3.get_object(Bucket="buck", Key="c", IfUnmodifiedSince=modified)["ETag"] == etag
s3.copy_object(Bucket="buck", Key="c", CopySource="buck/c", MetadataDirective="REPLACE", Metadata={"n": "2"}, ContentType="a/b")
assert (lambda o: (o["Metadata"], o["ContentType"]))(s3.head_object(Bucket="buck", Key="c")) == ({"n": "2"}, "a/b")
for folder in ("x", "y", "z z"):
    for number in range(3):
        s3.put_object(Bucket="buck", Key=f"{folder}/\u00fc {number}&.txt", Body=b"")
pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="buck", Delimiter="/", PaginationConfig={"PageSize": 2}))
assert [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])] == ["a b/", "x/", "y/", "z z/"]
assert len(pages) == 4 and sum(page["KeyCount"] for page in pages) == 7
pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="buck", Prefix="z z/", PaginationConfig={"PageSize": 1}))
assert [o["Key"] for page in pages for o in page["Contents"]] == [f"z z/\u00fc {n}&.txt" for n in range(3)]
assert failed(s3.list_objects_v2, Bucket="buck", ContinuationToken="?") == "InvalidArgument"
pages = list(s3.get_paginator("list_objects").paginate(Bucket="buck", Delimiter="/", PaginationConfig={"PageSize": 3}))
assert sum(len(page.get("CommonPrefixes", [])) + len(page.get("Contents", [])) for page in pages) == 7
for page in s3.get_paginator("list_objects_v2").paginate(Bucket="buck"):
    s3.delete_objects(Bucket="buck", Delete={"Objects": [{"Key": o["Key"]} for o in page["Contents"] if o["Key"] not in ("c", name)]})
s3.delete_objects(Bucket="buck", Delete={"Objects": [{"Key": "c"}, {"Key": name}]})
fails(s3.exceptions.NoSuchKey, s3.get_object, Bucket="buck", Key=name)
s3.delete_bucket(Bucket="buck")

events.put_rule(Name="r", EventPattern=json.dumps({"source": ["s"]}))
events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": arn}])
assert events.put_events(Entries=[{"Source": "s", "DetailType": "d", "Detail": "{}"}])["FailedEntryCount"] == 0
assert json.loads(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"])["source"] == "s"
ssm.put_parameter(Name="/p", Value="1", Type="String")
assert ssm.get_parameter(Name="/p")["Parameter"]["LastModifiedDate"].year > 2000
secrets.create_secret(Name="s", SecretString="x")
assert secrets.get_secret_value(SecretId="s")["SecretString"] == "x"
assert functions.invoke(FunctionName="echo", Payload=b"[1]")["Payload"].read() == b"[1]"
fails(functions.exceptions.ResourceNotFoundException, functions.invoke, FunctionName="nope")
print("done")
