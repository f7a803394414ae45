"""Drives every served service with boto3; prints `done` when all of it answered as AWS does."""
import json
import sys

try:
    import boto3
    from botocore.config import Config
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
