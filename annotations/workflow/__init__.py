"""Every act on the data, one function each; the only place that writes.

An act takes what it needs by keyword, time and chance included (`at=`, `rng=`), happens whole or not
at all, and raises a `Refused` of its own module where the rules do not allow it.
"""
