"""A small city of demo websites on loopback, for `segar demo`, the tests and the benchmarks.

    with City(now=now) as city:
        city.write_sites_yaml("sites.yaml")
        city.site("wordpress").publish(now.date())

Only Linux serves all of 127.0.0.0/8 without setting anything up; elsewhere the addresses must be added first.
"""

from demo.city import City
from demo.site import DemoSite
from demo.values import Article, Asked, Contact, Expect

__all__ = ["Article", "Asked", "City", "Contact", "DemoSite", "Expect"]
