"""The functions of bank-account: one reads identity cards, one stands for the address service."""

import json

CARDS = {
    "card-mcdeluxe.jpg": {"firstnames": ["John", "Bob"], "lastname": "McDeLuxe", "birthdate": "1984-05-17"},
    "card-lovelace.jpg": {"firstnames": ["Ada"], "lastname": "Lovelace", "birthdate": "1985-12-10"},
}

ADDRESSES = {
    ("50 avenue des champs élysées", "75008"): ("50 Avenue des Champs Élysées 75008 Paris", 0.973),
    ("1 rue de rivoli", "75001"): ("1 Rue de Rivoli 75001 Paris", 0.951),
}


def extract_identity(event, context):
    card = CARDS.get(event["idcard"])
    if card is None:
        raise ValueError("Could not extract all information from the ID card")
    print(f"read {event['idcard']}")
    return card


def addresses(event, context):
    """Answers as API Gateway's proxy integration wants it."""
    if event["headers"].get("X-Api-Key") != "local":
        return {"statusCode": 401, "body": json.dumps({"message": "Unauthorized"})}
    query = event["queryStringParameters"]
    found = ADDRESSES.get((query.get("q", "").lower(), query.get("postcode")))
    label, score = found or (query.get("q", ""), 0.4)
    features = [{"type": "Feature", "properties": {"label": label, "score": score}}]
    return {"statusCode": 200, "body": json.dumps({"type": "FeatureCollection", "features": features})}
