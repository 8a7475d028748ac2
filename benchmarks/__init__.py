"""Scripts that each answer a question about speed or quality, and what they share.

It is a package because a peer installs one named `benchmarks`, too, which would be found instead.
"""
