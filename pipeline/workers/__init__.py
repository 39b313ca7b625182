"""Processes that do the work: leases, children, and what becomes of them."""
