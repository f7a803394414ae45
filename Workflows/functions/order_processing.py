"""The functions of order-processing: they check, price and charge; the state machine does the rest."""

import os
import uuid


class ValidationError(Exception):
    """The order cannot be taken as it is."""


class PaymentDeclined(Exception):
    """The processor answered no."""


class PaymentServiceError(Exception):
    """The processor did not answer."""


METHODS = ("stripe", "paypal", "applepay")


def validate_order(event, context):
    order, products = event["order"], {p["productId"]: p for p in event["products"]}
    if order["paymentMethod"] not in METHODS:
        raise ValidationError(f"payment method {order['paymentMethod']!r} is none of {', '.join(METHODS)}")
    items = []
    for item in order["items"]:
        product = products.get(item["productId"])
        if product is None:
            raise ValidationError(f"there is no product {item['productId']}")
        if not isinstance(item.get("quantity"), int) or item["quantity"] < 1:
            raise ValidationError(f"the quantity of {item['productId']} must be a whole number from 1")
        subtotal = round(product["price"] * item["quantity"], 2)
        items.append({**item, "name": product["name"], "price": product["price"], "subtotal": subtotal})
    print(f"priced {len(items)} items of {order['orderId']}")
    return {**order, "items": items, "total": round(sum(i["subtotal"] for i in items), 2)}


def charge(event, context):
    processor = os.environ["PROCESSOR"]
    if event.get("simulate") == "decline":
        raise PaymentDeclined(f"the payment was declined by {processor}")
    if event.get("simulate") == "outage":
        raise PaymentServiceError(f"{processor} does not answer")
    print(f"{processor}: {event['amount']} from {event['customerId']}")
    return {
        "transactionId": f"TX-{uuid.uuid5(uuid.NAMESPACE_URL, event['orderId'])}",
        "processor": processor,
        "amount": event["amount"],
        "status": "charged",
    }
