"""Measurements that are run by hand; nothing in the package imports them."""
