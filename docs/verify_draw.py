#!/usr/bin/env python3
"""Checks a published draw of who is asked again, with nothing but Python: verify_draw.py FILE. Exits 0 where it is fair."""
import hashlib
import hmac
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    draw = json.load(file)

people = draw["population"]
if draw["format"] != "xutra-draw-1":
    sys.exit("this is no published draw")
if people != sorted(set(people)):
    sys.exit("the population is not sorted, or somebody stands in it twice")
text = "".join(person + "\n" for person in people)
if hashlib.sha256(text.encode()).hexdigest() != draw["population_hash"]:
    sys.exit("the population is not the one that was committed to")
if draw["seed"] is None:
    if draw["drawn"]:
        sys.exit("people are named as drawn while the seed is not open")
    print("the population fits; the seed is not open yet")
    sys.exit(0)
seed = bytes.fromhex(draw["seed"])
if hashlib.sha256(seed).hexdigest() != draw["commitment"]:
    sys.exit("the seed is not the one that was committed to")
order = sorted(people, key=lambda person: hmac.new(seed, person.encode(), hashlib.sha256).digest())
if order[: draw["count"]] != draw["drawn"]:
    sys.exit("the people named as drawn are not those whom the seed draws")
print(f"right: {draw['count']} of {len(people)} people are drawn by the seed")
