"""The functions of the serverless order processor, rebuilt from their described behaviour; they share the table
with the workflow through AWS_ENDPOINT_URL."""
import uuid

import boto3

TABLE = "order-processor-table"
db = boto3.client("dynamodb")


def validate(event, context):
    method, items = event.get("paymentMethod"), event.get("items")
    if not event.get("customerId") or not items or method not in ("stripe", "paypal", "applepay"):
        raise Exception("Invalid order")
    keys = [{"PK": {"S": "PRODUCT#" + i["productId"]}, "SK": {"S": "PRODUCT#" + i["productId"]}} for i in items]
    found = db.batch_get_item(RequestItems={TABLE: {"Keys": keys}})["Responses"][TABLE]
    products = {p["productId"]["S"]: p for p in found}
    priced = []
    for i in items:
        product = products.get(i["productId"])
        if product is None or i["quantity"] < 1:
            raise Exception("Invalid product " + i["productId"])
        price = float(product["price"]["N"])
        priced.append({**i, "name": product["name"]["S"], "price": price, "subtotal": round(price * i["quantity"], 2)})
    total = round(sum(i["subtotal"] for i in priced), 2)
    return {**{k: event[k] for k in event if k in ("orderId", "simulateDecline")}, "customerId": event["customerId"],
            "paymentMethod": method, "items": priced, "total": total}


def change(product, sign, quantity, condition=None):
    extra = {"ConditionExpression": "quantity >= :q"} if condition else {}
    db.update_item(TableName=TABLE, Key={"PK": {"S": "PRODUCT#" + product}, "SK": {"S": "INVENTORY"}},
                   UpdateExpression=f"SET quantity = quantity {sign} :q",
                   ExpressionAttributeValues={":q": {"N": str(quantity)}}, **extra)


def reserve(event, context):
    try:
        change(event["productId"], "-", event["quantity"], True)
    except db.exceptions.ConditionalCheckFailedException:
        raise Exception("Insufficient inventory for product " + event["productId"])
    return {"productId": event["productId"], "quantity": event["quantity"], "reserved": True}


def release(event, context):
    items = event.get("items")
    if not isinstance(items, list) or not items:
        return {"released": 0, "failed": 0}
    for item in items:
        change(item["productId"], "+", item["quantity"])
    return {"released": len(items), "failed": 0}


def pay(event, context):
    if event.get("simulateDecline"):
        raise Exception("Payment declined by " + event["processor"])
    return {"transactionId": str(uuid.uuid4()), "processor": event["processor"], "amount": event["amount"],
            "customerId": event["customerId"], "orderId": event["orderId"], "status": "charged"}


def save(event, context):
    key = {"S": "ORDER#" + event["orderId"]}
    puts = [{"Put": {"TableName": TABLE, "Item": {"PK": key, "SK": key}}}]
    for item in event["items"]:
        puts.append({"Put": {"TableName": TABLE, "Item": {"PK": key, "SK": {"S": "ITEM#" + item["productId"]}}}})
    db.transact_write_items(TransactItems=puts)
    return {"orderId": event["orderId"], "status": "saved"}
